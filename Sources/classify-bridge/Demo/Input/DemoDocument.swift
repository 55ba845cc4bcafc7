// SPDX-License-Identifier: Apache-2.0

/// A document of text, whose pages are parted by form feeds.
struct DemoDocument: Sendable, Hashable {
  /// What it is called; unique among the documents of a demonstration.
  var name: String
  /// The text.
  var text: String

  /// The number of pages: one more than form feeds part, but for a form feed at the end.
  var pageCount: Int {
    let pages = text.unicodeScalars.split(separator: "\u{C}", omittingEmptySubsequences: false)
    return pages.count > 1 && pages.last?.isEmpty == true ? pages.count - 1 : pages.count
  }
}
