// SPDX-License-Identifier: Apache-2.0

/// The page selection, page limit, and mode of a job.
struct ParsingOptions {
  /// The selected pages; `nil` selects all.
  let targets: TargetPages?
  /// The maximum number of pages; `nil` sets no limit.
  let limit: Int?
  /// Whether the reasoning mentions page images, as for v1's multimodal mode.
  let usesImages: Bool

  /// The error for a document without a page to read.
  struct Failure: Error {
    let message: String
  }

  /// Returns the numbers of the pages to read, ascending.
  ///
  /// - Parameters:
  ///   - count: The number of pages of the document, 1 or more.
  ///   - precedence: The way in which the page limit and the selection are combined.
  /// - Returns: One-based page numbers, never empty.
  /// - Throws: ``Failure`` if there is no page to read.
  func pages(
    inDocumentOf count: Int, precedence: Sandbox.PageLimitPrecedence
  ) throws(Failure) -> [Int] {
    if let limit, limit < 1, targets == nil || precedence != .selectionOnly {
      throw Failure(message: "max_pages is \(limit), so that there is no page to read.")
    }
    let limit = limit ?? .max
    guard let targets else { return Array((1...count).prefix(limit)) }
    let selected = targets.pages(inDocumentOf: count)
    let pages =
      switch precedence {
      case .selectionFirst: Array(selected.prefix(limit))
      case .limitFirst: selected.filter { $0 <= limit }
      case .selectionOnly: selected
      }
    guard !pages.isEmpty else {
      let document = count == 1 ? "1 page" : "\(count) pages"
      throw Failure(
        message: "None of the pages in target_pages can be read: the document has \(document).")
    }
    return pages
  }
}

/// A description of the pages read, for the reasoning.
struct PageSummary: CustomStringConvertible {
  /// The one-based numbers of the pages, ascending.
  let numbers: [Int]
  /// The number of pages of the document.
  let count: Int
  let usesImages: Bool

  var description: String {
    let verb = usesImages ? "looked at images of" : "read"
    let noun = numbers.count == 1 ? "page" : "pages"
    return "\(verb) \(noun) \(Self.list(phrases)) of \(count)"
  }

  /// The page numbers, with three or more consecutive ones as `1 to 3`.
  private var phrases: [String] {
    var runs: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
    return runs.flatMap { run in
      run.count > 2 ? ["\(run.lowerBound) to \(run.upperBound)"] : run.map(String.init)
    }
  }

  private static func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.joined() }
    return phrases.dropLast().joined(separator: ", ") + " and " + last
  }
}
