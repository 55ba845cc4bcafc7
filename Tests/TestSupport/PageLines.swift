// SPDX-License-Identifier: Apache-2.0

/// A generator of page records as JSON lines, valid and invalid, with typical mistakes.
public enum PageLines {
  /// Returns the record with a number: about nine of ten are valid.
  public static func line(
    _ number: Int, using generator: inout some RandomNumberGenerator
  ) -> String {
    let ranges = ranges(using: &generator)
    let v2 = ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
    let indices = ranges.flatMap { $0.map { $0 - 1 } }
    func array(_ indices: [Int]) -> String {
      "[" + indices.map { String($0) }.joined(separator: ", ") + "]"
    }
    let name = ["invoices", "contracts", "receipts"].randomElement(using: &generator) ?? ""
    let head = #"{"id": "cfg-\#(number)", "name": "\#(name)", "#
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<35: return head + #""v1": \#(array(indices)), "v2": "\#(v2)"}"#
    case 35..<60: return head + #""v2": "\#(v2)"}"#
    case 60..<80: return head + #""v1": \#(array(indices))}"#
    case 80..<82:
      return head + #""parsing_configuration": {"target_pages": \#(array(indices))}}"#
    case 82..<84:
      return head + #""configuration": {"parsing_configuration": {"target_pages": "\#(v2)"}}}"#
    case 84: return head + #""v1": null}"#
    case 85: return head + #""v1": null, "v2": "\#(v2)"}"#
    case 86: return head + #""v1": \#(array(indices.shuffled(using: &generator)))}"#
    case 87: return head + #""v2": "\#(v2.split(separator: ",").joined(separator: ", "))"}"#
    case 88: return head + #""v1": \#(array(indices.map { $0 + 1 })), "v2": "\#(v2)"}"#
    case 89: return head + #""v1": \#(array(indices)), "v2": "\#(v2),9000"}"#
    case 90: return head + #""v2": "\#(v2),"}"#
    case 91: return head + #""v2": "9-3,\#(v2)"}"#
    case 92: return head + #""v1": \#(array(indices + [-1]))}"#
    case 93: return head + #""v2": "\#(v2)-"}"#
    case 94: return head + #""v1": []}"#
    case 95: return head + #""v2": "0-\#(v2)"}"#
    case 96: return head + #""v2": "1-99999999"}"#
    case 97: return head + #""v2": "07,\#(v2),x"}"#
    case 98: return head + #""v1": "\#(v2)"}"#
    default: return head + #""v2": "\#(v2)""#
    }
  }

  /// Returns up to six ascending ranges that aren't adjacent.
  private static func ranges(
    using generator: inout some RandomNumberGenerator
  ) -> [ClosedRange<Int>] {
    var end = 0
    return (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      let first = end + Int.random(in: 2...13, using: &generator)
      end = first + ([0, 0, 1, 2, 4].randomElement(using: &generator) ?? 0)
      return first...end
    }
  }
}
