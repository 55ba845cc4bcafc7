// SPDX-License-Identifier: Apache-2.0

/// A version of a package by its numbers: `2.19.0`; what follows them is left out.
struct DependencyVersion: Sendable, Hashable, Comparable {
  /// The first version that the rewritten calls are tested with.
  static let v2 = DependencyVersion(numbers: [2, 19, 0])

  var numbers: [Int]

  init(numbers: [Int]) { self.numbers = numbers }

  /// Reads a version, or returns nil if the text does not begin with a number.
  init?(_ text: some StringProtocol) {
    let text = text.drop { $0 == "v" || $0 == "=" || $0 == " " }
    var numbers: [Int] = []
    for part in text.split(separator: ".", omittingEmptySubsequences: false) {
      let digits = part.prefix(while: \.isNumber)
      guard let number = Int(digits) else { break }
      numbers.append(number)
      if digits.count != part.count { break }
    }
    guard !numbers.isEmpty else { return nil }
    self.numbers = numbers
  }

  /// The number at a position; missing ones are 0.
  subscript(position: Int) -> Int { numbers.indices.contains(position) ? numbers[position] : 0 }

  static func < (first: DependencyVersion, second: DependencyVersion) -> Bool {
    for position in 0..<max(first.numbers.count, second.numbers.count)
    where first[position] != second[position] {
      return first[position] < second[position]
    }
    return false
  }

  static func == (first: DependencyVersion, second: DependencyVersion) -> Bool {
    !(first < second) && !(second < first)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(numbers.reversed().drop { $0 == 0 }.reversed() as [Int])
  }

  /// The first version after all that share the leading numbers.
  fileprivate func next(after count: Int) -> DependencyVersion {
    var prefix = (0..<count).map { self[$0] }
    prefix[count - 1] += 1
    return DependencyVersion(numbers: prefix)
  }
}

/// The versions that a requirement allows: `>=1.0,<2.16`, `^2.3`, `==2.*`.
struct DependencyRange: Sendable, Hashable {
  /// Nil if there is no upper bound.
  private var end: DependencyVersion?
  private var includesEnd = false

  /// Reads the versions of a requirement; nil for what is no version, such as a URL.
  ///
  /// - Parameters:
  ///   - text: The versions as written, without the name; empty for all versions.
  ///   - isNPM: Whether a version without an operator is exact, and spaces join conditions.
  init?(_ text: String, isNPM: Bool) {
    let separators: Set<Character> = isNPM ? [" "] : [","]
    var pending = ""
    for part in text.split(whereSeparator: separators.contains) {
      let condition = pending + part.filter { !$0.isWhitespace }
      // `>= 2.1` has a space between operator and version.
      guard !condition.allSatisfy({ "<>=~^!".contains($0) }) else {
        pending = condition
        continue
      }
      pending = ""
      guard narrow(condition, isNPM: isNPM) else { return nil }
    }
  }

  /// Whether a version is allowed by the upper bound.
  func allows(_ version: DependencyVersion) -> Bool {
    guard let end else { return true }
    return version < end || includesEnd && version == end
  }

  private mutating func narrow(_ condition: String, isNPM: Bool) -> Bool {
    if ["*", "x", "latest", "next", ""].contains(condition) { return true }
    let operation = condition.prefix { "<>=~^!".contains($0) }
    let text = condition.dropFirst(operation.count)
    guard let version = DependencyVersion(text) else { return false }
    let isWildcard = text.hasSuffix(".*") || text.hasSuffix(".x")
    let count = version.numbers.count
    switch operation {
    case ">=", ">", "!=": return true
    case "<": limit(version, isIncluded: false)
    case "<=": limit(version, isIncluded: true)
    case "^":
      let first = version.numbers.prefix(count).firstIndex { $0 != 0 } ?? count - 1
      limit(version.next(after: first + 1), isIncluded: false)
    case "~=": limit(version.next(after: max(1, count - 1)), isIncluded: false)
    case "~": limit(version.next(after: min(2, count)), isIncluded: false)
    case "==", "===", "=", "":
      if isWildcard || isNPM && count < 3 {
        limit(version.next(after: count), isIncluded: false)
      } else {
        limit(version, isIncluded: true)
      }
    default: return false
    }
    return true
  }

  private mutating func limit(_ version: DependencyVersion, isIncluded: Bool) {
    guard let end, end < version || end == version && !includesEnd else {
      (end, includesEnd) = (version, isIncluded)
      return
    }
  }
}
