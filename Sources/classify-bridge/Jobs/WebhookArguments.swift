// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The webhooks of a create request, the same for both versions.
struct WebhookArguments: ParsableArguments {
  private static let flag = BodyFlag("webhook-configuration", member: "webhook_configurations")

  @Option(
    name: [.customLong("webhook-configuration"), .customLong("webhook-configurations")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Webhook, such as {webhook_url: 'https://example.com/hook'}; repeatable",
      valueName: "object"))
  var webhooks: [String] = []

  @Option(
    name: .customLong("webhook-configuration.webhook-events"), parsing: .unconditional,
    help: ArgumentHelp("Events to deliver, such as [parse.success]", valueName: "array"))
  var events: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-headers"), parsing: .unconditional,
    help: ArgumentHelp(
      "Headers to send, such as {X-Token: abc}", valueName: "object"))
  var headers: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-output-format"), parsing: .unconditional,
    help: ArgumentHelp("Format of the data: string or json", valueName: "format"))
  var outputFormat: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-signing-secret"), parsing: .unconditional,
    help: ArgumentHelp("Signing secret; @file reads it from a file", valueName: "secret"))
  var signingSecret: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-url"), parsing: .unconditional,
    help: ArgumentHelp("URL to deliver events to", valueName: "url"))
  var url: String?

  /// Sets the webhooks in a request body: whole ones, then the one of the dotted flags.
  ///
  /// - Throws: `ValidationError` for an invalid value; ``CommandFailure`` for an unreadable file.
  func add(to body: inout BodyBuilder) throws {
    var dotted = BodyBuilder()
    try dotted.set(value: events, Self.inner("webhook-events"))
    try dotted.set(value: headers, Self.inner("webhook-headers"))
    try dotted.set(text: outputFormat, Self.inner("webhook-output-format"))
    try dotted.set(text: signingSecret, Self.inner("webhook-signing-secret"))
    try dotted.set(text: url, Self.inner("webhook-url"))
    try body.set(
      objects: webhooks, and: dotted.body.isEmpty ? [] : [.object(dotted.body)], Self.flag)
  }

  /// Returns the dotted flag of a webhook field, with the field's path within the webhook.
  private static func inner(_ name: String) -> BodyFlag {
    BodyFlag(name: "\(flag.name).\(name)", path: BodyFlag(name).path)
  }
}
#endif
