// SPDX-License-Identifier: Apache-2.0

#if Gateway
public import NIOCore

/// The body of a request, in parts as they are received.
///
/// It has one consumer, and the connection is read only as fast as that. The first read asks for the
/// body if the client waits for `100 Continue`. A body that is not read is discarded.
///
/// A body that ends is complete; otherwise the iteration throws: a ``RequestRejection`` that the
/// server answers, `CancellationError`, or an error of the connection.
public struct IncomingBody: AsyncSequence, Sendable {
  /// A part of the body, not empty.
  public typealias Element = ByteBuffer

  typealias Parts = NIOThrowingAsyncSequenceProducer<
    ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark,
    BodySource
  >

  private enum Storage: Sendable {
    case bytes([UInt8])
    case parts(Parts, BodySource)
  }

  /// The announced size in bytes; `nil` if it is not known before the end, 0 if there is no body.
  public let length: Int?
  /// Whether the request has a body, even if it is empty.
  public let isPresent: Bool
  private let storage: Storage

  /// Creates a body from bytes; `nil` for none.
  public init(_ bytes: [UInt8]? = nil) {
    length = bytes?.count ?? 0
    isPresent = bytes != nil
    storage = .bytes(bytes ?? [])
  }

  init(length: Int?, parts: Parts, source: BodySource) {
    self.length = length
    isPresent = true
    storage = .parts(parts, source)
  }

  /// Receives and returns the complete body, within the server's limit for a body and for all
  /// bodies together.
  ///
  /// - Throws: A ``RequestRejection``, which the server answers, if the body is too large, too slow
  ///   or malformed; `CancellationError`; or an error of the connection.
  public func collect() async throws -> [UInt8] {
    switch storage {
    case .bytes(let bytes): return bytes
    case .parts(let parts, let source):
      try await source.collect(announcedBytes: length ?? 0)
      var bytes: [UInt8] = []
      for try await part in parts { Self.append(part, to: &bytes, announced: length) }
      return bytes
    }
  }

  /// Asks the client for the body, and waits until a part of it has arrived, or none will.
  func waitForBeginning() async {
    if case .parts(_, let source) = storage { await source.waitForBeginning() }
  }

  /// The number of bytes received so far.
  var receivedBytes: Int {
    switch storage {
    case .bytes(let bytes): bytes.count
    case .parts(_, let source): source.receivedBytes
    }
  }

  /// Appends a part; grows the array in small steps, so that it has little unused capacity.
  private static func append(_ part: ByteBuffer, to bytes: inout [UInt8], announced: Int?) {
    let needed = bytes.count + part.readableBytes
    if needed > bytes.capacity {
      let larger = Swift.max(needed, bytes.capacity + bytes.capacity / 4)
      bytes.reserveCapacity(announced.map { Swift.max(needed, Swift.min(larger, $0)) } ?? larger)
    }
    bytes.append(contentsOf: part.readableBytesView)
  }

  /// Returns an iterator; must be called only once.
  public func makeAsyncIterator() -> AsyncIterator {
    switch storage {
    case .bytes(let bytes): return AsyncIterator(bytes: bytes)
    case .parts(let parts, let source):
      source.start()
      return AsyncIterator(parts: parts.makeAsyncIterator())
    }
  }

  /// An iterator over the parts of a body.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var bytes: [UInt8]
    private let parts: Parts.AsyncIterator?

    fileprivate init(bytes: [UInt8]) {
      self.bytes = bytes
      parts = nil
    }

    fileprivate init(parts: Parts.AsyncIterator) {
      bytes = []
      self.parts = parts
    }

    /// Returns the next part, or `nil` at the end of the complete body.
    @concurrent public mutating func next() async throws -> ByteBuffer? {
      if let parts { return try await parts.next() }
      guard !bytes.isEmpty else { return nil }
      defer { bytes = [] }
      return ByteBuffer(bytes: bytes)
    }
  }
}
#endif
