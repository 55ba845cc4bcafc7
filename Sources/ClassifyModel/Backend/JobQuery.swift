// SPDX-License-Identifier: Apache-2.0

/// Which jobs to list.
public struct JobQuery: Sendable, Hashable {
  /// Only jobs of this status.
  public var status: JobStatus?
  /// Only these jobs; empty for any.
  public var jobIDs: [JobID]
  /// Only jobs that ran this saved configuration, which v1 can't tell.
  public var configurationID: String?
  /// Only jobs created at this time or after it.
  public var createdOnOrAfter: Timestamp?
  /// Only jobs created at this time or before it.
  public var createdOnOrBefore: Timestamp?
  /// How many jobs a page of the service has, 1 to 100; `nil` leaves it to the service.
  public var pageSize: Int?
  /// Where to go on: the ``Paged/Page/nextToken`` of a page of the same query.
  public var resumeToken: String?

  /// Makes a query; without anything it is all jobs.
  public init(
    status: JobStatus? = nil, jobIDs: [JobID] = [], configurationID: String? = nil,
    createdOnOrAfter: Timestamp? = nil, createdOnOrBefore: Timestamp? = nil, pageSize: Int? = nil,
    resumeToken: String? = nil
  ) {
    self.status = status
    self.jobIDs = jobIDs
    self.configurationID = configurationID
    self.createdOnOrAfter = createdOnOrAfter
    self.createdOnOrBefore = createdOnOrBefore
    self.pageSize = pageSize
    self.resumeToken = resumeToken
  }

  /// Tells whether a job matches, for services that do not filter.
  ///
  /// What is not known does not match: a job without a readable time of creation is within no bound
  /// on it, nothing is within a bound that can't be read, and a job that does not say its
  /// configuration ran none.
  public func matches(_ job: ClassifyJob) -> Bool {
    if let status, job.status != status { return false }
    if !jobIDs.isEmpty, !jobIDs.contains(job.id) { return false }
    if let configurationID, job.configurationID != configurationID { return false }
    let created = job.createdAt?.instant
    if let createdOnOrAfter {
      guard let created, let bound = createdOnOrAfter.instant, created >= bound else {
        return false
      }
    }
    if let createdOnOrBefore {
      guard let created, let bound = createdOnOrBefore.instant, created <= bound else {
        return false
      }
    }
    return true
  }
}
