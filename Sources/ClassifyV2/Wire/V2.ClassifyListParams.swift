// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

extension V2 {
  /// `ClassifyListParams`: the filters and paging of a job list.
  public struct ClassifyListParams: Sendable, Hashable {
    /// `configuration_id`: only jobs with this saved configuration.
    public var configurationID: String?
    /// `created_at_on_or_after`: only jobs created at or after this RFC 3339 time.
    public var createdAtOnOrAfter: String?
    /// `created_at_on_or_before`: only jobs created at or before this RFC 3339 time.
    public var createdAtOnOrBefore: String?
    /// `job_ids`: only jobs with these IDs; empty for all.
    public var jobIDs: [String]
    /// `page_size`: the number of jobs per page, 1 to 100; `nil` means the service's default.
    public var pageSize: Int?
    /// `page_token`: the `nextToken` of a page of the same query; `nil` for the first page.
    public var pageToken: String?
    /// `status`: only jobs with this status.
    public var status: Status?

    /// Creates a query; by default it matches all jobs.
    public init(
      configurationID: String? = nil, createdAtOnOrAfter: String? = nil,
      createdAtOnOrBefore: String? = nil, jobIDs: [String] = [], pageSize: Int? = nil,
      pageToken: String? = nil, status: Status? = nil
    ) {
      self.configurationID = configurationID
      self.createdAtOnOrAfter = createdAtOnOrAfter
      self.createdAtOnOrBefore = createdAtOnOrBefore
      self.jobIDs = jobIDs
      self.pageSize = pageSize
      self.pageToken = pageToken
      self.status = status
    }

    /// The URL query items, without the page token.
    var items: QueryItems {
      var items = QueryItems()
      items.append("page_size", pageSize)
      items.append("status", status?.rawValue)
      items.append("job_ids", jobIDs)
      items.append("configuration_id", configurationID)
      items.append("created_at_on_or_after", createdAtOnOrAfter)
      items.append("created_at_on_or_before", createdAtOnOrBefore)
      return items
    }
  }
}
