// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

extension V2 {
  /// `ClassifyListParams`: which jobs are listed, and how many at a time.
  public struct ClassifyListParams: Sendable, Hashable {
    /// `configuration_id`: only jobs that ran this saved configuration.
    public var configurationID: String?
    /// `created_at_on_or_after`: only jobs created at this time or after it, as RFC 3339 writes it.
    public var createdAtOnOrAfter: String?
    /// `created_at_on_or_before`: only jobs created at this time or before it.
    public var createdAtOnOrBefore: String?
    /// `job_ids`: only these jobs; empty for any.
    public var jobIDs: [String]
    /// `page_size`: the number of jobs on a page, 1 to 100; `nil` leaves it to the service.
    public var pageSize: Int?
    /// `page_token`: where to begin, the `nextToken` of a page of the same query; `nil` for the
    /// first page.
    public var pageToken: String?
    /// `status`: only jobs of this status.
    public var status: Status?

    /// Makes a query; without anything it is all jobs.
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

    /// The items of the URL's query, without the token.
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
