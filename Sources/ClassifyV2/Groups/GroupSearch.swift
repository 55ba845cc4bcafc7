// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel

/// A search for the members of a group in the service's lists, by their IDs or their keys.
struct GroupSearch {
  /// The creation times in which members are searched.
  enum Extent {
    /// Around the group's creation: the time in which its members are usually created.
    case aroundCreation
    /// Around the group's creation; at all other times if no member is there.
    case everywhereIfNone
    /// Up to a month earlier and later; at any later time if a member was found.
    case everywhere
  }

  /// The maximum number of pages around the creation, which covers that time at the maximum creation
  /// rate of 40 jobs per second.
  static let maximumPagesAroundCreation = 2_000
  /// The maximum number of pages at all other times together.
  static let maximumPagesElsewhere = 100
  /// The maximum number of pages of the newest jobs.
  static let maximumNewestPages = 2
  /// The number of jobs per page, the service's maximum.
  static let pageSize = 100
  /// The maximum number of jobs that an organization creates per second.
  private static let creationsPerSecond = 40

  /// Returns the maximum number of pages that the jobs of a time fill.
  static func pageCount(of time: Duration) -> Int {
    let seconds = Int(max(time, .zero) / .seconds(1)) + 1
    return seconds * creationsPerSecond / pageSize + 1
  }

  private(set) var members: GroupMembers
  /// Whether to search for repetitions of members that are found.
  var findsRepetitions = false
  /// The maximum number of pages around the creation.
  var pagesAroundCreation = GroupSearch.maximumPagesAroundCreation
  /// The current time in milliseconds since 1970; with it, the members of an older group are first
  /// searched in the time that its creation took, without all the newer jobs of that hour.
  var now: Int64?
  /// Called with the jobs of each page.
  var onPage: ([V2.Job]) -> Void = { _ in }
  /// Returns whether the search may fetch another page.
  var mayContinue: () -> Bool = { true }

  private let client: ServiceClient

  /// Creates a search that continues with the members that are found already.
  init(_ client: ServiceClient, found members: GroupMembers) {
    self.client = client
    self.members = members
    self.members.isSearchTruncated = false
  }

  /// Reads the members that are missing and whose IDs are known.
  mutating func read(_ idsByPosition: [Int: String]) async throws {
    let missing = idsByPosition.filter { members.jobs[$0.key] == nil }
    let ids = missing.sorted { $0.key < $1.key }.map(\.value)
    for batch in JobIDBatches(ids).batches {
      try await collect(
        V2.ClassifyListParams(jobIDs: batch, pageSize: JobIDBatches.maximumCount),
        limit: JobIDBatches.maximumCount)
    }
  }

  /// Searches for missing members by their creation time, the most probable times first.
  mutating func search(_ extent: Extent) async throws {
    // The members that are known have the service's time, which the group's ID may not have.
    let center = members.createdAt ?? members.id.milliseconds
    try await searchAroundCreation(center)
    guard extent == .everywhere || (extent == .everywhereIfNone && members.jobs.isEmpty) else {
      return
    }
    var remainingPages = Self.maximumPagesElsewhere
    for times in CreationTimes.distant where !members.isComplete {
      // The first member is created first, so that no other is older.
      if times.isEarlier, members.jobs[0] != nil { continue }
      if times.end == nil, members.jobs.isEmpty { continue }
      guard remainingPages > 0 else {
        members.isSearchTruncated = true
        return
      }
      remainingPages -= try await collect(
        createdFrom: center + times.begin, to: times.end.map { center + $0 },
        limit: remainingPages)
    }
  }

  private mutating func searchAroundCreation(_ center: Int64) async throws {
    let age = now.map { $0 - center } ?? 0
    var remainingPages = pagesAroundCreation
    let beginsAtFirst = members.jobs[0] != nil && !findsRepetitions
    for times in CreationTimes.usual(
      memberCount: members.id.memberCount, age: age, beginsAtFirst: beginsAtFirst)
    where !members.isComplete || findsRepetitions {
      guard remainingPages > 0 else {
        members.isSearchTruncated = true
        return
      }
      remainingPages -= try await collect(
        createdFrom: center + times.begin, to: center + times.end, limit: remainingPages)
    }
  }

  /// Searches the newest jobs, whatever their time, if no member was found: one that was created just
  /// now is among them, however wrong the time in the group's ID is.
  mutating func searchNewest() async throws {
    guard members.jobs.isEmpty else { return }
    try await collect(
      V2.ClassifyListParams(pageSize: Self.pageSize), limit: Self.maximumNewestPages)
  }

  /// Adds the members created in an interval, in milliseconds since 1970, and returns the number of
  /// pages.
  private mutating func collect(
    createdFrom begin: Int64, to end: Int64?, limit: Int
  ) async throws -> Int {
    guard begin < CreationTimes.maximum else { return 0 }
    func text(_ milliseconds: Int64) -> String {
      Timestamp.Instant(milliseconds: min(max(milliseconds, 0), CreationTimes.maximum)).description
    }
    return try await collect(
      V2.ClassifyListParams(
        createdAtOnOrAfter: text(begin), createdAtOnOrBefore: end.map(text),
        pageSize: Self.pageSize),
      limit: limit)
  }

  /// Adds the members in a list until all are found, and returns the number of pages.
  @discardableResult
  private mutating func collect(
    _ query: V2.ClassifyListParams, limit: Int
  ) async throws -> Int {
    let list = Paged<V2.Job> { [client] token in
      try await client.send(V2Calls.list(query, pageToken: token)).value.page
    }
    var pageCount = 0
    for try await page in list.pages {
      pageCount += 1
      onPage(page.items)
      // A member can be among the records that can't be read.
      if !page.unreadable.isEmpty { members.isSearchTruncated = true }
      for job in page.items { members.insert(job) }
      if members.isComplete, !findsRepetitions { break }
      guard page.nextToken == nil || (pageCount < limit && mayContinue()) else {
        members.isSearchTruncated = true
        break
      }
    }
    return pageCount
  }
}

/// The creation times of a group's members, in milliseconds from the group's creation.
private enum CreationTimes {
  private static let hour: Int64 = 60 * 60_000
  private static let day = 24 * hour
  /// The maximum time by which the clock of a group's creator can be wrong.
  private static let maximumClockSkew = 31 * day

  /// The clock skew that is expected between a group's creator and the service.
  private static let expectedClockSkew = hour / 4
  /// The clock skew that is expected between the service's own machines.
  private static let serviceClockSkew: Int64 = 5_000
  /// The time after a group's creation in which its members are usually created.
  private static let usualCreation = hour
  /// The time that the creation of each member takes, at the service's maximum rate.
  private static let creationOfMember: Int64 = 25
  /// The allowance for retries and for the clocks in a creation at that rate.
  private static let creationAllowance: Int64 = 2 * 60_000
  /// The latest time that a query can name: 9999-12-31T23:59:59Z.
  static let maximum: Int64 = 253_402_300_799_000

  /// The usual times: those of an undisturbed creation, then the rest if they are past.
  ///
  /// - Parameters:
  ///   - memberCount: The number of members.
  ///   - age: The age of the group in milliseconds.
  ///   - beginsAtFirst: Whether the group's creation is that of its first member, which is created
  ///     before all others, by the service's clock.
  /// - Returns: The times in the order in which to search them.
  static func usual(
    memberCount: Int, age: Int64, beginsAtFirst: Bool
  ) -> [(begin: Int64, end: Int64)] {
    let begin = beginsAtFirst ? -serviceClockSkew : -expectedClockSkew
    let undisturbed = Int64(memberCount) * creationOfMember + creationAllowance
    guard age > undisturbed else { return [(begin, usualCreation)] }
    return [(begin, undisturbed), (undisturbed, usualCreation)]
  }

  /// The times beyond the usual ones, nearest first: the clock of the creator was wrong, or the
  /// group was completed later.
  static let distant: [(begin: Int64, end: Int64?, isEarlier: Bool)] = [
    (usualCreation, day, false), (-day, -expectedClockSkew, true),
    (day, maximumClockSkew, false), (-maximumClockSkew, -day, true),
    (maximumClockSkew, nil, false),
  ]
}
