// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// The request rows of the mapping: a body, its translation, and the notes.
@Suite struct RequestRowTests {
  struct Row: CustomTestStringConvertible, Sendable {
    /// Members of the body, in addition to those that every body has.
    var members: String
    /// Members of the other version's body, or `nil` if the request is refused.
    var becomes: String?
    /// The code and pointer of each note, in order.
    var notes: [String] = []

    var testDescription: String { members }
  }

  static let rule = #"{"description":"has an invoice number","type":"invoice"}"#
  static let limit = "/parsing_configuration/max_pages"
  static let pages = "/parsing_configuration/target_pages"
  static let lang = "/parsing_configuration/lang"
  static let fivePages = #","parsing_configuration":{"max_pages":5}"#
  static let unlimited = #","parsing_configuration":{"max_pages":null}"#

  // MARK: - v1 to v2

  static let v1Rows: [Row] = [
    Row(members: "", becomes: fivePages, notes: ["pageLimit.defaulted \(limit)"]),
    parsing("null", becomes: fivePages, notes: ["pageLimit.defaulted \(limit)"]),
    parsing("{}", becomes: fivePages, notes: ["pageLimit.defaulted \(limit)"]),
    parsing(#"{"max_pages":null}"#, becomes: ""),
    parsing(#"{"max_pages":7}"#, becomes: #","parsing_configuration":{"max_pages":7}"#),
    parsing(
      #"{"target_pages":[0,2,3]}"#, becomes: #","parsing_configuration":{"target_pages":"1,3-4"}"#,
      notes: ["pageLimit.omitted \(limit)"]),
    parsing(
      #"{"max_pages":null,"target_pages":[0]}"#,
      becomes: #","parsing_configuration":{"target_pages":"1"}"#),
    parsing(
      #"{"max_pages":null,"target_pages":null}"#, becomes: "",
      notes: ["request.memberOmitted \(pages)"]),
    parsing(
      #"{"max_pages":7,"target_pages":[0]}"#,
      becomes: #","parsing_configuration":{"max_pages":7,"target_pages":"1"}"#,
      notes: [
        "pageLimit.withSelection \(limit)", "pageLimit.withSelection /configuration\(limit)",
      ]),
    parsing(#"{"max_pages":0}"#, notes: ["pageLimit.belowOne \(limit)"]),
    parsing(#"{"max_pages":-1}"#, notes: ["pageLimit.belowOne \(limit)"]),
    parsing(#"{"max_pages":1.5}"#, notes: ["pageLimit.belowOne \(limit)"]),
    parsing(#"{"max_pages":"5"}"#, notes: ["pageLimit.belowOne \(limit)"]),
    parsing(#"{"max_pages":null,"target_pages":[]}"#, notes: ["pages.emptySelection \(pages)"]),
    parsing(#"{"max_pages":null,"target_pages":[-1]}"#, notes: ["pages.negativeIndex \(pages)/0"]),
    parsing(
      #"{"max_pages":null,"target_pages":[0,-1]}"#, notes: ["pages.negativeIndex \(pages)/1"]),
    parsing(#"{"max_pages":null,"target_pages":[1.5]}"#, notes: ["pages.notAnInteger \(pages)"]),
    parsing(#"{"max_pages":null,"target_pages":"1"}"#, notes: ["pages.wrongType \(pages)"]),
    parsing(
      #"{"max_pages":null,"target_pages":[9223372036854775807]}"#,
      notes: ["pages.overflow \(pages)/0"]),
    parsing(
      #"{"max_pages":null,"target_pages":[9223372036854775806]}"#,
      becomes: #","parsing_configuration":{"target_pages":"9223372036854775807"}"#),
    parsing(
      #"{"max_pages":null,"target_pages":[3,1]}"#,
      becomes: #","parsing_configuration":{"target_pages":"2,4"}"#,
      notes: ["pages.unordered \(pages)"]),
    parsing(
      #"{"max_pages":null,"target_pages":[2,2]}"#,
      becomes: #","parsing_configuration":{"target_pages":"3"}"#,
      notes: ["pages.duplicate \(pages)"]),
    parsing(
      #"{"lang":"ch_sim","max_pages":1}"#,
      becomes: #","parsing_configuration":{"lang":"ch_sim","max_pages":1}"#,
      notes: ["language.notISO /configuration\(lang)"]),
    parsing(#"{"lang":"zh","max_pages":1}"#, notes: ["language.unsupported \(lang)"]),
    parsing(#"{"lang":5,"max_pages":1}"#, notes: ["language.unsupported \(lang)"]),
    parsing(
      #"{"lang":null,"max_pages":1,"extra":1}"#,
      becomes: #","parsing_configuration":{"max_pages":1}"#,
      notes: [
        "request.memberOmitted \(lang)", "request.memberUnknown /parsing_configuration/extra",
      ]),
    unlimited(#""mode":"FAST""#, becomes: #","mode":"FAST""#),
    unlimited(#""mode":null"#, becomes: "", notes: ["request.memberOmitted /mode"]),
    unlimited(#""mode":"MULTIMODAL""#, notes: ["mode.multimodal /configuration/mode"]),
    unlimited(
      #""mode":"TURBO""#, becomes: #","mode":"TURBO""#,
      notes: ["mode.unrecognized /configuration/mode"]),
    unlimited(#""a/b~c":1"#, becomes: "", notes: ["request.memberUnknown /a~1b~0c"]),
  ]

  private static func parsing(
    _ configuration: String, becomes: String? = nil, notes: [String] = []
  ) -> Row {
    Row(members: #","parsing_configuration":\#(configuration)"#, becomes: becomes, notes: notes)
  }

  private static func unlimited(
    _ members: String, becomes: String? = nil, notes: [String] = []
  ) -> Row {
    Row(members: "," + members + unlimited, becomes: becomes, notes: notes)
  }

  @Test(arguments: v1Rows)
  func translatesV1RequestToV2(row: Row) throws {
    let params = try V1.JobCreateParams(
      json: #"{"file_ids":["f"],"rules":[\#(Self.rule)]\#(row.members)}"#)
    let expected = row.becomes.map {
      #"{"configuration":{"rules":[\#(Self.rule)]\#($0)},"file_input":"f"}"#
    }
    try expect(expected, row.notes) { () throws(TranslationRefusal) in
      let bodies = try V1Translator().request(from: params).then(v2Bodies)
      return Translation(bodies.value.map { $0.jsonText() }.joined(), notes: bodies.notes)
    }
  }

  private func v2Bodies(
    of request: ClassifyRequest
  ) throws(TranslationRefusal) -> Translation<[V2.ClassifyCreateParams]> {
    try V2Translator().params(from: request) { _ in nil }
  }

  @Test(arguments: [1, 2, 500])
  func createsOneJobPerFile(count: Int) throws {
    let ids = (0..<count).map { "f\($0)" }
    let params = V1.JobCreateParams(
      fileIDs: ids, rules: [V1.Rule(type: "invoice", description: "has an invoice number")],
      parsingConfiguration: .value(V1.ParsingConfiguration(maxPages: .null)))
    let bodies = try V1Translator().request(from: params).then(v2Bodies)
    #expect(bodies.value.map(\.fileInput.value) == ids)
    #expect(Set(bodies.value.map(\.configuration)).count == 1)
    #expect(bodies.notes.map(\.code) == (count > 1 ? [.requestFanOut] : []))
  }

  @Test(arguments: [0, 501])
  func refusesFileCountOutsideLimits(count: Int) {
    let params = V1.JobCreateParams(
      fileIDs: (0..<count).map { "f\($0)" },
      rules: [V1.Rule(type: "invoice", description: "has an invoice number")])
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator(policy: .permissive).request(from: params)
    }
    #expect(refusal?.reasons.map(\.code) == [.requestDocumentCount])
    #expect(refusal?.reasons.map(\.pointer) == ["/file_ids"])
  }

  static let ruleRows: [(rules: [(type: String, description: String)], reasons: [String])] = [
    ([], ["rules.empty /rules"]),
    ([("", "ten chars!")], ["rules.typeLength /rules/0/type"]),
    ([(String(repeating: "é", count: 50), "ten chars!")], []),
    ([(String(repeating: "é", count: 51), "ten chars!")], ["rules.typeLength /rules/0/type"]),
    ([("a", "nine char")], ["rules.descriptionLength /rules/0/description"]),
    ([("a", String(repeating: "x", count: 2_000))], []),
    (
      [("a", String(repeating: "x", count: 2_001))],
      ["rules.descriptionLength /rules/0/description"]
    ),
    ([("a", "ten chars!"), ("a", "ten chars!")], ["rules.duplicateType /rules/1/type"]),
    (
      [("a", "ten chars!"), ("", "short"), ("a", "ten chars!")],
      [
        "rules.typeLength /rules/1/type", "rules.descriptionLength /rules/1/description",
        "rules.duplicateType /rules/2/type",
      ]
    ),
  ]

  /// A refusal contains every violation, not only the first.
  @Test(arguments: ruleRows)
  func refusesRulesOutsideLimits(
    rules: [(type: String, description: String)], reasons: [String]
  ) throws {
    let request = ClassifyRequest(
      documents: [.file("f")], rules: rules.map { Rule(type: $0.type, description: $0.description) }
    )
    for (reason, prefix) in [
      (
        Self.reasons { () throws(TranslationRefusal) in _ = try V1Translator().params(from: request)
        },
        ""
      ),
      (
        Self.reasons { () throws(TranslationRefusal) in _ = try v2Bodies(of: request) },
        "/configuration"
      ),
    ] {
      #expect(reason == reasons.map { $0.replacing(" /", with: " \(prefix)/") })
    }
  }

  private static func reasons(of body: () throws(TranslationRefusal) -> Void) -> [String] {
    do {
      try body()
      return []
    } catch {
      return error.reasons.map { "\($0.code.rawValue) \($0.pointer)" }
    }
  }

  // MARK: - v2 to v1

  static let written = "pageLimit.unlimitedWritten \(limit)"

  static let v2Rows: [Row] = [
    v2("", #""file_input":"f""#, becomes: unlimited, notes: [written]),
    v2(
      #","parsing_configuration":null"#, #""file_input":"f""#, becomes: unlimited,
      notes: ["request.memberOmitted /configuration/parsing_configuration", written]),
    v2(
      #","parsing_configuration":{}"#, #""file_input":"f""#, becomes: unlimited,
      notes: ["request.memberOmitted /configuration/parsing_configuration", written]),
    v2(
      #","parsing_configuration":{"max_pages":7}"#, #""file_input":"f""#,
      becomes: #","parsing_configuration":{"max_pages":7}"#),
    v2(
      #","parsing_configuration":{"target_pages":"1,3-4"}"#, #""file_input":"f""#,
      becomes: #","parsing_configuration":{"max_pages":null,"target_pages":[0,2,3]}"#,
      notes: [written]),
    v2(
      #","parsing_configuration":{"max_pages":1,"target_pages":" 3,1"}"#, #""file_input":"f""#,
      becomes: #","parsing_configuration":{"max_pages":1,"target_pages":[0,2]}"#,
      notes: [
        "pages.unordered /configuration\(pages)", "pages.whitespace /configuration\(pages)",
        "pageLimit.withSelection /configuration\(limit)", "pageLimit.withSelection \(limit)",
      ]),
    v2(
      #","parsing_configuration":{"target_pages":"5-3"}"#, #""file_input":"f""#,
      notes: ["pages.reversedRange /configuration\(pages)"]),
    v2(
      #","parsing_configuration":{"target_pages":[0]}"#, #""file_input":"f""#,
      notes: ["pages.wrongType /configuration\(pages)"]),
    v2(
      #","parsing_configuration":{"target_pages":"1-9223372036854775807"}"#, #""file_input":"f""#,
      notes: [written, "pages.tooManyPages \(pages)"]),
    v2(
      #","parsing_configuration":{"max_pages":0}"#, #""file_input":"f""#,
      notes: ["pageLimit.belowOne /configuration\(limit)"]),
    v2(
      #","parsing_configuration":{"lang":"zh","max_pages":1}"#, #""file_input":"f""#,
      becomes: #","parsing_configuration":{"lang":"ch_sim","max_pages":1}"#,
      notes: ["language.nearest \(lang)"]),
    v2(
      #","parsing_configuration":{"lang":"el","max_pages":1}"#, #""file_input":"f""#,
      notes: ["language.unsupported \(lang)"]),
    v2(
      #","mode":"FAST""#, #""file_input":"f""#, becomes: #","mode":"FAST"\#(unlimited)"#,
      notes: [written]),
    v2(
      "", #""file_id":"f""#, becomes: unlimited,
      notes: ["document.inputRenamed /file_id", written]),
    v2(
      "", #""file_input":"f","file_id":"f""#, becomes: unlimited,
      notes: ["document.inputRenamed /file_id", written]),
    v2("", #""file_input":"f","file_id":"g""#, notes: ["document.both /file_id"]),
    v2(
      "", #""file_input":"f","configuration_id":"cfg-1""#,
      notes: ["configuration.both /configuration_id"]),
    v2("", #""file_input":"pjb-1""#, notes: ["document.notAFile /file_ids/0", written]),
    v2(
      "", #""parse_job_id":"pjb-1""#,
      notes: ["document.inputRenamed /parse_job_id", "document.notAFile /file_ids/0", written]),
    v2(
      "", #""file_input":"https://example.com/a.pdf""#,
      notes: ["document.notAFile /file_ids/0", written]),
    v2(
      "", #""file_input":null"#,
      notes: ["request.memberOmitted /file_input", "request.documentCount /file_input"]),
    v2(
      "", #""file_input":"f","transaction_id":"key""#, becomes: unlimited,
      notes: ["request.transaction /transaction_id", written]),
    v2(
      "", #""file_input":"f","transaction_id":"""#, becomes: unlimited,
      notes: ["request.memberOmitted /transaction_id", written]),
    v2(
      "", #""file_input":"f\u007f""#, notes: ["document.controlCharacter /file_input"]),
    v2(
      "", #""file_input":"f","webhook_configuration_ids":["whc-1"]"#,
      notes: ["webhook.saved /webhook_configurations", written]),
    v2(
      "", #""file_input":"f","extra":1"#, becomes: unlimited,
      notes: ["request.memberUnknown /extra", written]),
    Row(
      members: #""configuration_id":"cfg-1","file_input":"f""#,
      notes: ["configuration.saved /rules"]),
    Row(members: #""file_input":"f""#, notes: ["rules.empty /configuration"]),
  ]

  private static func v2(
    _ configuration: String, _ members: String, becomes: String? = nil, notes: [String] = []
  ) -> Row {
    Row(
      members: #""configuration":{"rules":[\#(rule)]\#(configuration)},\#(members)"#,
      becomes: becomes, notes: notes)
  }

  @Test(arguments: v2Rows)
  func translatesV2RequestToV1(row: Row) throws {
    let params = try V2.ClassifyCreateParams(json: "{\(row.members)}")
    let expected = row.becomes.map { #"{"file_ids":["f"],"rules":[\#(Self.rule)]\#($0)}"# }
    try expect(expected, row.notes) { () throws(TranslationRefusal) in
      let body = try V2Translator().request(from: params).then(V1Translator().params)
      return Translation(body.value.jsonText(), notes: body.notes)
    }
  }

  private func expect(
    _ expected: String?, _ notes: [String],
    _ translate: () throws(TranslationRefusal) -> Translation<String>
  ) throws {
    do {
      let result = try translate()
      #expect(result.value == expected)
      #expect(result.notes.map { "\($0.code.rawValue) \($0.pointer)" } == notes)
    } catch {
      #expect(expected == nil, "\(error)")
      #expect(error.notes.map { "\($0.code.rawValue) \($0.pointer)" } == notes)
    }
  }
}
