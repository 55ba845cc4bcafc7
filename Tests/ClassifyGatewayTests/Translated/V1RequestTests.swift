// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV2
import TestSupport
import Testing

@testable import ClassifyGateway

/// What v1 would refuse, and what v2 can't express.
@Suite struct V1RequestTests {
  private static let file = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  /// Bodies that v1's schema does not allow, with the error's place and type in its framework.
  private static let invalid: [(String, [JSONValue], String)] = [
    ("[]", ["body"], "model_attributes_type"),
    ("{", ["body", 1], "json_invalid"),
    (#"{"rules":[]}"#, ["body", "file_ids"], "missing"),
    (#"{"file_ids":[],"rules":[RULE]}"#, ["body", "file_ids"], "too_short"),
    (#"{"file_ids":["x"],"rules":[RULE]}"#, ["body", "file_ids", 0], "uuid_parsing"),
    (#"{"file_ids":[1],"rules":[RULE]}"#, ["body", "file_ids", 0], "uuid_type"),
    (#"{"file_ids":[FILE]}"#, ["body", "rules"], "missing"),
    (#"{"file_ids":[FILE],"rules":[]}"#, ["body", "rules"], "too_short"),
    (
      #"{"file_ids":[FILE],"rules":[{"type":"a"}]}"#, ["body", "rules", 0, "description"], "missing"
    ),
    (
      #"{"file_ids":[FILE],"rules":[{"type":"a","description":"short"}]}"#,
      ["body", "rules", 0, "description"], "string_too_short"
    ),
    (#"{"file_ids":[FILE],"rules":[RULE],"mode":"SLOW"}"#, ["body", "mode"], "enum"),
    (
      #"{"file_ids":[FILE],"rules":[RULE],"parsing_configuration":{"lang":"zh"}}"#,
      ["body", "parsing_configuration", "lang"], "enum"
    ),
    (
      #"{"file_ids":[FILE],"rules":[RULE],"parsing_configuration":{"target_pages":"1,3"}}"#,
      ["body", "parsing_configuration", "target_pages"], "list_type"
    ),
    (
      #"{"file_ids":[FILE],"rules":[RULE],"parsing_configuration":{"target_pages":[]}}"#,
      ["body", "parsing_configuration", "target_pages"], "too_short"
    ),
    (
      #"{"file_ids":[FILE],"rules":[RULE],"webhook_configurations":[{"url":"x"}]}"#,
      ["body", "webhook_configurations", 0, "url"], "extra_forbidden"
    ),
    // Two members with one name: readers differ in which one counts.
    (#"{"file_ids":[FILE],"file_ids":[FILE],"rules":[RULE]}"#, ["body", 53], "json_invalid"),
  ]

  @Test(arguments: invalid.indices)
  func rejectsInvalidBody(index: Int) async throws {
    let (text, location, type) = Self.invalid[index]
    let body = text.replacing("FILE", with: "\"\(Self.file)\"")
      .replacing("RULE", with: V1World.invoiceRule.jsonText())
    let world = V1World()
    let answer = await world.gateway().respond(
      .create, to: try V1World.request(.post, V1World.jobsPath, Array(body.utf8)))
    #expect(answer.status == 422)
    let detail = try #require(answer.json["detail"]?.array)
    #expect(detail.contains { $0["loc"]?.array == location && $0["type"]?.string == type })
    #expect(detail.allSatisfy { $0["msg"]?.string?.isEmpty == false })
    #expect(answer.upstreamError == nil)
    #expect(world.sandbox.requests.isEmpty)
  }

  @Test(arguments: [500, 501])
  func accepts500Files(count: Int) async throws {
    let world = V1World()
    let answer = try await world.gateway().create(
      V1World.body(Array(repeating: world.addFile(), count: count)))
    #expect(answer.status == (count == 500 ? 200 : 422))
    #expect(world.sandbox.createdV2JobCount == (count == 500 ? 500 : 0))
  }

  /// An error repeats its input, and 10,000 errors must not repeat a large one.
  @Test func boundsErrors() async throws {
    let rule: JSONValue = ["type": "a", "description": "the same type again and again"]
    let body = V1World.body([Self.file], rules: Array(repeating: rule, count: 10_000))
    let answer = try await V1World().gateway().create(body)
    #expect(answer.status == 422)
    #expect(answer.json["detail"]?.array?.count == ErrorDetail.maximumErrors)
    #expect(answer.response.body.count < 100_000)
  }

  @Test(
    arguments: [
      ("missing body", nil, "application/json", 422),
      ("form", "a=b", "application/x-www-form-urlencoded", 422),
      ("text", "x", "text/plain", 422),
    ] as [(String, String?, String, Int)])
  func rejectsOtherMediaType(_: String, body: String?, type: String, status: Int) async throws {
    let world = V1World()
    let answer = await world.gateway().respond(
      .create,
      to: try V1World.request(
        .post, V1World.jobsPath, body.map { Array($0.utf8) }, fields: ["Content-Type": type]))
    #expect(answer.status == status)
    #expect(answer.json["detail"]?.array?.count == 1)
    #expect(world.sandbox.requests.isEmpty)
  }

  @Test func acceptsMediaTypeWithCharset() async throws {
    let world = V1World()
    let answer = await world.gateway().respond(
      .create,
      to: try V1World.request(
        .post, V1World.jobsPath, V1World.body(world.addFiles(1)).jsonBytes(),
        fields: ["Content-Type": "application/json; charset=utf-8"]))
    #expect(answer.status == 200)
  }

  @Test func rejectsContentCoding() async throws {
    let answer = await V1World().gateway().respond(
      .create,
      to: try V1World.request(
        .post, V1World.jobsPath, [0x1F, 0x8B], fields: ["Content-Encoding": "gzip"]))
    #expect(answer.status == 415)
    #expect(answer.json["detail"]?.string?.contains("gzip") == true)
  }

  @Test(arguments: [
    ("?project_id=x", "project_id"), ("?organization_id=", "organization_id"),
    ("?page_size=ten", "page_size"),
  ])
  func rejectsInvalidQuery(query: String, name: String) async throws {
    let world = V1World()
    let answer = try await world.gateway().list(query)
    #expect(answer.status == 422)
    #expect(answer.json["detail"]?[0]?["loc"] == ["query", .string(name)])
    #expect(world.sandbox.requests.isEmpty)
  }

  /// v2's IDs are texts: only v2 knows which it has, and v1 would refuse the others.
  @Test(arguments: ["x", "182bd5e5", "clj-", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26g"])
  func looksUpIDThatIsNoUUID(id: String) async throws {
    let world = V1World()
    for answer in [
      try await world.gateway().get(id), try await world.gateway().results(id),
    ] {
      #expect(answer.status == 422)
      #expect(answer.json["detail"]?[0]?["loc"] == ["path", "classify_job_id"])
    }
    #expect(world.sandbox.requests.allSatisfy { $0.path.hasPrefix("/api/v2/classify/\(id)") })
    #expect(world.sandbox.requests.count == 2)
  }

  @Test func reportsErrorsOfQueryAndBodyTogether() async throws {
    let answer = try await V1World().gateway().create(
      V1World.body([Self.file], ["mode": "SLOW"]), query: "?project_id=x")
    #expect(answer.status == 422)
    #expect(
      answer.json["detail"]?.array?.map { $0["loc"] }
        == [["query", "project_id"], ["body", "mode"]])
  }

  /// v1's framework reads them as integers by default, and its clients can't change.
  @Test func acceptsIntegersInTexts() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let parsing: JSONValue = ["max_pages": "3", "target_pages": ["0", 2.0]]
    let answer = try await gateway.create(
      V1World.body(world.addFiles(1), ["parsing_configuration": parsing]))
    #expect(answer.status == 200)
    #expect(answer.json["parsing_configuration"]?["max_pages"] == 3)
    #expect(answer.json["parsing_configuration"]?["target_pages"] == [0, 2])
    #expect(Set(answer.codes).isSuperset(of: ["pageLimit.same", "pages.same"]))
  }

  /// Bodies of errors, each with one more than is reported.
  @Test(arguments: [
    #""file_ids":[FILE],"rules":[ITEMS]"#,
    #""file_ids":[FILE],"rules":[RULE],"webhook_configurations":[ITEMS]"#,
    #""file_ids":[FILE],"rules":[RULE],"parsing_configuration":{"target_pages":[ITEMS]}"#,
    #""file_ids":[FILE],"rules":[RULE],"webhook_configurations":[{"webhook_events":[ITEMS]}]"#,
  ])
  func reportsBoundedNumberOfErrors(members: String) async throws {
    let items = Array(repeating: "[]", count: 20_000).joined(separator: ",")
    let body = "{\(members)}".replacing("FILE", with: "\"\(Self.file)\"")
      .replacing("RULE", with: V1World.invoiceRule.jsonText()).replacing("ITEMS", with: items)
    let answer = await V1World().gateway().respond(
      .create, to: try V1World.request(.post, V1World.jobsPath, Array(body.utf8)))
    #expect(answer.status == 422)
    #expect(answer.json["detail"]?.array?.count == 100)
    #expect(answer.response.body.count < 100_000)
  }

  /// An input with many empty values is long, too.
  @Test func leavesLongInputOut() async throws {
    let items = Array(repeating: "{}", count: 20_000).joined(separator: ",")
    let answer = await V1World().gateway().respond(
      .create, to: try V1World.request(.post, V1World.jobsPath, Array("{\"x\":[\(items)]}".utf8)))
    #expect(answer.status == 422)
    #expect(answer.response.body.count < 4_096)
  }

  @Test(arguments: ["five", "1.5", ""])
  func rejectsOtherTexts(text: String) async throws {
    let answer = try await V1World().gateway().create(
      V1World.body([Self.file], ["parsing_configuration": ["max_pages": .string(text)]]))
    #expect(answer.status == 422)
    #expect(answer.json["detail"]?[0]?["type"] == "int_type")
  }

  // MARK: - What v2 can't express

  private static let refused: [(JSONObject, [JSONValue], NoteCode)] = [
    (["mode": "MULTIMODAL"], ["body", "mode"], .modeMultimodal),
    (
      ["parsing_configuration": ["max_pages": 0]],
      ["body", "parsing_configuration", "max_pages"], .pageLimitBelowOne
    ),
    (
      ["parsing_configuration": ["target_pages": [0, -1]]],
      ["body", "parsing_configuration", "target_pages", 1], .pagesNegativeIndex
    ),
    (
      ["webhook_configurations": [["webhook_headers": ["X-A": 1]]]],
      ["body", "webhook_configurations", 0, "webhook_headers", "X-A"], .webhookHeaderNotText
    ),
  ]

  @Test(arguments: refused.indices)
  func refusesWhatV2CannotExpress(index: Int) async throws {
    let (members, location, code) = Self.refused[index]
    let world = V1World()
    let answer = try await world.gateway().create(V1World.body(world.addFiles(2), members))
    #expect(answer.status == 422)
    let detail = try #require(answer.json["detail"]?.array)
    #expect(
      detail.contains { $0["loc"]?.array == location && $0["type"]?.string == code.rawValue })
    #expect(answer.codes.contains(code.rawValue))
    #expect(world.sandbox.requests.isEmpty)
  }

  /// The advice names a policy that does not refuse.
  @Test(
    arguments: [
      (TranslationPolicy.standard, ["mode": "MULTIMODAL"], "--policy permissive."),
      (.strict, ["mode": "MULTIMODAL"], "--policy permissive."),
      (.strict, ["parsing_configuration": ["lang": "ch_sim"]], "--policy standard."),
      (.permissive, ["parsing_configuration": ["max_pages": 0]], nil),
    ] as [(TranslationPolicy, JSONObject, String?)])
  func advisesPolicyThatAllowsIt(
    policy: TranslationPolicy, members: JSONObject, advice: String?
  ) async throws {
    let world = V1World()
    let gateway = world.gateway {
      $0.translator.policy = policy
      $0.translator.languages = .iso639Part1
    }
    let answer = try await gateway.create(V1World.body(world.addFiles(1), members))
    #expect(answer.status == 422)
    let message = try #require(answer.json["detail"]?[0]?["msg"]?.string)
    #expect(message.hasSuffix(advice ?? "."), "\(message)")
    #expect(message.contains("--policy") == (advice != nil))
    #expect(!message.contains(".. ") && message.hasSuffix("."))
  }

  @Test func doesItAndTellsWithPermissivePolicy() async throws {
    let world = V1World()
    let gateway = world.gateway { $0.translator.policy = .permissive }
    let body = V1World.body(world.addFiles(1), ["mode": "MULTIMODAL"])
    let answer = try await gateway.create(body)
    #expect(answer.status == 200)
    #expect(answer.json["mode"] == "FAST")
    #expect(answer.codes.contains("mode.multimodal"))
    // What v2 can't express at all is refused all the same.
    let impossible = V1World.body(
      world.addFiles(1), ["parsing_configuration": ["max_pages": 0]])
    #expect(try await gateway.create(impossible).status == 422)
  }

  @Test func ignoresUnknownMembersAndParameters() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let answer = try await gateway.create(
      V1World.body(world.addFiles(1), ["name": "x"]), query: "?expand=usage&status=FAILED")
    #expect(answer.status == 200)
    #expect(answer.codes.contains("request.memberUnknown"))
    _ = try await gateway.list("?status=FAILED&job_ids=x")
    for request in world.sandbox.requests {
      #expect(!request.path.contains("FAILED"))
      #expect(!request.path.contains("expand"))
    }
  }
}
#endif
