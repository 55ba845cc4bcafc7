// SPDX-License-Identifier: Apache-2.0

/// The names of all objects that are open, the innermost object's last.
///
/// A stack of its own, because a member is read in less time than `Array` takes to make sure that
/// it is not shared. Whoever makes one must ``deallocate()`` it.
@usableFromInline
struct SeenNames {
  /// A name that occurred.
  @usableFromInline
  struct Name {
    /// ``JSONMemberName/hash`` of the name.
    @usableFromInline let hash: UInt64
    /// Where the name's opening quote is.
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
    // The elements are trivial: nothing of theirs is to be released.
    base.deallocate()
  }

  @inlinable @inline(__always)
  mutating func append(_ name: Name) {
    if count == capacity { grow() }
    (base + count).initialize(to: name)
    count &+= 1
  }

  /// Forgets all but the first `count` names.
  @inlinable @inline(__always)
  mutating func shorten(to count: Int) {
    self.count = min(self.count, count)
  }

  /// The names from the index `first` on.
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
