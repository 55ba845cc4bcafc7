// SPDX-License-Identifier: Apache-2.0

/// A string that equals another only if both have the same bytes.
///
/// Swift's own `==` takes `é` in one scalar and `é` in two for the same text. To JSON they are two
/// different member names, and a reader that loses nothing must keep both.
@usableFromInline
struct ExactString: Hashable, Sendable {
  @usableFromInline let text: String

  @inlinable
  init(_ text: String) {
    self.text = text
  }

  @usableFromInline
  static func == (left: ExactString, right: ExactString) -> Bool {
    left.text.isIdentical(to: right.text)
  }

  // Coarser than `==`, which is allowed: texts of the same bytes have the same hash.
  @usableFromInline
  func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

extension String {
  /// Tells whether both texts have the same bytes.
  ///
  /// - Complexity: O(*n*) in the bytes of the shorter text.
  func isIdentical(to other: String) -> Bool {
    utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
  }
}
