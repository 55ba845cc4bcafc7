// SPDX-License-Identifier: Apache-2.0

/// A growing buffer of bytes that is written without checks for each piece.
///
/// An array would check its capacity and its unique ownership at every append, which takes longer
/// than copying a member.
struct ByteWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 256 << 10) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    // The elements are trivial and need no deinitialization.
    base.deallocate()
  }

  /// The bytes written so far; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Makes room for a number of bytes, which can then be appended.
  mutating func reserve(_ size: Int) {
    guard capacity - count < size else { return }
    let larger = max(2 * capacity, count + size)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    copy.moveInitialize(from: base, count: count)
    base.deallocate()
    base = copy
    capacity = larger
  }

  /// Removes all bytes but the first `count`.
  mutating func truncate(to count: Int) {
    self.count = min(count, self.count)
  }

  /// Appends bytes; there must be room.
  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, _ size: Int) {
    (base + count).initialize(from: start, count: size)
    count &+= size
  }

  /// Appends ASCII text; there must be room.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Appends a byte; there must be room.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    (base + count).initialize(to: byte)
    count &+= 1
  }

  /// Appends what `body` writes to a span of `capacity` bytes; makes room for them.
  mutating func append(capacity size: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
    reserve(size)
    let free = UnsafeMutableBufferPointer(start: base + count, count: size)
    var span = OutputSpan(buffer: free, initializedCount: 0)
    body(&span)
    count += span.finalize(for: free)
  }
}
