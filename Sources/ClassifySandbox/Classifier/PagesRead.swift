// SPDX-License-Identifier: Apache-2.0

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
