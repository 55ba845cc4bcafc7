// SPDX-License-Identifier: Apache-2.0

extension Constant.Value {
  var integers: [Int]? {
    guard case .list(let values) = self else { return nil }
    let integers = values.compactMap { value -> Int? in
      if case .integer(let integer) = value { integer } else { nil }
    }
    return integers.count == values.count ? integers : nil
  }

  /// The number of characters or elements.
  var count: Int {
    switch self {
    case .null, .undefined, .boolean, .integer: 1
    case .text(let text): text.utf8.count
    case .list(let values): values.count
    case .dictionary(let entries): entries.count
    }
  }

  func combined(_ operation: String, _ other: Constant.Value) -> Constant.Value? {
    switch (self, operation, other) {
    case (.integer(let left), "+", .integer(let right)):
      return .sum(left.addingReportingOverflow(right))
    case (.integer(let left), "-", .integer(let right)):
      return .sum(left.subtractingReportingOverflow(right))
    case (.integer(let left), "*", .integer(let right)):
      return .sum(left.multipliedReportingOverflow(by: right))
    case (.text(let left), "+", .text(let right)): return .text(left + right)
    case (.list(let left), "+", .list(let right)): return .list(left + right)
    default: return nil
    }
  }

  private static func sum(_ result: (partialValue: Int, overflow: Bool)) -> Constant.Value? {
    result.overflow ? nil : .integer(result.partialValue)
  }
}

extension [Constant.Value.Entry] {
  /// The members with others added; a name that is there keeps its place and gets the new value.
  func merging(_ others: [Constant.Value.Entry]) -> Self {
    var result = self
    for entry in others {
      if let position = result.firstIndex(where: { $0.name == entry.name }) {
        result[position] = entry
      } else {
        result.append(entry)
      }
    }
    return result
  }
}
