// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Which v2 jobs a list asks for.
struct V2JobFilter {
  private let status: String?
  private let jobIDs: Set<String>?
  private let configurationID: String?
  /// Microseconds since 1970, both included.
  private let earliest: Int?
  private let latest: Int?

  init(_ call: Call, validator: inout Validator) {
    let statuses = call.configuration.dialect.statuses
    status = call.query["status"].given.flatMap {
      validator.choice($0, of: statuses, type: "literal_error")
    }
    let ids = call.query.all("job_ids").compactMap { $0.value?.string }
    jobIDs = ids.isEmpty ? nil : Set(ids)
    configurationID = call.query["configuration_id"].value?.string
    earliest = validator.time(call.query["created_at_on_or_after"])
    latest = validator.time(call.query["created_at_on_or_before"])
  }

  func includes(_ job: StoredV2Job, at now: Int) -> Bool {
    let created = job.timetable.createdAt * 1_000
    return (status == nil || status == job.status(at: now))
      && jobIDs?.contains(job.id) ?? true
      && (configurationID == nil || configurationID == job.request.configurationID)
      && created >= earliest ?? .min && created <= latest ?? .max
  }
}
