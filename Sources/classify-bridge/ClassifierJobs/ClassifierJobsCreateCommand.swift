// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classifier:jobs create`.
struct ClassifierJobsCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Creates a classify job of 1 to 500 files.",
    discussion: """
      \(BodyHelp.text)

        classify-bridge classifier:jobs create --file-id ID --file-id ID \\
          --rule '{type: invoice, description: has an invoice number}' \\
          --parsing-configuration '{lang: de, target_pages: [0, 2]}'
        classify-bridge classifier:jobs create --on v2 < body.json

      v1 counts pages from 0, and reads 5 pages where nothing is said.
      """
  )

  @OptionGroup(title: "Body") var request: V1RequestArguments
  @OptionGroup(title: "Webhooks") var webhooks: WebhookArguments
  @OptionGroup var answering: AnsweringOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    var body = BodyBuilder(try StandardInputBody.read())
    let scope = ScopeInBody.take(from: &body, unless: service)
    try request.add(to: &body)
    try webhooks.add(to: &body)
    let params: V1.JobCreateParams = try BodyReader.read(
      body.body, flags: ["file_ids": "--file-id", "rules": "--rule"])
    try await answering.connecting(service, output) { connection in
      try await JobOutput(options: output, connection: connection).print {
        try await connection.client.v1Jobs.create(params, in: scope)
      }
    }
  }
}
#endif
