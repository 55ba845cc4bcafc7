// SPDX-License-Identifier: Apache-2.0

/// Which pages of a document are read, and how.
struct PageReading {
  /// The pages that were selected; nil selects all.
  let targets: PageTargets?
  /// How many pages are read at most; nil reads without a limit.
  let limit: Int?
  let looksAtImages: Bool

  /// The reason why there is nothing to read.
  struct Failure: Error {
    let message: String
  }

  /// Returns the numbers of the pages to read, ascending.
  func pages(
    of count: Int, precedence: Sandbox.PageLimitPrecedence
  ) throws(Failure) -> [Int] {
    if let limit, limit < 1, targets == nil || precedence != .selectionOnly {
      throw Failure(message: "max_pages is \(limit), so that there is no page to read.")
    }
    let limit = limit ?? .max
    guard let targets else { return Array((1...count).prefix(limit)) }
    let selected = targets.pages(of: count)
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

/// Says in words which pages of a document were read.
struct PagesRead: CustomStringConvertible {
  /// The pages, ascending, counted from 1.
  let numbers: [Int]
  /// How many pages the document has.
  let count: Int
  let areImages: Bool

  var description: String {
    let verb = areImages ? "looked at images of" : "read"
    let noun = numbers.count == 1 ? "page" : "pages"
    return "\(verb) \(noun) \(Self.list(phrases)) of \(count)"
  }

  /// The pages, three and more in a row as `1 to 3`.
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
