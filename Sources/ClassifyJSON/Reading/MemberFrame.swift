// SPDX-License-Identifier: Apache-2.0

/// What is known of an open object, so that no name occurs in it twice.
@usableFromInline
struct MemberFrame {
  /// From this many members on, names are kept in a set: comparing each with all takes too long.
  @inlinable static var comparedCount: Int { 64 }

  /// Where the object's names begin in the reader's list of names.
  @usableFromInline let first: Int
  /// One bit for each hash that was seen: a name whose bit is not set is new.
  @usableFromInline var filter: UInt64 = 0
  /// The names of a large object.
  @usableFromInline var large: Set<ExactString>?

  @inlinable
  init(first: Int) {
    self.first = first
  }
}
