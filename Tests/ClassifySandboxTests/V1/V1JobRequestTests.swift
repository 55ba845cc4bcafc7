// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

/// Tests of the limits of `ClassifyJobCreate` in the published schema.
@Suite struct V1JobRequestTests {
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

  static let invalidBodies: [InvalidBody] = [
    InvalidBody([], "model_attributes_type", ["body"]),
    InvalidBody(nil, "model_attributes_type", ["body"]),
    InvalidBody(body("file_ids", nil), "missing", ["body", "file_ids"]),
    InvalidBody(body("file_ids", nil), "missing", ["body", "file_ids"]),
    InvalidBody(body("file_ids", .null), "list_type", ["body", "file_ids"]),
    InvalidBody(body("file_ids", []), "too_short", ["body", "file_ids"]),
    InvalidBody(
      body("file_ids", .array(Array(repeating: .string(id), count: 501))), "too_long",
      ["body", "file_ids"]),
    InvalidBody(body("file_ids", [.string(id), "x"]), "uuid_parsing", ["body", "file_ids", 1]),
    InvalidBody(body("file_ids", [1]), "uuid_type", ["body", "file_ids", 0]),
    InvalidBody(body("rules", nil), "missing", ["body", "rules"]),
    InvalidBody(body("rules", []), "too_short", ["body", "rules"]),
    InvalidBody(body("rules", [1]), "model_attributes_type", ["body", "rules", 0]),
    InvalidBody(body("rules", [["type": "a"]]), "missing", ["body", "rules", 0, "description"]),
    InvalidBody(body("rules", [rule(type: "")]), "string_too_short", ["body", "rules", 0, "type"]),
    InvalidBody(
      body("rules", [rule(type: String(repeating: "a", count: 51))]), "string_too_long",
      ["body", "rules", 0, "type"]),
    InvalidBody(
      body("rules", [rule(description: "012345678")]), "string_too_short",
      ["body", "rules", 0, "description"]),
    // Nine scalars, but more than ten UTF-8 bytes.
    InvalidBody(
      body("rules", [rule(description: "ééééééééé")]), "string_too_short",
      ["body", "rules", 0, "description"]),
    InvalidBody(
      body("rules", [rule(description: String(repeating: "a", count: 2_001))]), "string_too_long",
      ["body", "rules", 0, "description"]),
    InvalidBody(body("rules", [rule(), rule()]), "value_error", ["body", "rules"]),
    InvalidBody(body("mode", "AUTO"), "enum", ["body", "mode"]),
    InvalidBody(body("mode", .null), "enum", ["body", "mode"]),
    InvalidBody(
      body("parsing_configuration", .null), "model_attributes_type",
      ["body", "parsing_configuration"]),
    InvalidBody(parsing("lang", "zh"), "enum", ["body", "parsing_configuration", "lang"]),
    InvalidBody(parsing("lang", .null), "enum", ["body", "parsing_configuration", "lang"]),
    InvalidBody(
      parsing("max_pages", "5"), "int_type", ["body", "parsing_configuration", "max_pages"]),
    InvalidBody(
      parsing("max_pages", 1.5), "int_from_float", ["body", "parsing_configuration", "max_pages"]),
    InvalidBody(
      parsing("target_pages", "1,3"), "list_type",
      ["body", "parsing_configuration", "target_pages"]),
    InvalidBody(
      parsing("target_pages", []), "too_short", ["body", "parsing_configuration", "target_pages"]),
    InvalidBody(
      parsing("target_pages", [0, "1"]), "int_type",
      ["body", "parsing_configuration", "target_pages", 1]),
    InvalidBody(
      body("webhook_configurations", .null), "list_type", ["body", "webhook_configurations"]),
    InvalidBody(
      body("webhook_configurations", [["webhook_url": "ftp://a"]]), "string_pattern_mismatch",
      ["body", "webhook_configurations", 0, "webhook_url"]),
    InvalidBody(
      body("webhook_configurations", [["url": "https://a"]]), "extra_forbidden",
      ["body", "webhook_configurations", 0, "url"]),
    InvalidBody(
      body("webhook_configurations", [["webhook_headers": []]]), "dict_type",
      ["body", "webhook_configurations", 0, "webhook_headers"]),
    InvalidBody(
      body("webhook_configurations", [["webhook_output_format": "xml"]]), "literal_error",
      ["body", "webhook_configurations", 0, "webhook_output_format"]),
    InvalidBody(
      body("webhook_configurations", [["webhook_events": [1]]]), "string_type",
      ["body", "webhook_configurations", 0, "webhook_events", 0]),
  ]

  @Test(arguments: invalidBodies)
  func rejectsInvalidBody(invalid: InvalidBody) async throws {
    let client = Client()
    let reply = try await client.post(Path.v1, invalid.body)
    #expect(reply.status == 422)
    #expect(reply.validationError["type"] == .string(invalid.type))
    #expect(reply.validationError["loc"] == invalid.location)
    #expect(reply.validationError["msg"]?.string?.isEmpty == false)
    #expect(reply.validationError["input"] != nil)
    #expect(client.sandbox.createdV1JobCount == 0)
  }

  static let validBodies: [JSONValue] = [
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

  @Test(arguments: validBodies)
  func acceptsValidBody(body: JSONValue) async throws {
    // The file is unknown, which is checked after the schema.
    #expect(try await Client().post(Path.v1, body).status == 400)
  }

  /// The codes are those of the published documentation.
  @Test func acceptsExactlyPublishedLanguages() async throws {
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
    #expect(reply.validationError["ctx"] == ["expected": .string(expected)])
  }

  @Test func reportsAllErrorsInFrameworkFormat() async throws {
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

  @Test func reportsItemCountsInFrameworkFormat() async throws {
    let reply = try await Client().post(Path.v1, Self.body("file_ids", []))
    #expect(
      reply.validationError["msg"] == "List should have at least 1 item after validation, not 0")
    #expect(
      reply.validationError["ctx"] == ["field_type": "List", "min_length": 1, "actual_length": 0])
  }
}
