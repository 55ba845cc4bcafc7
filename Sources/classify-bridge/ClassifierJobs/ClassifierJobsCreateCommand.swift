// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The `classify-bridge classifier:jobs create` command.
struct ClassifierJobsCreateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Create a classify job for 1 to 500 files",
    usage: """
      classify-bridge classifier:jobs create --file-id <id> --rule <object> ...
      classify-bridge classifier:jobs create [<options>] < <body-file>
      """,
    discussion: """
      \(BodyHelp.text)

        classify-bridge classifier:jobs create --file-id ID --file-id ID \\
          --rule '{type: invoice, description: has an invoice number}' \\
          --parsing-configuration '{lang: de, target_pages: [0, 2]}'
        classify-bridge classifier:jobs create --on v2 < body.json

      v1 numbers pages from 0 and reads 5 pages by default.

      With --on v2, several files become a group of v2 jobs. Its ID is printed to stderr before the \
      first job is created. If the command is stopped, run it again with that ID: it creates only \
      what is missing, if the service keeps idempotency keys, and prints the same job. new-group-id \
      prints an ID beforehand.

      Ctrl-C, SIGTERM and SIGHUP print what exists; --on-interrupt cancel also cancels it.
      """
  )

  @OptionGroup(title: "Body") var request: V1RequestArguments
  @OptionGroup(title: "Webhooks") var webhooks: WebhookArguments
  @OptionGroup var serving: ServingOptions
  @OptionGroup var group: GroupOptions
  @OptionGroup var interrupt: InterruptOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    var body = BodyBuilder(
      try StandardInputBody.read(example: #"{"file_ids": […], "rules": […]}"#))
    let scope = ScopeInBody.take(from: &body, unless: service)
    try request.add(to: &body)
    try webhooks.add(to: &body)
    let params: V1.JobCreateParams = try BodyReader.read(
      body, flags: ["file_ids": "--file-id", "rules": "--rule"],
      isTranslated: serving.version == .v2)
    let version = serving.version
    let action = try interrupt.action(
      on: version, serving.translation.dialect ?? .current, default: .keep)
    let givenGroup = try group.group(for: params.fileIDs.count, on: version)
    try await serving.withConnection(to: service, output) { connection in
      let group = givenGroup ?? newGroup(for: params, connection)
      if let group {
        connection.creations.follow(group, flags: connection.scopeFlags(in: scope))
      }
      let target = group.map { .group($0, isNew: givenGroup == nil) } ?? Target.newJob(keyFlag: nil)
      let call = InterruptibleCall(
        jobs: InterruptedJobs(
          target: target, version: version, connection: connection, scope: scope), action: action)
      let subject: Connection.Subject =
        if let group { .group(group, in: scope) } else { .newJob(version, in: scope) }
      try await JobOutput(options: output, connection: connection, subject: subject).print {
        try await call.run {
          try await connection.client.v1Jobs.create(
            params, as: group, in: scope, options: ServiceOptions())
        }
      }
    }
    if let status = Interruption.status { throw status }
  }

  private typealias Target = InterruptedJobs.Target

  /// Returns the ID of a new group if v2 serves a request with several files.
  private func newGroup(for params: V1.JobCreateParams, _ connection: Connection) -> GroupID? {
    guard serving.version == .v2, params.fileIDs.count > 1 else { return nil }
    return connection.client.v1Jobs.newGroup(fileCount: params.fileIDs.count)
  }
}
#endif
