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
  /// A job without a readable time of creation matches no bound on it. The configuration is not
  /// looked at if the job does not say it.
  public func matches(_ job: ClassifyJob) -> Bool {
    if let status, job.status != status { return false }
    if !jobIDs.isEmpty, !jobIDs.contains(job.id) { return false }
    if let configurationID, job.configurationID != configurationID { return false }
    if let bound = createdOnOrAfter?.instant {
      guard let created = job.createdAt?.instant, created >= bound else { return false }
    }
    if let bound = createdOnOrBefore?.instant {
      guard let created = job.createdAt?.instant, created <= bound else { return false }
    }
    return true
  }
}
