// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Where the events of a job are delivered, as both versions have it.
struct WebhookArguments: ParsableArguments {
  private static let flag = BodyFlag("webhook-configuration", member: "webhook_configurations")

  @Option(
    name: [.customLong("webhook-configuration"), .customLong("webhook-configurations")],
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Where events are delivered, such as {webhook_url: 'https://example.com/hook'}; repeatable.",
      valueName: "object"))
  var webhooks: [String] = []

  @Option(
    name: .customLong("webhook-configuration.webhook-events"), parsing: .unconditional,
    help: ArgumentHelp("The events of one webhook, such as [parse.success].", valueName: "array"))
  var events: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-headers"), parsing: .unconditional,
    help: ArgumentHelp(
      "The headers of its deliveries, such as {X-Token: abc}.", valueName: "object"))
  var headers: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-output-format"), parsing: .unconditional,
    help: ArgumentHelp("How its data is written: string or json.", valueName: "format"))
  var outputFormat: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-signing-secret"), parsing: .unconditional,
    help: ArgumentHelp("What its deliveries are signed with; @file reads it.", valueName: "secret"))
  var signingSecret: String?

  @Option(
    name: .customLong("webhook-configuration.webhook-url"), parsing: .unconditional,
    help: ArgumentHelp("The URL of its deliveries.", valueName: "url"))
  var url: String?

  /// Puts the webhooks into a body: whole ones first, and the one of the dotted flags behind them.
  func add(to body: inout BodyBuilder) throws {
    var one = BodyBuilder()
    try one.set(value: events, Self.inner("webhook-events"))
    try one.set(value: headers, Self.inner("webhook-headers"))
    try one.set(text: outputFormat, Self.inner("webhook-output-format"))
    try one.set(text: signingSecret, Self.inner("webhook-signing-secret"))
    try one.set(text: url, Self.inner("webhook-url"))
    try body.set(
      objects: webhooks, and: one.body.isEmpty ? [] : [.object(one.body)], Self.flag)
  }

  /// Returns the flag of a member of a webhook.
  private static func inner(_ name: String) -> BodyFlag {
    BodyFlag(name: "\(flag.name).\(name)", path: BodyFlag(name).path)
  }
}
#endif
