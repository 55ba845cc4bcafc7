// SPDX-License-Identifier: Apache-2.0

/// The member names of all open objects, the innermost object's last.
///
/// An array would check for unique ownership at every append, which takes longer than reading a
/// member. The owner must call ``deallocate()``.
@usableFromInline
struct MemberNameStack {
  @usableFromInline
  struct Name {
    /// The name's ``JSONMemberName/hash``.
    @usableFromInline let hash: UInt64
    /// The offset of the name's opening quote.
    @usableFromInline let offset: Int

    @inlinable
    init(hash: UInt64, offset: Int) {
      self.hash = hash
      self.offset = offset
    }
  }

  @usableFromInline var base: UnsafeMutablePointer<Name>
  @usableFromInline var capacity = 64
  @usableFromInline var count = 0

  init() {
    base = .allocate(capacity: capacity)
  }

  func deallocate() {
    // The elements are trivial and need no deinitialization.
    base.deallocate()
  }

  @inlinable @inline(__always)
  mutating func append(_ name: Name) {
    if count == capacity { grow() }
    (base + count).initialize(to: name)
    count &+= 1
  }

  /// Removes all but the first `count` names.
  @inlinable @inline(__always)
  mutating func truncate(to count: Int) {
    self.count = min(self.count, count)
  }

  /// The offset of the last name; 0 if there is none.
  @inlinable var lastOffset: Int { count == 0 ? 0 : (base + (count &- 1)).pointee.offset }

  /// Returns the names from the index `first` on.
  func suffix(from first: Int) -> UnsafeBufferPointer<Name> {
    UnsafeBufferPointer(start: base + min(first, count), count: count - min(first, count))
  }

  @usableFromInline @inline(never)
  mutating func grow() {
    let larger = UnsafeMutablePointer<Name>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity *= 2
  }
}

/// The state that detects duplicate names in one open object.
@usableFromInline
struct ObjectFrame {
  /// The number of members from which names are looked up in a set instead of one by one.
  @inlinable static var indexedCount: Int { 64 }

  /// The index of the object's first name in the stack.
  @usableFromInline let firstName: Int
  /// A Bloom filter of one bit per hash: a name whose bit is clear is new.
  @usableFromInline var filter: UInt64 = 0
  /// All names, for an object of ``indexedCount`` members or more.
  @usableFromInline var index: Set<ExactString>?

  @inlinable
  init(firstName: Int) {
    self.firstName = firstName
  }
}
