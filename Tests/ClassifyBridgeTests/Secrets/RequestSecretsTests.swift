// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV2
import TestSupport
import Testing

/// Errors of the library show no secret of the request, without the command-line tool.
@Suite struct RequestSecretsTests {
  private static let secrets = [
    "Sx5/Dt9Gy3Hu7Jk1", "Wm8Ke2Lr6Ty4Pa0", "in/Fz1Qb7Nc3Mv9?t=Ol5Ik8", "Zx9Cv7Bn5Mq3",
    "Po0Iu9Yt8Re7",
  ]

  private static let params = V2.ClassifyCreateParams(
    configuration: .value(
      V2.Configuration(
        rules: [
          V2.Rule(
            type: "a", description: "has ten letters",
            unknownMembers: ["hint": .string(secrets[3])])
        ])),
    fileInput: .value("dfl-1"), transactionID: .value("t-1"),
    webhookConfigurations: .value([
      V2.WebhookConfiguration(
        webhookHeaders: .value(["Authorization": .string("Bearer \(secrets[1])")]),
        webhookSigningSecret: .value(secrets[0]),
        webhookURL: .value("https://hooks.example.com/\(secrets[2])"))
    ]),
    unknownMembers: ["mistake": [.string(secrets[4])]])

  @Test(arguments: secrets)
  func omitsSecretsOfBodyFromErrors(secret: String) async throws {
    let escaped = secret.replacing("/", with: "\\/")
    let stubs: [StubTransport.Stub] = [
      .json(422, #"{"detail":"not \#(escaped)"}"#, ["x-request-id": secret]),
      .json(422, #"{"detail":[{"loc":["body"],"msg":"not \#(secret)","input":"\#(secret)"}]}"#),
      .json(200, #"{"id":"\#(escaped)","\#(escaped)":7}"#),
      .json(200, #"{"id":"clj-1","configuration":"has ten or more letters: 123456 \#(secret)"}"#),
      .failure(TransportError(kind: .timedOut, delivery: .unknown, message: secret)),
    ]
    for stub in stubs {
      try await StubTransport.run([stub]) { transport in
        var configuration = ServiceConfiguration(key: try Secret("k"))
        configuration.retryPolicy = .never
        let client = LlamaCloud(configuration: configuration, transport: transport)
        let error = await #expect(throws: ClassifyError.self) {
          try await client.classify.create(Self.params)
        }
        var dumped = "\(String(describing: error))"
        dump(error, to: &dumped)
        #expect(!dumped.contains(secret.prefix(8)), "\(dumped)")
      }
    }
  }

  @Test func omitsSecretsOfMisplacedWebhooks() async throws {
    let body = try V2.ClassifyCreateParams(
      json: #"""
        {"file_input":"dfl-1","configuration":{"rules":[],
        "webhook_url":"https://user:pa55word12@hooks.example.com/"},
        "webhook_headers":{"Authorization":"Bearer tok_9f8e7d6c5b4a"}}
        """#)
    #expect(Set(body.secrets) == ["user:pa55word12", "tok_9f8e7d6c5b4a"])
    let message = try await serverMessage(of: "not pa55word12, not tok_9f8e7d6c5b4a", body)
    // The space of "Bearer tok…" goes with the token.
    #expect(message?.replacing(" ", with: "") == "not«redacted»,not«redacted»")
  }

  @Test func omitsLongUnknownText() async throws {
    let text = (0..<1_500).map { "\($0)" }.joined(separator: "-")
    var body = Self.params
    body.unknownMembers = ["mistake": .string(text)]
    #expect(try await serverMessage(of: "not \(text).", body) == "not «redacted».")
  }

  /// Returns the message in the error for a response that is a text.
  private func serverMessage(
    of text: String, _ body: V2.ClassifyCreateParams
  ) async throws -> String? {
    try await StubTransport.run([.json(422, text)]) { transport in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: try Secret("k")), transport: transport)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.classify.create(body)
      }
      return error?.serverMessage
    }
  }

  // MARK: - Unknown members that repeat known ones

  @Test func keepsTextsOfKnownMembers() async throws {
    let body = try V2.ClassifyCreateParams(
      json: #"""
        {"configuration":{"rules":[{"type":"invoice","description":"has ten letters",
        "hint":"has ten letters","label":"Invoice","other":"ten letters"}]},"file_input":"dfl-1",
        "document":"dfl-1","mistake":["\#(Self.secrets[4])"]}
        """#)
    #expect(body.secrets == [])
    #expect(body.possibleSecrets == [Self.secrets[4]])
    let detail = "invoice, has ten letters, dfl-1, \(Self.secrets[4])"
    let stub = StubTransport.Stub.json(422, #"{"detail":"\#(detail)"}"#)
    try await StubTransport.run([stub]) { transport in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: try Secret("k")), transport: transport)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.classify.create(body)
      }
      #expect(error?.serverMessage == "invoice, has ten letters, dfl-1, «redacted»")
    }
  }

  @Test(arguments: ["hunter", "abcd"])
  func redactsShortSigningSecretAsWord(secret: String) async throws {
    var body = Self.params
    body.webhookConfigurations = .value([
      V2.WebhookConfiguration(
        webhookSigningSecret: .value(secret), webhookURL: .value("https://hooks.example.com/"))
    ])
    let stub = StubTransport.Stub.json(422, #"{"detail":"\#(secret), \#(secret)s"}"#)
    try await StubTransport.run([stub]) { transport in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: try Secret("k")), transport: transport)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.classify.create(body)
      }
      #expect(error?.serverMessage == "«redacted», \(secret)s")
    }
  }

  // MARK: - Successful responses that repeat a header

  private static let header = "Vq4Zs8Lw6Yd1Jg5Fh0"

  private func client(_ transport: StubTransport) throws -> LlamaCloud {
    var configuration = ServiceConfiguration(key: try Secret("k"))
    configuration.headerFields = try HTTPFields(["X-Token": Self.header])
    return LlamaCloud(configuration: configuration, transport: transport)
  }

  @Test(arguments: ["file_input", "transaction_id", "configuration_id"])
  func omitsHeaderFromMismatch(member: String) async throws {
    var job: JSONObject = [
      "id": "clj-1", "configuration": ["rules": []], "configuration_id": "cfg-1",
      "document_input_type": "file_id", "file_input": "dfl-1", "project_id": "p",
      "status": "PENDING", "transaction_id": "t-1", "user_id": "u",
    ]
    job[member] = .string(Self.header)
    let stub = StubTransport.Stub.json(200, JSONValue.object(job).jsonText())
    try await StubTransport.run([stub]) { transport in
      let client = try client(transport)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.classify.create(
          V2.ClassifyCreateParams(
            configurationID: .value("cfg-1"), fileInput: .value("dfl-1"),
            transactionID: .value("t-1")))
      }
      #expect(error?.code == .idempotencyMismatch)
      #expect(error?.message.contains("\"t-1\" belongs to job clj-1") == true)
      var dumped = "\(String(describing: error))"
      dump(error, to: &dumped)
      #expect(!dumped.contains(Self.header.prefix(8)), "\(dumped)")
    }
  }

  @Test func omitsHeaderThatPointerEscapes() async throws {
    let header = "a1/b2/c3/d4"
    let stub = StubTransport.Stub.json(200, #"{"\#(header)":{"x":}}"#)
    try await StubTransport.run([stub]) { transport in
      var configuration = ServiceConfiguration(key: try Secret("k"))
      configuration.headerFields = try HTTPFields(["X-Token": header])
      let client = LlamaCloud(configuration: configuration, transport: transport)
      let error = await #expect(throws: ClassifyError.self) {
        try await client.classify.create(Self.params)
      }
      #expect(error?.code == .malformedResponse)
      #expect(error?.message.contains("at /«redacted»") == true, "\(error?.message ?? "")")
    }
  }

  @Test func omitsHeaderFromErrorOfEndlessList() async throws {
    let page = StubTransport.Stub.json(
      200, #"{"items":[],"next_page_token":"\#(Self.header)"}"#)
    try await StubTransport.run([page, page]) { transport in
      let client = try client(transport)
      let error = await #expect(throws: ClassifyError.self) {
        for try await _ in client.classify.list() {}
      }
      #expect(error?.code == .malformedResponse)
      var dumped = "\(String(describing: error))"
      dump(error, to: &dumped)
      #expect(!dumped.contains(Self.header.prefix(8)), "\(dumped)")
    }
  }
}
