// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Synchronization
import TestSupport
import Testing

/// Tests of the requests that command lines send, byte for byte.
@Suite struct RequestTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Runs a command line against a server that responds with the published examples.
  private func sent(
    _ line: String, files: [String: String] = [:], environment: [String: String] = [:]
  ) async throws -> (request: LoopbackRequest, outcome: CommandRunner.Outcome) {
    let plan = LoopbackPlan { request in
      let isList = request.method == "GET" && request.path.hasSuffix("jobs")
      return .json(
        200, isList ? Seeds.v1JobPage : request.path.contains("/v1/") ? Seeds.v1Job : Seeds.v2Job)
    }
    return try await plan.run { server in
      let outcome = try await RunningCommand(
        runner, line, files: files,
        environment: ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"].merging(environment) {
          $1
        }
      ).outcome()
      return (try #require(server.requests.first, "\(outcome.messages)"), outcome)
    }
  }

  private func body(_ line: String, files: [String: String] = [:]) async throws -> String {
    let sent = try await sent("\(line) --api-key k", files: files)
    return String(decoding: sent.request.body, as: UTF8.self)
  }

  private static let required = "--file-id f --rule '{type: a, description: b}'"
  private static let start = #"{"file_ids":["f"],"rules":[{"description":"b","type":"a"}]"#

  @Test func sendsAndPrintsPublishedExample() async throws {
    let (request, outcome) = try await sent(
      "classify-bridge classifier:jobs get 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e "
        + "--api-key 'My API Key' --project-id p --organization-id 'o&1'")
    #expect(
      request.requestLine
        == "GET /api/v1/classifier/jobs/182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
        + "?project_id=p&organization_id=o%261 HTTP/1.1")
    #expect(request.values(of: "Authorization") == ["Bearer My API Key"])
    #expect(request.values(of: "Accept") == ["application/json"])
    #expect(try JSONValue(json: outcome.output) == JSONValue(json: Seeds.v1Job))
  }

  @Test func printsResponseBytesAsRaw() async throws {
    let (_, outcome) = try await sent("classify-bridge classify get id --api-key k --format raw")
    #expect(outcome.output == Seeds.v2Job)
  }

  @Test(arguments: [
    (
      "classify list --status SOMETHING --page-size 7 --page-token 'a b+c' --max-items 1",
      "/api/v2/classify?status=SOMETHING&page_size=7&page_token=a%20b%2Bc"
    ),
    (
      "classify list --job-id a --job-id '[b, c]' --configuration-id cfg-1",
      "/api/v2/classify?job_ids=a&job_ids=b&job_ids=c&configuration_id=cfg-1"
    ),
    (
      "classify list --created-at-on-or-after 2026-01-02T03:04:05+00:00",
      "/api/v2/classify?created_at_on_or_after=2026-01-02T03%3A04%3A05%2B00%3A00"
    ),
    (
      "classify get 'a/b' --expand usage --expand more",
      "/api/v2/classify/a%2Fb?expand=usage&expand=more"
    ),
    ("classify cancel j", "/api/v2/classify/j/cancel"), ("classify delete j", "/api/v2/classify/j"),
    (
      "classifier:jobs list --page-size -1 --page-token=-t",
      "/api/v1/classifier/jobs?page_size=-1&page_token=-t"
    ),
    ("classifier:jobs get-results j", "/api/v1/classifier/jobs/j/results"),
  ])
  func sendsPathAndQuery(line: String, path: String) async throws {
    let (request, _) = try await sent("classify-bridge \(line) --api-key k")
    #expect(request.path == path)
  }

  @Test(arguments: [
    ("", ""),
    ("--mode MULTIMODAL", #","mode":"MULTIMODAL""#),
    (
      "--parsing-configuration '{lang: no, max_pages: null, x: [1.50]}'",
      #","parsing_configuration":{"lang":"no","max_pages":null,"x":[1.50]}"#
    ),
    (
      "--parsing-configuration.max-pages 123456789012345678901234567890",
      #","parsing_configuration":{"max_pages":123456789012345678901234567890}"#
    ),
    ("--parsing-configuration.max-pages null", #","parsing_configuration":{"max_pages":null}"#),
    ("--parsing-configuration.max-pages -1", #","parsing_configuration":{"max_pages":-1}"#),
    (
      "--parsing-configuration.max-pages 3 --parsing-configuration '{max_pages: 5, lang: de}'",
      #","parsing_configuration":{"lang":"de","max_pages":3}"#
    ),
    (
      "--parsing-configuration.lang no --parsing-configuration.target-pages '[2, 0]'",
      #","parsing_configuration":{"lang":"no","target_pages":[2,0]}"#
    ),
    ("--parsing-configuration.lang @lang.txt", #","parsing_configuration":{"lang":"de"}"#),
    ("--parsing-configuration.lang @data://lang.txt", #","parsing_configuration":{"lang":"ZGU="}"#),
    ("--parsing-configuration.lang @file://lang.txt", #","parsing_configuration":{"lang":"de"}"#),
    (
      #"--parsing-configuration.lang '\@lang.txt'"#,
      #","parsing_configuration":{"lang":"@lang.txt"}"#
    ),
    ("--parsing-configuration.lang @nobody", #","parsing_configuration":{"lang":"@nobody"}"#),
    ("--parsing-configuration '{lang: \"@lang.txt\"}'", #","parsing_configuration":{"lang":"de"}"#),
    ("--parsing-configuration @parsing.yaml", #","parsing_configuration":{"lang":"@lang.txt"}"#),
    (
      "--webhook-configuration '[{webhook_url: a}, {webhook_url: b}]' --webhook-configuration.webhook-url c",
      #","webhook_configurations":[{"webhook_url":"a"},{"webhook_url":"b"},{"webhook_url":"c"}]"#
    ),
  ])
  func buildsBodyFromFlags(flags: String, rest: String) async throws {
    let body = try await body(
      "classify-bridge classifier:jobs create \(Self.required) \(flags)",
      files: ["lang.txt": "de", "parsing.yaml": "lang: '@lang.txt'\n"])
    #expect(body == Self.start + rest + "}")
  }

  @Test func overridesPipedBodyWithFlags() async throws {
    let line =
      "cat body.json | classify-bridge classifier:jobs create --file-id g "
      + "--parsing-configuration.lang de"
    let (request, _) = try await sent(
      "\(line) --api-key k",
      files: [
        "body.json": """
        {"file_ids": ["f"], "rules": [{"type": "a", "description": "b"}],
         "parsing_configuration": {"lang": "en", "max_pages": 7}, "project_id": "p",
         "mode": "@body.json"}
        """
      ])
    #expect(request.path == "/api/v1/classifier/jobs?project_id=p")
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"file_ids":["g"],"rules":[{"description":"b","type":"a"}],"#
        + #""mode":"@body.json","parsing_configuration":{"lang":"de","max_pages":7}}"#)
  }

  @Test func warnsOfScopeThatFlagsReplace() async throws {
    let (request, outcome) = try await sent(
      "cat body.json | classify-bridge classifier:jobs create --project-id q --organization-id o "
        + "--api-key k",
      files: [
        "body.json": """
        {"file_ids": ["f"], "rules": [{"type": "a", "description": "b"}], "project_id": "p",
         "organization_id": "o"}
        """
      ])
    #expect(request.path == "/api/v1/classifier/jobs?project_id=q&organization_id=o")
    #expect(
      outcome.messages.hasPrefix(
        "warning: flags replace project_id of the body on standard input\n"), "\(outcome.messages)")
  }

  @Test func sendsUnknownFieldsOfPipedBodyUnchanged() async throws {
    let (request, _) = try await sent(
      "classify-bridge classify create --api-key k < body.json",
      files: [
        "body.json": """
        {"file_input": "f", "transaction_id": "t", "priority": 12345678901234567890, \
        "note": "@body.json"}
        """
      ])
    #expect(
      String(decoding: request.body, as: UTF8.self)
        == #"{"file_input":"f","transaction_id":"t","priority":12345678901234567890,"#
        + #""note":"@body.json"}"#)
  }

  @Test func buildsV2BodyFromDottedFlags() async throws {
    let body = try await body(
      """
      classify-bridge classify create --file-input f --transaction-id t \
      --configuration.rules '{type: a, description: b}' --configuration.mode FAST \
      --configuration.parsing-configuration.target-pages 1,3 \
      --configuration.parsing-configuration.max-pages 9 \
      --configuration.parsing-configuration.lang de --webhook-configuration-id '[w, x]'
      """)
    #expect(
      body == #"{"configuration":{"rules":[{"description":"b","type":"a"}],"mode":"FAST","#
        + #""parsing_configuration":{"lang":"de","max_pages":9,"target_pages":"1,3"}},"#
        + #""file_input":"f","transaction_id":"t","webhook_configuration_ids":["w","x"]}"#)
  }

  @Test func generatesTransactionIDIfAbsent() async throws {
    let body = try JSONValue(json: try await body("classify-bridge classify create --file-id f"))
    #expect(body["file_id"] == "f")
    #expect(body["transaction_id"]?.string?.hasPrefix("cb1-") == true)
    #expect(body.object?.count == 2)
  }

  @Test func sendsKeyFromEnvironment() async throws {
    let (request, _) = try await sent(
      "classify-bridge classify get x", environment: ["LLAMA_CLOUD_API_KEY": "llx-environment"])
    #expect(request.values(of: "Authorization") == ["Bearer llx-environment"])
  }

  // MARK: - Unknown fields

  @Test(arguments: [
    (
      "classifier:jobs create \(Self.required) --parsing-configuration '{target_page: [0]}'",
      #"/parsing_configuration/target_page: the request has the unknown member "target_page""#,
      #"; did you mean "target_pages"?"#
    ),
    (
      "classifier:jobs create < v1.json",
      #"/target_pages: the request has the unknown member "target_pages""#,
      #"; did you mean "target_pages" in "parsing_configuration"?"#
    ),
    (
      "classify create --configuration '{rules: [{type: a, description: b, typ: c}]}'",
      #"/configuration/rules/0/typ: the request has the unknown member "typ""#,
      #"; did you mean "type"?"#
    ),
    (
      "classify create --configuration '{rules: [], fileInput: f}'",
      #"/configuration/fileInput: the request has the unknown member "fileInput""#,
      #"; did you mean "file_input" at the top level?"#
    ),
    (
      "classify create < pages.json",
      #"/target_pages: the request has the unknown member "target_pages""#,
      #"; did you mean "target_pages" in "configuration.parsing_configuration"?"#
    ),
    (
      "classify create --webhook-configuration '{weight: heavy}'",
      #"/webhook_configurations/0/weight: the request has the unknown member "weight""#, ""
    ),
  ])
  func warnsOfUnknownFieldThatIsSent(line: String, member: String, hint: String) async throws {
    let (_, outcome) = try await sent(
      "classify-bridge \(line) --api-key k",
      files: [
        "pages.json": #"{"target_pages": [0]}"#,
        "v1.json": #"{"file_ids": ["f"], "rules": [], "target_pages": [0]}"#,
      ])
    let warning = "warning: at \(member), which is sent unchanged\(hint)\n"
    #expect(outcome.messages.hasPrefix(warning), "\(outcome.messages)")
  }

  @Test func namesFewOfManyUnknownFields() async throws {
    let fields = (1...12).map { "\"field\($0)\": 0" }.joined(separator: ", ")
    let (_, outcome) = try await sent(
      "classify-bridge classify create --api-key k < body.json", files: ["body.json": "{\(fields)}"]
    )
    let warnings = outcome.messages.split(separator: "\n").filter { $0.hasPrefix("warning: ") }
    #expect(warnings.count == 11)
    #expect(warnings.last == "warning: 2 more unknown members")
  }

  // MARK: - Standard input

  @Test(arguments: ["<&-", "< /dev/null", "< /"])
  func sendsNoBodyFromEmptyStandardInput(redirection: String) throws {
    let sample = try Sample(runner)
    let outcome = try runner.shell(
      "classify-bridge classify create --file-input dfl-\(sample.fileUUID) "
        + "--configuration.rules '{type: a, description: has ten letters}' "
        + "--sandbox \(redirection)")
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test func waitsForSlowStandardInput() throws {
    let sample = try Sample(runner)
    let outcome = try runner.shell(
      """
      { sleep 0.3; echo 'configuration: {rules: [{type: a, description: has ten letters}]}'; } \
      | classify-bridge classify create --file-input dfl-\(sample.fileUUID) --sandbox
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
  }
}
#endif
