// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// `classify-bridge classify list`.
struct ClassifyListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists classify jobs, newest first.",
    discussion: """
      Pages are fetched as they are needed.

        classify-bridge classify list --status FAILED \\
          --created-at-on-or-after 2026-11-01T00:00:00Z
      """
  )

  @OptionGroup(title: "Filters") var filters: FilterOptions
  @OptionGroup var list: ListOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  func run() async throws {
    let connection = try await service.connect()
    let query = V2.ClassifyListParams(pageSize: list.pageSize, pageToken: list.pageToken)
    let jobs = connection.client.classify.list(query, options: filters.options)
    try await ListOutput(options: output, list: list, connection: connection).print(jobs)
  }
}

/// Which jobs of v2 are listed.
///
/// What is given is sent as it stands, and judged by the service.
struct FilterOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only jobs of this status: PENDING, RUNNING, COMPLETED, FAILED or CANCELLED.",
      valueName: "status"))
  var status: String?

  @Option(
    name: [.customLong("job-id"), .customLong("job-ids")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp("Only these jobs: an id, or an array of ids; repeatable.", valueName: "id"))
  var jobIDs: [String] = []

  @Option(
    name: .customLong("configuration-id"), parsing: .unconditional,
    help: ArgumentHelp("Only jobs that ran this saved configuration.", valueName: "cfg-uuid"))
  var configurationID: String?

  @Option(
    name: .customLong("created-at-on-or-after"), parsing: .unconditional,
    help: ArgumentHelp(
      "Only jobs created then or later, such as 2026-11-01T00:00:00Z.", valueName: "time"))
  var createdAtOnOrAfter: String?

  @Option(
    name: .customLong("created-at-on-or-before"), parsing: .unconditional,
    help: ArgumentHelp("Only jobs created then or earlier.", valueName: "time"))
  var createdAtOnOrBefore: String?

  /// The options of the calls.
  var options: ServiceOptions {
    var options = ServiceOptions()
    options.queryItems.append("status", status)
    options.queryItems.append("job_ids", jobIDs.flatMap(QueryText.texts))
    options.queryItems.append("configuration_id", configurationID)
    options.queryItems.append(
      "created_at_on_or_after", createdAtOnOrAfter.map(QueryText.text))
    options.queryItems.append(
      "created_at_on_or_before", createdAtOnOrBefore.map(QueryText.text))
    return options
  }
}
#endif
