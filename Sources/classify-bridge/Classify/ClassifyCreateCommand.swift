// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classify create`.
struct ClassifyCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Creates a classify job of one document.",
    discussion: """
      \(BodyHelp.text)

        classify-bridge classify create --file-input dfl-… \\
          --configuration '{rules: [{type: invoice, description: has an invoice number}]}' \\
          --configuration.parsing-configuration.target-pages 1,3,5-7
        classify-bridge classify create --file-input dfl-… < body.yaml

      v2 counts pages from 1, and reads all of them where nothing is said. A request without a \
      transaction id gets a new one, so that it can be sent again when the answer is lost.
      """
  )

  @OptionGroup(title: "Body") var request: V2RequestArguments
  @OptionGroup(title: "Configuration") var configuration: V2ConfigurationArguments
  @OptionGroup(title: "Webhooks") var webhooks: WebhookArguments
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    var body = BodyBuilder(try StandardInputBody.read())
    let scope = ScopeInBody.take(from: &body, unless: service)
    try request.add(to: &body)
    try configuration.add(to: &body)
    try webhooks.add(to: &body)
    let params: V2.ClassifyCreateParams = try BodyReader.read(body.body, flags: [:])
    let connection = try await service.connect()
    try await JobOutput(options: output, connection: connection).print {
      try await connection.client.classify.create(params, in: scope)
    }
  }
}
#endif
