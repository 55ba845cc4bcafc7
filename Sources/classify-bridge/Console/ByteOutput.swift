// SPDX-License-Identifier: Apache-2.0

/// Bytes on their way to a file, written in large pieces.
///
/// What is in the buffer at the end is lost unless ``flush()`` is called: only the caller can
/// handle its error.
struct ByteOutput: ~Copyable {
  /// The size from which on the buffer is written.
  private static let pieceSize = 64 << 10

  private let descriptor: FileDescriptor
  private var buffer: [UInt8] = []

  /// Makes an output with an empty buffer.
  init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  /// Adds a text.
  mutating func append(_ text: String) throws(OutputError) {
    buffer.append(contentsOf: text.utf8)
    try flushIfLarge()
  }

  /// Adds what `body` appends to the buffer, without a copy.
  mutating func append(_ body: (inout [UInt8]) -> Void) throws(OutputError) {
    body(&buffer)
    try flushIfLarge()
  }

  /// Writes what is in the buffer.
  mutating func flush() throws(OutputError) {
    guard !buffer.isEmpty else { return }
    try System.write(buffer, to: descriptor)
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func flushIfLarge() throws(OutputError) {
    if buffer.count >= Self.pieceSize { try flush() }
  }
}

/// The reason why output was not written.
enum OutputError: Error, CustomStringConvertible {
  /// Nobody reads any more.
  case closed
  /// The system refused, for instance since a disk is full.
  case refused(reason: String)

  var description: String {
    switch self {
    case .closed: "can't write the output: nobody reads it any more"
    case .refused(let reason): "can't write the output: \(reason)"
    }
  }
}
