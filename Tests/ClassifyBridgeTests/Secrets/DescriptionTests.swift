// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// No description or mirror of a public type shows a secret.
@Suite struct DescriptionTests {
  private static let secret = "Qz7Wv9Kp3Xt5Rb8Nm2Hc"

  private static let wireWebhook = WireWebhook(
    webhookHeaders: .value(["Authorization": .string("Bearer \(secret)")]),
    webhookSigningSecret: .value(secret),
    webhookURL: .value("https://u:\(secret)@hooks.example.com/\(secret)?token=\(secret)"),
    unknownMembers: ["x": .string(secret)])

  private static let webhook = Webhook(
    url: "https://u:\(secret)@hooks.example.com/\(secret)?token=\(secret)",
    headers: [Webhook.Header(name: "Authorization", value: "Bearer \(secret)")],
    signingSecret: secret)

  private static func values() throws -> [any Sendable] {
    let fields = try HTTPFields(["Authorization": "Bearer \(secret)", "X-Key": secret])
    var configuration = ServiceConfiguration(key: try Secret("llx-\(secret)"))
    configuration.headerFields = fields
    configuration.session = try SessionCookie(secret)
    let request = ClassifyRequest(
      documents: [.file("f")], rules: [Rule(type: "a", description: "has ten letters")],
      webhooks: [webhook])
    let v1 = V1.JobCreateParams(
      fileIDs: ["f"], rules: [], webhookConfigurations: .value([wireWebhook]))
    let v2 = V2.ClassifyCreateParams(webhookConfigurations: .value([wireWebhook]))
    return [
      fields, fields[0], configuration, try Secret("llx-\(secret)"),
      ServiceOptions(headerFields: fields), LlamaCloud(configuration: configuration), webhook,
      webhook.headers[0], request, wireWebhook, v1, v2, RequestBody.json(v1), RequestBody.json(v2),
      HTTPRequest(
        method: .post, scheme: "https", authority: "a", path: "/", headerFields: fields,
        body: Array(secret.utf8)),
      HTTPResponse(status: 200, headerFields: fields, body: Array(secret.utf8)),
      WebhookRequest(headerFields: fields, body: Array(secret.utf8)),
    ]
  }

  @Test func showSecretsOfNoPublicType() throws {
    for value in try Self.values() {
      var dumped = ""
      dump(value, to: &dumped)
      dump([value], to: &dumped)
      dump(Optional(value) as Any, to: &dumped)
      for text in [
        dumped, "\(value)", String(reflecting: value), "\([value])", String(describing: [value]),
      ] {
        #expect(!text.contains(Self.secret), "\(type(of: value)): \(text)")
      }
    }
  }

  @Test(arguments: [
    "https://u:\(secret)@a", "https://a:\(secret)", "https://a/\(secret)//", secret,
    "https://a \(secret)", "https://a?\(secret)", "https://a#\(secret)", "https://a/ \(secret)",
  ])
  func omitSecretsFromConfigurationErrors(baseURL: String) {
    for variables in [
      ["LLAMA_CLOUD_API_KEY": Self.secret, "LLAMA_CLOUD_BASE_URL": baseURL],
      ["LLAMA_CLOUD_API_KEY": "\(Self.secret)\n"],
      ["LLAMA_CLOUD_API_KEY": "k", "LLAMA_CLOUD_CUSTOM_HEADERS": "X Y: \(Self.secret)"],
      ["LLAMA_CLOUD_API_KEY": "k", "LLAMA_CLOUD_CUSTOM_HEADERS": Self.secret],
    ] {
      let error = #expect(throws: ConfigurationError.self) {
        try ServiceConfiguration(environment: variables)
      }
      var dumped = "\(String(describing: error))"
      dump(error, to: &dumped)
      #expect(!dumped.contains(Self.secret), "\(dumped)")
    }
  }

  @Test func omitSecretsFromNotes() throws {
    let unknown: JSONObject = ["token": .string(Self.secret)]
    let rules = [WireRule(type: "a", description: "short", unknownMembers: unknown)]
    let params = V1.JobCreateParams(
      fileIDs: [], rules: rules, webhookConfigurations: .value([Self.wireWebhook]),
      unknownMembers: unknown)
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator().request(from: params)
    }
    let notes = try #require(refusal).notes
    #expect(notes.contains { $0.code == .requestMemberUnknown })
    var dumped = "\(notes) \(String(describing: refusal))"
    dump(refusal, to: &dumped)
    for note in notes { dumped += "\(note.before ?? "") \(note.after ?? "") \(note.message)" }
    #expect(!dumped.contains(Self.secret), "\(dumped)")
  }
}
