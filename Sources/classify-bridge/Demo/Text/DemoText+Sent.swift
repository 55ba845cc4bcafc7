// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension DemoText {
  /// What was sent to each version.
  var sent: [String] {
    let count = report.documents.count
    let table = TextTable(
      header: ["", "v1", "v2"],
      rows: [
        ["create", "\(report.v1.endpoint)", "\(report.v2.endpoint)"],
        ["jobs", "\(jobs(report.v1, of: count))", "\(jobs(report.v2, of: count))"],
        [
          "pages", "target_pages: \(report.selection.v1Text)",
          "target_pages: \(report.selection.v2Text)",
        ],
        ["count from", "0", "1"],
      ])
    return heading("What was sent")
      + table.render(width: width, indent: "  ", terminal: terminal)
      + bodies("v1", report.v1) + bodies("v2", report.v2)
  }

  private func jobs(_ traffic: DemoTraffic, of count: Int) -> String {
    traffic.bodies.count == 1
      ? "1 job of \(Counted.text(count, "file"))"
      : "a group of \(Counted.text(traffic.bodies.count, "job"))"
  }

  private func bodies(_ version: String, _ traffic: DemoTraffic) -> [String] {
    guard let first = traffic.bodies.first else { return [] }
    let others = traffic.bodies.dropFirst()
    let members = Set(others.flatMap { Self.differences(first, $0) }).sorted()
    let alike =
      others.isEmpty
      ? []
      : paragraph(
        "The other \(others.count) differ from it in \(members.joined(separator: " and ")) alone.")
    let title = others.isEmpty ? "\(version), the body:" : "\(version), the first body:"
    return ["", "  \(terminal.styled(title, .faint))"]
      + JSONLayout(width: width).lines(first, indent: "  ") + alike
  }

  /// The members that two objects do not have alike.
  private static func differences(_ first: JSONValue, _ second: JSONValue) -> [String] {
    let names = (first.object ?? [:]).map(\.name) + (second.object ?? [:]).map(\.name)
    return names.filter { first[$0] != second[$0] }
  }
}
