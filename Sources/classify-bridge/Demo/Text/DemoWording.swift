// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension PageSelection {
  /// The selection as v1's `target_pages`.
  var v1Text: String {
    guard let indices = pages.flatMap({ try? $0.indices() }) else { return "absent" }
    return Self.text(of: indices)
  }

  /// The selection as v2's `target_pages`.
  var v2Text: String { pages.map { "\"\($0)\"" } ?? "absent" }

  /// Returns the text of an array, without the middle of a long one.
  static func text(of indices: [Int]) -> String {
    let texts = indices.map(String.init)
    let shown = texts.count > 12 ? texts.prefix(6) + ["…"] + texts.suffix(3) : texts[...]
    return "[\(shown.joined(separator: ", "))]"
  }
}

extension DemoTraffic {
  /// The statuses, each with how often it is there.
  var statusText: String {
    var counts: [(status: String, count: Int)] = []
    for status in statuses {
      if let place = counts.firstIndex(where: { $0.status == status }) {
        counts[place].count += 1
      } else {
        counts.append((status, 1))
      }
    }
    return counts.map { $0.count == 1 ? $0.status : "\($0.count) × \($0.status)" }
      .joined(separator: ", ")
  }
}

extension PageSet {
  /// The pages in words, such as `pages 1,3`.
  var words: String {
    PlainText.shortened("\(count == 1 ? "page" : "pages") \(rangeString)", to: 28)
  }
}
