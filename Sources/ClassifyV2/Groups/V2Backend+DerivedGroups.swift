// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
package import ClassifyModel

/// A search for the group that an earlier attempt of a request began, which can be repeated after a
/// pause.
package struct EarlierGroupSearch {
  /// The allowance for a service whose clock is ahead.
  private static let clockSkew = Duration.seconds(5 * 60)
  /// The time by which the service may list a job later than others that it created after it.
  private static let listingDelay: Int64 = 60_000

  private let backend: V2Backend
  private let isOfRequest: (GroupID) -> Bool
  /// The maximum number of pages of one look: all jobs of the time, at the maximum rate.
  private let maximumPages: Int
  private var earliest: Int64
  private var givenUp: Set<GroupID> = []

  /// Creates a search among the jobs that are created from a time on.
  ///
  /// - Parameters:
  ///   - backend: The backend of the caller.
  ///   - milliseconds: The earliest creation time of the members, in milliseconds since 1970, by
  ///     the service's clock.
  ///   - isOfRequest: Whether a group belongs to the request.
  package init(
    _ backend: V2Backend, createdSince milliseconds: Int64,
    where isOfRequest: @escaping (GroupID) -> Bool
  ) {
    self.backend = backend
    self.isOfRequest = isOfRequest
    earliest = max(milliseconds, 0)
    maximumPages = GroupSearch.pageCount(
      of: .milliseconds(backend.now() - earliest) + Self.clockSkew)
  }

  /// Looks for the group; a second look reads only the jobs that are newer than those of the first.
  ///
  /// It ends with the first page that has such a group. A group with a cancelled member is passed
  /// over: it was given up.
  ///
  /// - Returns: The newest group of the first page that has one; `nil` if there is none.
  /// - Throws: The errors of the service's lists; ``ClassifyError`` if there is none as far as can be
  ///   told: with the code ``ClassifyError/Code/malformedResponse`` if there are records that can't
  ///   be read, or ``ClassifyError/Code/timeout`` if there are more jobs than the service creates in
  ///   that time.
  package mutating func look() async throws -> GroupID? {
    let query = V2.ClassifyListParams(
      createdAtOnOrAfter: Timestamp.Instant(milliseconds: earliest).description,
      pageSize: GroupSearch.pageSize)
    let list = Paged<V2.Job> { [client = backend.client] token in
      try await client.send(V2Calls.list(query, pageToken: token)).value.page
    }
    var pageCount = 0
    var newest: Int64?
    var unreadableCount = 0
    for try await page in list.pages {
      pageCount += 1
      newest = newest ?? page.items.lazy.compactMap(\.creationTime).max()
      unreadableCount += page.unreadable.count
      let groups = Set(page.items.compactMap { V2Backend.memberPosition(of: $0)?.0 })
        .filter { isOfRequest($0) && !givenUp.contains($0) }
      for group in groups.sorted(by: { $0.milliseconds > $1.milliseconds }) {
        guard try await backend.condition(of: group) == .givenUp else { return group }
        givenUp.insert(group)
      }
      guard pageCount < maximumPages || page.nextToken == nil else {
        throw Self.error(
          .timeout, "was not found among the newest \(pageCount * GroupSearch.pageSize) jobs")
      }
    }
    guard unreadableCount == 0 else {
      throw Self.error(
        .malformedResponse,
        "may be one of \(Counted.text(unreadableCount, "job")) that can't be read")
    }
    if let newest { earliest = max(earliest, newest - Self.listingDelay) }
    return nil
  }

  private static func error(_ code: ClassifyError.Code, _ reason: String) -> ClassifyError {
    ClassifyError(
      code: code,
      message: "the job of an earlier attempt \(reason), so none was created; send the request "
        + "again",
      operation: "classify.list")
  }
}

extension V2Backend {
  /// What an earlier attempt of a request has made of its group.
  package enum EarlierGroup: Sendable {
    /// No member exists.
    case empty
    /// Some members exist, and none is cancelled.
    case usable
    /// A member is cancelled, because the group was given up.
    case givenUp
  }

  /// Returns what has become of a group that an earlier attempt began.
  ///
  /// - Throws: The errors of the service's lists.
  package func condition(of group: GroupID) async throws -> EarlierGroup {
    let members = try await members(of: group, within: .aroundCreation)
    if members.all.contains(where: { $0.status == .known(.cancelled) }) { return .givenUp }
    return members.jobs.isEmpty ? .empty : .usable
  }
}

extension V2.Job {
  /// The creation time by the service's clock, in milliseconds since 1970; `nil` if it has none.
  var creationTime: Int64? { createdAt.value.flatMap { Timestamp($0).instant }?.milliseconds }
}
