// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import TestSupport
import Testing

/// Errors found before a request is sent repeat no secret.
@Suite struct UsageErrorTests {
  #if CLI
  private static let key = SecretMarkers.key
  private static let signingSecret = SecretMarkers.signingSecret
  private static let url = SecretMarkers.webhookURL
  private static let unknown = SecretMarkers.unknown

  @Test(arguments: [
    key, "classify \(key)", "classify list \(key)", "classify list --page-size \(key)",
    "classify get \(key) other", "classify list --api-key \(key) --format xml \(key)",
    "--api-key=\(key) classify lst \(key)", "classify list --base-url \(key)",
    "classify list --base-url https://u:\(key)@a", "classify list --base-url https://a:\(key)",
    "classify list --base-url https://a/\(key)//", "classify list --base-url 'https://a \(key)'",
    "classify list --base-url 'https://a?\(key)'",
    "classify list --api-key token-\(unknown) token-\(unknown)",
    "classify list --api-key 'token-\(unknown)\n' --base-url https://a:token-\(unknown)",
    "classify get \(key) --sandbox", "classify get '\(key)/..' --sandbox --debug",
    "classify create --webhook-configuration '{webhook_signing_secret: \(signingSecret)'",
    "classify create --webhook-configuration '{webhook_url: [\"\(url)\"' 7",
    "classify create --webhook-configuration '{webhook_url: {a: \"\(url)\"}}'",
    "classify create --webhook-configuration.webhook-url \(url) --page-size \(url)",
    "classify create --webhook-configuration.webhook-signing-secret=\(signingSecret) "
      + "\(signingSecret)",
    "classify create --webhook-configuration.webhook-headers '{a: \(signingSecret)' ",
    "classify create --webhook-configuration.webhook-signing-secret @\(signingSecret)",
    "classify create --configuration '{rules: [], token: \(unknown)'",
    "classify create --configuration '{rules: [], token: !!int \(unknown)}'",
    "classify create --configuration '{rules: 1, token: \(unknown)}' --sandbox",
    "classifier:jobs create --rule '{token: \(unknown), type: ['",
    "sandbox --key token-\(unknown) token-\(unknown)", "sandbox --key token-\(unknown) --listen x",
    "pages \(key)", "pages convert \(key)", "pages validate --pages \(key)", "run \(key)",
    "run --rules \(key) x", "demo \(key)", "catalogue \(key)",
  ])
  func repeatsNoSecret(line: String) throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge \(line)", environment: SecretMarkers.environment)
    let output = outcome.output + outcome.messages
    #expect(outcome.status != 0 && !output.isEmpty, "\(output)")
    #expect(SecretMarkers.found(in: output) == [], "\(output)")
  }

  @Test func repeatsNoSecretOfStandardInput() throws {
    let outcome = try CommandRunner(product: "classify-bridge").shell(
      "classify-bridge classify create --sandbox --debug",
      input: """
        {"file_input": "dfl-1", "configuration": {"rules": [], "x": "\(Self.unknown)"}, \
        "webhook_configurations": [{"webhook_signing_secret": ["\(Self.signingSecret)"]}]}
        """)
    #expect(SecretMarkers.found(in: outcome.output + outcome.messages) == [])
  }

  @Test(arguments: [
    ("classify lsit", "lsit"), ("classify list --page-size many", "many"),
    ("classify list --no-such-flag", "--no-such-flag"),
    ("classify get clj-1 report-of-march.pdf", "report-of-march.pdf"),
    ("classify list --api-key llx-sandbox --sandbox-seeds", "--sandbox-seeds"),
  ])
  func repeatsOrdinaryArguments(line: String, word: String) throws {
    let outcome = try CommandRunner(product: "classify-bridge")
      .shell("classify-bridge \(line)", environment: SecretMarkers.environment)
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(word), "\(outcome.messages)")
  }
  #else
  @Test(arguments: ["list llx-Qz7Wv9Kp3Xt5", "--api-key Zx9Cv7Bn5Mq3", "Zx9Cv7Bn5Mq3"])
  func repeatsNoArgumentWithoutCommands(line: String) throws {
    let outcome = try CommandRunner(product: "classify-bridge").shell("classify-bridge \(line)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("swift run --traits CLI classify-bridge\n"))
    for word in line.split(separator: " ") { #expect(!outcome.messages.contains(word)) }
  }
  #endif
}
#endif
