// SPDX-License-Identifier: Apache-2.0

/// The filters and page options of a list of jobs.
public struct JobQuery: Sendable, Hashable {
  /// The maximum page size of v2's lists; v1's reference has none.
  package static let maximumV2PageSize = 100

  /// The status of the jobs; `nil` for any.
  public var status: JobStatus?
  /// The IDs of the jobs; empty for any.
  public var jobIDs: [JobID]
  /// The ID of the saved configuration that the jobs ran; `nil` for any.
  ///
  /// v1's jobs do not name a saved configuration.
  public var configurationID: String?
  /// The earliest creation time, inclusive; `nil` for no bound.
  public var createdOnOrAfter: Timestamp?
  /// The latest creation time, inclusive; `nil` for no bound.
  public var createdOnOrBefore: Timestamp?
  /// The number of jobs per page, 1 to 100; `nil` for the service's default.
  public var pageSize: Int?
  /// The ``Paged/Page/nextToken`` of an earlier page of the same query; `nil` for the first page.
  public var pageToken: String?

  /// Creates a query; by default it matches all jobs.
  public init(
    status: JobStatus? = nil, jobIDs: [JobID] = [], configurationID: String? = nil,
    createdOnOrAfter: Timestamp? = nil, createdOnOrBefore: Timestamp? = nil, pageSize: Int? = nil,
    pageToken: String? = nil
  ) {
    self.status = status
    self.jobIDs = jobIDs
    self.configurationID = configurationID
    self.createdOnOrAfter = createdOnOrAfter
    self.createdOnOrBefore = createdOnOrBefore
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// Returns whether a job matches the filters, for services that do not filter.
  ///
  /// Unknown values do not match: a job whose creation time is missing or can't be parsed matches
  /// no time bound, a bound that can't be parsed matches no job, and a job without a configuration
  /// ID matches no configuration.
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
