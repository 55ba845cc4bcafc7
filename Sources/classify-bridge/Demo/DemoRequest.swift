// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The input of the demo.
struct DemoRequest: Sendable {
  var documents: [DemoDocument]
  var rules: [Rule]
  /// The mode; `nil` for the service's default.
  var mode: ClassifyMode?
  /// The parsing options of each document.
  var parsing: ParsingOptions
  /// The notes from reading the rules file and `--pages`.
  var notes: [DemoNote] = []
}

/// A text document with pages separated by form feeds (U+000C).
struct DemoDocument: Sendable, Hashable {
  /// The display name, unique within a request.
  var name: String
  var text: String

  /// The number of pages, 1 or more; a trailing form feed does not start a page.
  var pageCount: Int {
    let pages = text.unicodeScalars.split(separator: "\u{C}", omittingEmptySubsequences: false)
    return pages.count > 1 && pages.last?.isEmpty == true ? pages.count - 1 : pages.count
  }
}

/// A note with the input or request body that it is about.
struct DemoNote: Sendable, Hashable {
  /// The text that the note's pointer refers to.
  enum Subject: Sendable, Hashable {
    /// The rules file.
    case rules
    /// The value of `--pages`.
    case pages
    /// The request body for a version.
    case body(APIVersion)

    /// The value of the note's `in` field in JSON output.
    var name: String {
      switch self {
      case .rules: "rules"
      case .pages: "pages"
      case .body(let version): version.rawValue
      }
    }
  }

  let subject: Subject
  let note: Note
}
