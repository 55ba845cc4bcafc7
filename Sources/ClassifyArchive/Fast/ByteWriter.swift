// SPDX-License-Identifier: Apache-2.0

/// A growing buffer of bytes.
///
/// An array would check its unique ownership at every append, which takes longer than copying a
/// member.
struct ByteWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  /// Creates an empty buffer, by default with room for what is written for a usual block.
  init(capacity: Int = 160 << 10) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    // The elements are trivial and need no deinitialization.
    base.deallocate()
  }

  /// The bytes written so far; valid until the next change.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  /// Makes room for a number of bytes.
  @inline(__always)
  private mutating func reserve(_ size: Int) {
    if capacity - count < size { grow(by: size) }
  }

  @inline(never)
  private mutating func grow(by size: Int) {
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

  /// Appends bytes.
  @inline(__always)
  mutating func append(_ start: UnsafePointer<UInt8>, _ size: Int) {
    reserve(size)
    (base + count).initialize(from: start, count: size)
    count &+= size
  }

  /// Appends ASCII text.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(text.utf8Start, text.utf8CodeUnitCount)
  }

  /// Appends a byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    (base + count).initialize(to: byte)
    count &+= 1
  }

  /// Appends what `body` writes to a span of `size` bytes.
  mutating func append(capacity size: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
    reserve(size)
    let free = UnsafeMutableBufferPointer(start: base + count, count: size)
    var span = OutputSpan(buffer: free, initializedCount: 0)
    body(&span)
    count += span.finalize(for: free)
  }
}
