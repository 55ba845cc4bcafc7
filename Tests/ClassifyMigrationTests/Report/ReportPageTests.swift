// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Testing

@testable import ClassifyMigration

struct ReportPageTests {
  static let hostile = "</script><img src=x onerror=alert(1)><!--\u{202E}\u{2028}'\"&"

  @Test(arguments: [
    ("equivalent", "Equivalent"), ("different", "Different"),
    ("notEnoughData", "Not enough data"),
  ])
  func showsVerdictWithoutScript(verdict: String, title: String) throws {
    let page = try ReportPage.html(
      reportJSON: #"{"verdict":"\#(verdict)","reason":"Because."}"#, title: "Invoices")
    #expect(page.contains("</span>\(title)</h2>"))
    #expect(page.contains(#"<p class="lead">Because.</p>"#))
    #expect(page.contains("<title>Invoices</title>"))
  }

  @Test(arguments: ["{}", "[]", "null", #"{"verdict":7,"documents":"x","agreement":[1]}"#])
  func unexpectedReportIsNeverAPass(json: String) throws {
    let page = try ReportPage.html(reportJSON: json, title: "")
    #expect(page.contains("</span>Not enough data</h2>"))
  }

  @Test(arguments: ["", "{", #"{"verdict":"#, "</script>"])
  func rejectsMalformedReport(json: String) {
    #expect(throws: JSONError.self) { try ReportPage.html(reportJSON: json, title: "") }
  }

  @Test func showsMainNumbersWithoutScript() throws {
    let page = try ReportPage.html(
      reportJSON: """
        {"verdict":"different","reason":"","documents":12345,"compared":12000,"agreed":11000,
         "unanswered":45,"agreement":{"value":0.916666,"low":0.9116,"high":0.9215},
         "threshold":0.98,"moreDocuments":null,
         "noise":{"value":0.99,"low":0.98,"high":0.995,
           "difference":{"value":-0.0733,"low":-0.08,"high":-0.06}},
         "latency":{"v1":{"p50":4.25},"v2":null},"credits":{"v1":null,"v2":18000.5}}
        """, title: "")
    let expected = [
      ("Agreement, with its 95% interval", "91.67% (91.16% to 92.15%)"), ("Threshold", "98%"),
      ("Noise floor: v2 against itself", "99% (98% to 99.5%)"),
      ("Difference from the noise floor", "−7.33 points (−8.00 to −6.00)"),
      ("Documents", "12,345"), ("Compared", "12,000"), ("Agreed", "11,000"),
      ("Disagreed", "1,000"), ("Unanswered by both versions", "45"), ("Ignored by a rule", "300"),
      ("Median time, v1", "4.3 s"), ("Credits, v1", "not reported"), ("Credits, v2", "18,000.5"),
    ]
    for (name, value) in expected {
      #expect(page.contains("<dt>\(name)</dt><dd>\(value)</dd>"), "\(name)")
    }
    #expect(!page.contains("More documents needed"))
    #expect(!page.contains("Median time, v2"))
  }

  @Test func pageOfAReportContainsIt() throws {
    var summary = ComparisonSummary(today: ReportFixture.today)
    summary.add(ReportFixture.document("a.pdf", "invoice", "receipt"))
    let report = summary.report()
    let page = ReportPage.html(report, title: "Invoices")
    #expect(try page == ReportPage.html(reportJSON: report.jsonText(), title: "Invoices"))
    let start = try #require(page.components(of: #"id="report">"#).last)
    let embedded = try #require(start.components(of: "</script>").first)
    #expect(try JSONValue(json: embedded) == report.json)
  }

  @Test(
    arguments: [
      (
        #"{"documents":1234,"margin":0.02}"#, 1_795_305_600,
        #"<time datetime="2026-11-22T00:00:00.000Z">2026-11-22 00:00 UTC</time> · 1,234 documents "#
          + "· margin 2 points"
      ),
      (#"{"documents":1,"margin":0.01}"#, nil, "1 document · margin 1 point"),
      (#"{"documents":0,"margin":0.005}"#, nil, "0 documents · margin 0.5 points"),
      (#"{"margin":"<b>"}"#, nil, nil),
    ] as [(String, Int64?, String?)])
  func startsWithWhatItIsAbout(json: String, seconds: Int64?, expected: String?) throws {
    let page = try ReportPage.html(
      reportJSON: json, title: "a", generated: seconds.map { Timestamp.Instant(seconds: $0) })
    let start = try #require(page.components(of: "</h1>").last).components(of: "<nav").first
    #expect(start == "\n" + (expected.map { #"<p class="note">\#($0)</p>"# } ?? "") + "\n")
  }

  @Test(
    arguments: [
      (#"{"documents":12,"compared":8,"unanswered":3}"#, "with 1 disagreement ignored"),
      (#"{"documents":2000,"compared":800,"unanswered":0}"#, "with 1,200 disagreements ignored"),
      (#"{"documents":12,"compared":9,"unanswered":3}"#, nil), (#"{"documents":12}"#, nil),
    ] as [(String, String?)])
  func headlineMentionsIgnoredDisagreements(json: String, expected: String?) throws {
    let page = try ReportPage.html(reportJSON: json, title: "")
    let aside = expected.map { #" <span class="aside">\#($0)</span>"# } ?? ""
    #expect(page.contains("</span>Not enough data\(aside)</h2>"))
  }

  @Test func callsNothingALimit() {
    for part in [ReportPage.script, ReportPage.summary(of: .null)] {
      #expect(!part.contains("limit"))
    }
  }

  /// A noise floor of which no document could be repeated is unknown, not absent.
  @Test(arguments: [
    ("null", false),
    (#"{"documents":0,"agreed":0,"value":null,"low":null,"high":null,"difference":null}"#, true),
  ])
  func showsThatNoiseWasNotMeasured(noise: String, isShown: Bool) throws {
    let page = try ReportPage.html(reportJSON: #"{"noise":\#(noise)}"#, title: "")
    #expect(page.contains("<dd>not measured: no document was repeated</dd>") == isShown)
  }

  @Test func tellsThatTheRunWasStopped() throws {
    let page = try ReportPage.html(
      reportJSON: #"{"documents":340,"planned":1000,"stopped":"a <b>"}"#, title: "")
    #expect(
      page.contains(
        "<strong>Partial: 340 of 1,000 documents. Stopped: a &lt;b&gt;.</strong>"))
  }

  @Test(arguments: ["{}", #"{"planned":null,"stopped":null}"#, #"{"planned":5}"#])
  func callsNoOtherReportPartial(json: String) throws {
    #expect(try !ReportPage.html(reportJSON: json, title: "").contains("Partial"))
  }

  @Test func hostileTextsStayTexts() throws {
    let report: JSONValue = [
      "reason": .string(Self.hostile),
      "disagreements": ["shown": [["document": .string(Self.hostile)]]],
    ]
    let json = report.jsonText()
    let page = try ReportPage.html(reportJSON: json, title: Self.hostile)
    #expect(page.components(of: "<script").count == 3)
    #expect(page.components(of: "</script>").count == 3)
    #expect(!page.contains("<img"))
    #expect(!page.contains("<!--"))
    #expect(!page.contains("\u{2028}"))
    let start = try #require(page.components(of: #"id="report">"#).last)
    let embedded = try #require(start.components(of: "</script>").first)
    #expect(try JSONValue(json: embedded) == report)
  }

  @Test func loadsNothing() throws {
    let page = try ReportPage.html(reportJSON: "{}", title: "")
    for reference in [" src=", "@import", "url(", "<link", "unsafe-", "fetch(", "innerHTML"] {
      #expect(!page.contains(reference), "\(reference)")
    }
    #expect(page.contains(#"Content-Security-Policy" content="default-src 'none';"#))
    #expect(page.contains("style-src '\(SHA256.integrity(of: ReportPage.style))'"))
    #expect(page.contains("<style>\(ReportPage.style)</style>"))
    #expect(page.contains("script-src '\(SHA256.integrity(of: ReportPage.script))'"))
    #expect(page.contains("<script>\(ReportPage.script)</script>"))
  }

  @Test(arguments: [
    (#"{"a":"<b>"}"#, #"{"a":"\u003cb>"}"#), ("\"\u{2028}\u{2029}\"", #""\u2028\u2029""#),
    // Other characters with the same last bytes.
    ("\"\u{28}\u{A8}\u{20A8}\u{3028}\u{1F028}\"", "\"\u{28}\u{A8}\u{20A8}\u{3028}\u{1F028}\""),
    ("\"é日🙂\"", "\"é日🙂\""), ("", ""),
  ])
  func escapesEmbeddedJSON(json: String, expected: String) {
    #expect(ReportPage.embedded(json) == expected)
  }

  @Test(arguments: [
    ("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"), ("a\u{202E}b\u{2069}", "a[U+202E]b[U+2069]"),
    ("a\0b\u{1B}[c\u{85}", "a[U+0]b[U+1B][c[U+85]"), ("a\tb\nc\r\n\u{2028}", "a b c[U+D]  "),
    ("日本 🙂 שלום", "日本 🙂 שלום"),
  ])
  func escapesHTML(text: String, expected: String) {
    #expect(ReportPage.escaped(text) == expected)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1000, "−1,000"),
    (Int.min, "−9,223,372,036,854,775,808"), (nil, "unknown"),
  ])
  func groupsThousands(number: Int?, expected: String) {
    #expect(ReportPage.count(number) == expected)
  }

  @Test(arguments: [
    (0, "0.00"), (1.005, "1.00"), (1.5, "1.50"), (-0.004, "0.00"), (-2.25, "−2.25"),
    (999.999, "1,000.00"), (.infinity, "unknown"),
  ])
  func writesDecimals(number: Double, expected: String) {
    #expect(ReportPage.decimal(number, digits: 2) == expected)
  }

  @Test(arguments: [("98.00", "98"), ("98.50", "98.5"), ("100", "100"), ("0.00", "0")])
  func trimsZeros(number: String, expected: String) {
    #expect(ReportPage.trimmed(number) == expected)
  }
}

extension String {
  /// Splits at each occurrence of a text.
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
