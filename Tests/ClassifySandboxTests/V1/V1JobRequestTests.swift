// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

/// The limits of `ClassifyJobCreate` as the published schema has them.
@Suite struct V1ValidationTests {
  private static let id = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  static func rule(type: String = "invoice", description: String = "0123456789") -> JSONValue {
    ["type": .string(type), "description": .string(description)]
  }

  private static func body(_ name: String, _ value: JSONValue?) -> JSONValue {
    Samples.v1Body([id]).setting(name, value)
  }

  private static func parsing(_ name: String, _ value: JSONValue) -> JSONValue {
    Samples.v1Body([id], .object([name: value]))
  }

  static let refusals: [Refused] = [
    Refused([], "model_attributes_type", ["body"]),
    Refused(nil, "model_attributes_type", ["body"]),
    Refused(body("file_ids", nil), "missing", ["body", "file_ids"]),
    Refused(body("file_ids", nil), "missing", ["body", "file_ids"]),
    Refused(body("file_ids", .null), "list_type", ["body", "file_ids"]),
    Refused(body("file_ids", []), "too_short", ["body", "file_ids"]),
    Refused(
      body("file_ids", .array(Array(repeating: .string(id), count: 501))), "too_long",
      ["body", "file_ids"]),
    Refused(body("file_ids", [.string(id), "x"]), "uuid_parsing", ["body", "file_ids", 1]),
    Refused(body("file_ids", [1]), "uuid_type", ["body", "file_ids", 0]),
    Refused(body("rules", nil), "missing", ["body", "rules"]),
    Refused(body("rules", []), "too_short", ["body", "rules"]),
    Refused(body("rules", [1]), "model_attributes_type", ["body", "rules", 0]),
    Refused(body("rules", [["type": "a"]]), "missing", ["body", "rules", 0, "description"]),
    Refused(body("rules", [rule(type: "")]), "string_too_short", ["body", "rules", 0, "type"]),
    Refused(
      body("rules", [rule(type: String(repeating: "a", count: 51))]), "string_too_long",
      ["body", "rules", 0, "type"]),
    Refused(
      body("rules", [rule(description: "012345678")]), "string_too_short",
      ["body", "rules", 0, "description"]),
    // Nine scalars in more UTF-8 bytes.
    Refused(
      body("rules", [rule(description: "ééééééééé")]), "string_too_short",
      ["body", "rules", 0, "description"]),
    Refused(
      body("rules", [rule(description: String(repeating: "a", count: 2_001))]), "string_too_long",
      ["body", "rules", 0, "description"]),
    Refused(body("rules", [rule(), rule()]), "value_error", ["body", "rules"]),
    Refused(body("mode", "AUTO"), "enum", ["body", "mode"]),
    Refused(body("mode", .null), "enum", ["body", "mode"]),
    Refused(
      body("parsing_configuration", .null), "model_attributes_type",
      ["body", "parsing_configuration"]),
    Refused(parsing("lang", "zh"), "enum", ["body", "parsing_configuration", "lang"]),
    Refused(parsing("lang", .null), "enum", ["body", "parsing_configuration", "lang"]),
    Refused(parsing("max_pages", "5"), "int_type", ["body", "parsing_configuration", "max_pages"]),
    Refused(
      parsing("max_pages", 1.5), "int_from_float", ["body", "parsing_configuration", "max_pages"]),
    Refused(
      parsing("target_pages", "1,3"), "list_type",
      ["body", "parsing_configuration", "target_pages"]),
    Refused(
      parsing("target_pages", []), "too_short", ["body", "parsing_configuration", "target_pages"]),
    Refused(
      parsing("target_pages", [0, "1"]), "int_type",
      ["body", "parsing_configuration", "target_pages", 1]),
    Refused(
      body("webhook_configurations", .null), "list_type", ["body", "webhook_configurations"]),
    Refused(
      body("webhook_configurations", [["webhook_url": "ftp://a"]]), "string_pattern_mismatch",
      ["body", "webhook_configurations", 0, "webhook_url"]),
    Refused(
      body("webhook_configurations", [["url": "https://a"]]), "extra_forbidden",
      ["body", "webhook_configurations", 0, "url"]),
    Refused(
      body("webhook_configurations", [["webhook_headers": []]]), "dict_type",
      ["body", "webhook_configurations", 0, "webhook_headers"]),
    Refused(
      body("webhook_configurations", [["webhook_output_format": "xml"]]), "literal_error",
      ["body", "webhook_configurations", 0, "webhook_output_format"]),
    Refused(
      body("webhook_configurations", [["webhook_events": [1]]]), "string_type",
      ["body", "webhook_configurations", 0, "webhook_events", 0]),
  ]

  @Test(arguments: refusals)
  func bodyBeyondTheSchemaIsRefused(refused: Refused) async throws {
    let client = Client()
    let reply = try await client.post(Path.v1, refused.body)
    #expect(reply.status == 422)
    #expect(reply.fault["type"] == .string(refused.type))
    #expect(reply.fault["loc"] == refused.location)
    #expect(reply.fault["msg"]?.string?.isEmpty == false)
    #expect(reply.fault["input"] != nil)
    #expect(client.sandbox.createdV1JobCount == 0)
  }

  static let accepted: [JSONValue] = [
    body("rules", [rule(type: "a")]),
    body("rules", [rule(type: String(repeating: "é", count: 50))]),
    body("rules", [rule(description: String(repeating: "é", count: 2_000))]),
    body("rules", [rule(type: "a"), rule(type: "A")]),
    body("file_ids", .array(Array(repeating: .string(id), count: 500))),
    body("unknown", 1),
    parsing("max_pages", -1),
    parsing("max_pages", 5.0),
    parsing("target_pages", [-1, 9_223_372_036_854_775_807, 0]),
    parsing("target_page", [1]),
    body(
      "webhook_configurations",
      [
        [
          "webhook_url": "http://a", "webhook_headers": ["A": 1], "webhook_events": ["parse.x"],
          "webhook_output_format": "json", "webhook_signing_secret": nil,
        ]
      ]),
  ]

  @Test(arguments: accepted)
  func bodyWithinTheSchemaIsAccepted(body: JSONValue) async throws {
    // The file is unknown, which is looked at when the schema is satisfied.
    #expect(try await Client().post(Path.v1, body).status == 400)
  }

  /// The codes as the published documentation lists them.
  @Test func exactlyThePublishedLanguagesAreKnown() async throws {
    let published =
      "af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt "
      + "ro rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn "
      + "abq ady kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa "
      + "bgc th ch_sim ch_tra ja ko ta te kn"
    let codes = published.split(separator: " ").map(String.init)
    #expect(codes.count == 86)
    for code in codes {
      let reply = try await Client().post(Path.v1, Self.parsing("lang", .string(code)))
      #expect(reply.status == 400, "\(code)")
    }
    let reply = try await Client().post(Path.v1, Self.parsing("lang", "EN"))
    let expected = codes.dropLast().map { "'\($0)'" }.joined(separator: ", ") + " or 'kn'"
    #expect(reply.fault["ctx"] == ["expected": .string(expected)])
  }

  @Test func everyFaultIsReportedInTheFrameworksWords() async throws {
    let reply = try await Client().post(Path.v1, ["rules": [["type": "", "description": "x"]]])
    let expected: JSONValue = [
      "detail": [
        [
          "type": "missing", "loc": ["body", "file_ids"], "msg": "Field required",
          "input": ["rules": [["type": "", "description": "x"]]],
        ],
        [
          "type": "string_too_short", "loc": ["body", "rules", 0, "type"],
          "msg": "String should have at least 1 character", "input": "",
          "ctx": ["min_length": 1],
        ],
        [
          "type": "string_too_short", "loc": ["body", "rules", 0, "description"],
          "msg": "String should have at least 10 characters", "input": "x",
          "ctx": ["min_length": 10],
        ],
      ]
    ]
    #expect(reply.json == expected)
  }

  @Test func countsAreReportedInTheFrameworksWords() async throws {
    let reply = try await Client().post(Path.v1, Self.body("file_ids", []))
    #expect(
      reply.fault["msg"] == "List should have at least 1 item after validation, not 0")
    #expect(
      reply.fault["ctx"] == ["field_type": "List", "min_length": 1, "actual_length": 0])
  }
}

/// A body that is refused, and how.
struct Refused: Sendable, CustomTestStringConvertible {
  let body: JSONValue
  let type: String
  let location: JSONValue

  init(_ body: JSONValue, _ type: String, _ location: JSONValue) {
    self.body = body
    self.type = type
    self.location = location
  }

  var testDescription: String { "\(type) at \(location)" }
}
