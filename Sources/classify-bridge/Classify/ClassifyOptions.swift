// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The filters of `classify list`, sent unchanged: the service validates them.
struct FilterOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Only jobs with this status: PENDING, RUNNING, COMPLETED, FAILED or CANCELLED",
      valueName: "status"), completion: .list(V2.Status.allCases.map(\.rawValue)))
  var status: String?

  @Option(
    name: [.customLong("job-id"), .customLong("job-ids")], parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      """
      Only jobs with these IDs, up to \(JobIDBatches.maximumCount): an ID or an array of IDs; \
      repeatable
      """, valueName: "id"))
  var jobIDs: [String] = []

  @Option(
    name: .customLong("configuration-id"), parsing: .unconditional,
    help: ArgumentHelp("Only jobs that ran this saved configuration", valueName: "cfg-uuid"))
  var configurationID: String?

  @Option(
    name: .customLong("created-at-on-or-after"), parsing: .unconditional,
    help: ArgumentHelp(
      "Only jobs created at or after this time, such as 2026-11-01T00:00:00Z", valueName: "time"))
  var createdAtOnOrAfter: String?

  @Option(
    name: .customLong("created-at-on-or-before"), parsing: .unconditional,
    help: ArgumentHelp("Only jobs created at or before this time", valueName: "time"))
  var createdAtOnOrBefore: String?

  private var listedJobIDs: [String] { jobIDs.flatMap(QueryText.texts) }

  func validate() throws {
    let ids = listedJobIDs
    guard !ids.contains(where: { $0.contains(",") }) else {
      throw ValidationError(
        "--job-ids takes one ID or an array of IDs, such as '[ID, ID]': repeat it for several.")
    }
    guard ids.count <= JobIDBatches.maximumCount,
      ids.reduce(0, { $0 + $1.utf8.count }) <= JobIDBatches.maximumBytes
    else {
      throw ValidationError(
        """
        --job-ids names \(Counted.text(ids.count, "job")); one request takes up to \
        \(JobIDBatches.maximumCount) IDs of \(JobIDBatches.maximumBytes) bytes together: list them \
        in several commands.
        """)
    }
  }

  /// The filters as query items.
  var serviceOptions: ServiceOptions {
    var options = ServiceOptions()
    options.queryItems.append("status", status)
    options.queryItems.append("job_ids", listedJobIDs)
    options.queryItems.append("configuration_id", configurationID)
    options.queryItems.append(
      "created_at_on_or_after", createdAtOnOrAfter.map(QueryText.text))
    options.queryItems.append(
      "created_at_on_or_before", createdAtOnOrBefore.map(QueryText.text))
    return options
  }
}

/// The additional fields to include in a v2 job, sent unchanged.
struct ExpansionOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Additional field to include, such as usage (the cost of the job); repeatable",
      valueName: "field"))
  var expand: [String] = []

  /// The fields as `expand` query items.
  var serviceOptions: ServiceOptions {
    var options = ServiceOptions()
    options.queryItems.append("expand", expand)
    return options
  }
}
#endif
