// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct JobQueryTests {
  static let noon = "2026-03-01T12:00:00Z"

  @Test func matchesAllJobsWhenEmpty() {
    #expect(JobQuery().matches(.sample()))
    #expect(JobQuery(pageSize: 1, pageToken: "t").matches(.sample(status: .failed)))
  }

  @Test(
    arguments: [
      (.succeeded, true), (.failed, false), (.pending, false), (.unrecognized("PAUSED"), false),
    ] as [(JobStatus, Bool)])
  func matchesStatus(status: JobStatus, matches: Bool) {
    #expect(JobQuery(status: .succeeded).matches(.sample(status: status)) == matches)
  }

  @Test(
    arguments: [
      ([.job("clj-1", .v2)], true), ([.job("clj-1", .v1)], false), ([.job("clj-2", .v2)], false),
      ([.job("clj-2", .v2), .job("clj-1", .v2)], true),
    ] as [([JobID], Bool)])
  func matchesJobIDsOfSameVersion(ids: [JobID], matches: Bool) {
    #expect(JobQuery(jobIDs: ids).matches(.sample(id: .job("clj-1", .v2))) == matches)
  }

  @Test(arguments: [("cfg-1", true), ("cfg-2", false), (nil, false)] as [(String?, Bool)])
  func matchesConfigurationID(configurationID: String?, matches: Bool) {
    let job = ClassifyJob.sample(configurationID: configurationID)
    #expect(JobQuery(configurationID: "cfg-1").matches(job) == matches)
  }

  /// Bounds are inclusive, and times are compared as instants, regardless of their zones.
  @Test(
    arguments: [
      ("2026-03-01T11:59:59.999999999Z", false, true),
      (noon, true, true),
      ("2026-03-01T13:00:00+01:00", true, true),
      ("2026-03-01T12:00:00", true, true),
      ("2026-03-01T12:00:00.000000001Z", true, false),
      ("yesterday", false, false),
      (nil, false, false),
    ] as [(String?, Bool, Bool)])
  func matchesCreationTime(createdAt: String?, isOnOrAfter: Bool, isOnOrBefore: Bool) {
    let job = ClassifyJob.sample(createdAt: createdAt)
    let noon = Timestamp(Self.noon)
    #expect(JobQuery(createdOnOrAfter: noon).matches(job) == isOnOrAfter)
    #expect(JobQuery(createdOnOrBefore: noon).matches(job) == isOnOrBefore)
    #expect(
      JobQuery(createdOnOrAfter: noon, createdOnOrBefore: noon).matches(job)
        == (isOnOrAfter && isOnOrBefore))
  }

  @Test func matchesNothingWhenBoundIsInvalid() {
    let job = ClassifyJob.sample(createdAt: Self.noon)
    #expect(!JobQuery(createdOnOrAfter: Timestamp("yesterday")).matches(job))
    #expect(!JobQuery(createdOnOrBefore: Timestamp("2026-02-30T00:00:00Z")).matches(job))
  }

  @Test func requiresEveryCondition() {
    let query = JobQuery(status: .succeeded, jobIDs: [.job("clj-1", .v2)], configurationID: "cfg-1")
    #expect(query.matches(.sample(configurationID: "cfg-1")))
    #expect(!query.matches(.sample(status: .failed, configurationID: "cfg-1")))
    #expect(!query.matches(.sample(id: .job("clj-2", .v2), configurationID: "cfg-1")))
    #expect(!query.matches(.sample()))
  }
}
