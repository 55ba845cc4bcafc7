// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@testable import ClassifyMigration

/// The parts of the page that need no script.
@Suite struct ReportPageOverviewTests {
  @Test func showsLargestGroupsOfDisagreementsFirst() throws {
    let report = try JSONValue(
      json: """
        {"confusion":{"labels":[{"kind":"type","name":"a<b"},{"kind":"unmatched"},{"kind":"other"},
          {"kind":"none"}],"counts":[[9,2,0,1],[0,9,0,0],[0,0,7,0],[1234,0,0,9]]}}
        """)
    let rows = ReportPage.overview(of: report).split(separator: "\n").filter {
      $0.hasPrefix("<tr>")
    }
    let expected = [
      ("(no result)", "a&lt;b", "1,234"), ("a&lt;b", "(unmatched)", "2"),
      ("a&lt;b", "(no result)", "1"),
    ]
    let texts = expected.map { first, second, count in
      """
      <tr><th scope="row"><bdi>\(first)</bdi></th><td><bdi>\(second)</bdi></td>\
      <td><bdi>\(count)</bdi></td></tr>
      """
    }
    #expect(rows.map(String.init) == texts)
  }

  @Test func showsErrorsOfBothVersions() throws {
    let report = try JSONValue(
      json: """
        {"errors":{"v1":[{"code":"timeout","count":2000,"sample":"<i>\\u202e"}],
          "v2":[{"code":"failed"}]}}
        """)
    let page = ReportPage.overview(of: report)
    #expect(
      page.contains(
        "<th scope=\"row\"><bdi>v1</bdi></th><td><bdi>timeout</bdi></td>"
          + "<td><bdi>2,000</bdi></td><td><bdi>&lt;i&gt;[U+202E]</bdi></td>"))
    #expect(
      page.contains(
        "<th scope=\"row\"><bdi>v2</bdi></th><td><bdi>failed</bdi></td>"
          + "<td><bdi>unknown</bdi></td><td><bdi></bdi></td>"))
  }

  @Test(arguments: [(3, nil), (4, "; 2 groups not shown")] as [(Int, String?)])
  func isBounded(labelCount: Int, omitted: String?) {
    // Each label with each other one: 6 groups, or 12.
    let labels = (0..<labelCount).map { number in
      ["kind": "type", "name": .string("\(number)" + String(repeating: "x", count: 9_000))]
        as JSONValue
    }
    let row = JSONValue.array(labels.map { _ in 1 })
    let page = ReportPage.overview(
      of: ["confusion": ["labels": .array(labels), "counts": .array(labels.map { _ in row })]])
    let caption = "Largest groups of disagreements, ignored ones included"
    #expect(page.contains("<span>\(caption)\(omitted ?? "")</span>"))
    #expect(page.utf8.count < 10_000)
  }

  @Test func boundsErrors() {
    let error: JSONValue = [
      "code": .string(String(repeating: "c", count: 9_000)), "count": 1,
      "sample": .string(String(repeating: "s", count: 9_000)),
    ]
    let errors = JSONValue.array(Array(repeating: error, count: 40))
    let page = ReportPage.overview(of: ["errors": ["v1": errors, "v2": errors]])
    #expect(page.contains("Documents without a result, by error; 60 codes not shown"))
    #expect(page.utf8.count < 20_000)
  }

  @Test(arguments: [
    "null", "{}", #"{"confusion":7,"errors":[]}"#,
    #"{"confusion":{"labels":[1,{}],"counts":[[1],"x",[2]]},"errors":{"v1":{}}}"#,
    #"{"confusion":{"labels":[],"counts":[]},"errors":{"v1":[],"v2":[]}}"#,
  ])
  func unexpectedReportHasNoTables(json: String) throws {
    #expect(try !ReportPage.overview(of: JSONValue(json: json)).contains("<table"))
  }

  @Test(
    arguments: [
      (#"{"unfinished":1}"#, "Unfinished: 1 more document without a result yet."),
      (#"{"unfinished":1200}"#, "Unfinished: 1,200 more documents without a result yet."),
      (#"{"unfinished":0}"#, nil), (#"{"unfinished":null}"#, nil), ("{}", nil),
    ] as [(String, String?)])
  func tellsThatDocumentsAreUnfinished(json: String, expected: String?) throws {
    let page = try ReportPage.html(reportJSON: json, title: "")
    #expect(page.contains("<strong>Unfinished") == (expected != nil))
    if let expected { #expect(page.contains("<p><strong>\(expected)</strong></p>")) }
  }

  @Test(
    arguments: [
      (#"{"documents":2000,"distinct":1200}"#, true), (#"{"documents":10,"distinct":9}"#, false),
      (#"{"documents":10}"#, false), (#"{"distinct":1}"#, false),
    ])
  func tellsThatDocumentsAreRepeated(json: String, isTold: Bool) throws {
    let page = try ReportPage.html(reportJSON: json, title: "")
    #expect(page.contains("<p><strong>Distinct: 1,200 documents, so that the ") == isTold)
  }

  @Test func namesWhatAnsweredInsteadOfTheService() throws {
    let page = try ReportPage.html(reportJSON: #"{"origin":"<sandbox>"}"#, title: "")
    #expect(page.contains(#"Not enough data <span class="aside">(&lt;sandbox&gt;)</span></h2>"#))
  }

  @Test func showsWhatToDoNext() throws {
    let report = ComparisonSummary(today: ReportFixture.today).report()
    let page = ReportPage.html(report, title: "")
    #expect(page.contains("<p><strong>Next:</strong> \(report.nextStep)</p>"))
    #expect(try !ReportPage.html(reportJSON: "{}", title: "").contains("Next:"))
  }
}
