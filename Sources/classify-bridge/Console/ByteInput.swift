// SPDX-License-Identifier: Apache-2.0

/// The bytes of a file or of standard input, read in large pieces into one buffer.
struct ByteInput: ~Copyable {
  private static let pieceSize = 256 << 10

  private let descriptor: FileDescriptor
  private let name: String
  private var buffer = [UInt8](repeating: 0, count: pieceSize)

  /// Reads standard input.
  init() {
    descriptor = .standardInput
    name = "standard input"
  }

  /// Opens a file; `-` is standard input.
  init(path: String) throws(CommandFailure) {
    let isStandardInput = path == "-"
    descriptor = isStandardInput ? .standardInput : try System.open(path)
    name = isStandardInput ? "standard input" : path
  }

  deinit {
    if descriptor != .standardInput { System.close(descriptor) }
  }

  /// Whether bytes, or the end, can be read without waiting.
  var isReady: Bool { System.isReady(descriptor) }

  /// Reads all up to the end, or returns `nil` if that is more than `maximum` bytes.
  mutating func all(upTo maximum: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    do {
      try forEachPiece { (piece) throws(TooLarge) in
        piece.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        guard bytes.count <= maximum else { throw TooLarge() }
      }
    } catch is TooLarge {
      return nil
    }
    return bytes
  }

  private struct TooLarge: Error {}

  /// Calls `body` with each piece up to the end.
  mutating func forEachPiece<Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws {
    while try readPiece(body) {}
  }

  /// Calls `body` with the next piece.
  ///
  /// - Returns: Whether there was one; not at the end.
  mutating func readPiece<Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws -> Bool {
    let count = try buffer.withUnsafeMutableBytes { buffer in
      Result { () throws(CommandFailure) in
        try System.read(descriptor, into: buffer, name: name)
      }
    }.get()
    guard count > 0 else { return false }
    try buffer.withUnsafeBufferPointer { (buffer) throws(Failure) in
      try body(UnsafeBufferPointer(rebasing: buffer[..<count]).span)
    }
    return true
  }
}
