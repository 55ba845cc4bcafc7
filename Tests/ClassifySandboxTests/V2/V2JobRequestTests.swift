// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import Testing

/// Tests of the limits of the v2 create body in the published schema.
@Suite struct V2JobRequestTests {
  private static let id = "dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  private static func body(_ name: String, _ value: JSONValue?) -> JSONValue {
    Samples.v2Body(id).setting(name, value)
  }

  private static func configuration(_ name: String, _ value: JSONValue?) -> JSONValue {
    let configuration: JSONValue = ["rules": Samples.rules]
    return body("configuration", configuration.setting(name, value))
  }

  private static func parsing(_ name: String, _ value: JSONValue) -> JSONValue {
    Samples.v2Body(id, .object([name: value]))
  }

  private static func location(_ names: JSONValue...) -> JSONValue {
    .array(["body", "configuration", "parsing_configuration"] + names)
  }

  static let invalidBodies: [InvalidBody] = [
    InvalidBody([], "model_attributes_type", ["body"]),
    InvalidBody(body("configuration", nil), "value_error", ["body"]),
    InvalidBody(body("configuration", 1), "model_attributes_type", ["body", "configuration"]),
    InvalidBody(body("file_input", nil), "value_error", ["body"]),
    InvalidBody(body("file_id", .string(id)), "value_error", ["body"]),
    InvalidBody(body("file_input", 1), "string_type", ["body", "file_input"]),
    InvalidBody(
      body("file_input", .string(String(repeating: "a", count: 201))), "string_too_long",
      ["body", "file_input"]),
    InvalidBody(
      body("transaction_id", .string(String(repeating: "a", count: 256))), "string_too_long",
      ["body", "transaction_id"]),
    InvalidBody(body("transaction_id", 1), "string_type", ["body", "transaction_id"]),
    InvalidBody(configuration("rules", nil), "missing", ["body", "configuration", "rules"]),
    InvalidBody(configuration("rules", []), "too_short", ["body", "configuration", "rules"]),
    InvalidBody(
      configuration("rules", [Samples.invoiceRule, Samples.invoiceRule]), "value_error",
      ["body", "configuration", "rules"]),
    InvalidBody(
      configuration("rules", [V1JobRequestTests.rule(description: "short")]), "string_too_short",
      ["body", "configuration", "rules", 0, "description"]),
    InvalidBody(
      configuration("mode", "MULTIMODAL"), "literal_error", ["body", "configuration", "mode"]),
    InvalidBody(configuration("mode", .null), "literal_error", ["body", "configuration", "mode"]),
    InvalidBody(
      configuration("parsing_configuration", []), "model_attributes_type", location()),
    InvalidBody(parsing("lang", .null), "string_type", location("lang")),
    InvalidBody(parsing("max_pages", 0), "greater_than_equal", location("max_pages")),
    InvalidBody(parsing("max_pages", -1), "greater_than_equal", location("max_pages")),
    InvalidBody(parsing("max_pages", "1"), "int_type", location("max_pages")),
    InvalidBody(parsing("target_pages", [0]), "string_type", location("target_pages")),
    InvalidBody(parsing("target_pages", ""), "value_error", location("target_pages")),
    InvalidBody(parsing("target_pages", "1,,2"), "value_error", location("target_pages")),
    InvalidBody(parsing("target_pages", "2,1"), "value_error", location("target_pages")),
    InvalidBody(parsing("target_pages", "1, 3"), "value_error", location("target_pages")),
  ]

  @Test(arguments: invalidBodies)
  func rejectsInvalidBody(invalid: InvalidBody) async throws {
    let client = Client()
    let reply = try await client.post(Path.v2, invalid.body)
    #expect(reply.status == 422)
    #expect(reply.validationError["type"] == .string(invalid.type))
    #expect(reply.validationError["loc"] == invalid.location)
    #expect(client.sandbox.createdV2JobCount == 0)
  }

  static let invalidWebhookBodies: [InvalidBody] = [
    InvalidBody(
      body("webhook_configurations", [["webhook_headers": ["A": 1]]]), "string_type",
      ["body", "webhook_configurations", 0, "webhook_headers", "A"]),
    InvalidBody(
      body("webhook_configurations", [["webhook_url": "mailto:a"]]), "string_pattern_mismatch",
      ["body", "webhook_configurations", 0, "webhook_url"]),
    InvalidBody(
      body("webhook_configuration_ids", ["whc-1", "whc-2", "whc-3", "whc-4", "whc-5"]), "too_long",
      ["body", "webhook_configuration_ids"]),
  ]

  @Test(arguments: invalidWebhookBodies)
  func validatesWebhooksOnlyInCurrentDialect(invalid: InvalidBody) async throws {
    let current = Client(Sandbox(configuration: .with { $0.dialect = .current }))
    let reply = try await current.post(Path.v2, invalid.body)
    #expect(reply.status == 422)
    #expect(reply.validationError["type"] == .string(invalid.type))
    #expect(reply.validationError["loc"] == invalid.location)
    #expect(try await Client().post(Path.v2, invalid.body).status == 400)
  }

  static let validBodies: [JSONValue] = [
    body("transaction_id", .string(String(repeating: "é", count: 255))),
    body("transaction_id", .null),
    body("file_input", .string(String(repeating: "a", count: 200))),
    body("unknown", 1),
    configuration("mode", "FAST"),
    parsing("lang", "tlh"),
    parsing("max_pages", 1),
    parsing("max_pages", .null),
    parsing("target_pages", .null),
    parsing("target_pages", "1-3,8-10"),
  ]

  @Test(arguments: validBodies)
  func acceptsValidBody(body: JSONValue) async throws {
    // The file is unknown, which is checked after the schema.
    #expect(try await Client().post(Path.v2, body).status == 400)
  }

  @Test(arguments: ["1, 3", "3-1", "007", "2,1,2", "1,2"])
  func acceptsNonCanonicalPageRangesWhenConfigured(text: String) async throws {
    let client = Client(Sandbox(configuration: .with { $0.pageRangeSyntax = .lenient }))
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.mixed)
    let body = Samples.v2Body(id, ["target_pages": .string(text)])
    let job = try await client.post(Path.v2, body)
    #expect(job.status == 200)
    #expect(job["/configuration/parsing_configuration/target_pages"] == .string(text))
  }

  @Test func rejectsMissingBody() async throws {
    let reply = try await Client().post(Path.v2)
    #expect(reply.status == 422)
    #expect(
      reply.json
        == [
          "detail": [
            ["type": "missing", "loc": ["body"], "msg": "Field required", "input": nil]
          ]
        ])
  }

  @Test func rejectsMalformedJSON() async throws {
    let reply = try await Client().send(.post, Path.v2, body: Array(#"{"a":}"#.utf8))
    #expect(reply.status == 422)
    #expect(reply.validationError["type"] == "json_invalid")
    #expect(reply.validationError["loc"] == ["body", 5])
    #expect(reply.validationError["msg"] == "JSON decode error")
  }

  @Test func requiresJSONContentType() async throws {
    let client = Client()
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let body = Samples.v2Body(id).jsonBytes()
    for (type, status) in [
      (nil, 200), ("application/json; charset=utf-8", 200), ("application/vnd.a+json", 200),
      ("text/plain", 422), ("application/x-www-form-urlencoded", 422),
    ] {
      let reply = try await client.send(.post, Path.v2, body: body, type: type)
      #expect(reply.status == status, "\(type ?? "none")")
    }
  }

  @Test(arguments: ["project_id", "organization_id"])
  func requiresUUIDsInScope(name: String) async throws {
    for path in [Path.v1, Path.v2, Path.files] {
      let reply = try await Client().get("\(path)?\(name)=prj-1")
      #expect(reply.status == 422)
      #expect(reply.validationError["loc"] == ["query", .string(name)])
      #expect(reply.validationError["type"] == "uuid_parsing")
    }
  }
}
