// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct JobStatusTests {
  /// The statuses of a v2 job, and an unrecognized one.
  static let memberStatuses: [JobStatus] = [
    .pending, .running, .succeeded, .failed, .cancelled, .unrecognized("PAUSED"),
  ]

  @Test(arguments: 2...6)
  func combinesMembersAsInPublishedMapping(memberCount: Int) {
    var checked = 0
    var wrong: [[JobStatus]] = []
    forEachSequence(ofLength: memberCount) { members in
      checked += 1
      let combined = JobStatus.combined(members)
      if combined.map(Self.v1Status) != Self.expectedV1Status(members) { wrong.append(members) }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ, the first is \(wrong.first ?? [])")
    #expect(checked == (1...memberCount).reduce(1) { product, _ in product * 6 })
  }

  @Test(arguments: memberStatuses + [.partiallySucceeded])
  func returnsStatusOfSingleMember(status: JobStatus) {
    #expect(JobStatus.combined([status]) == status)
  }

  @Test func returnsNilWithoutMembers() {
    #expect(JobStatus.combined([]) == nil)
  }

  @Test(
    arguments: [
      ([.pending, .pending], .pending),
      ([.pending, .running], .running),
      ([.succeeded, .pending], .running),
      ([.failed, .running, .unrecognized("PAUSED")], .running),
      ([.pending, .unrecognized("PAUSED")], .running),
      // Nothing shows that the job makes progress.
      ([.failed, .cancelled, .unrecognized("PAUSED")], .unrecognized("PAUSED")),
      ([.succeeded, .unrecognized("HELD"), .unrecognized("PAUSED")], .unrecognized("HELD")),
    ] as [([JobStatus], JobStatus)])
  func distinguishesUnfinishedStatuses(members: [JobStatus], expected: JobStatus) {
    #expect(JobStatus.combined(members) == expected)
  }

  @Test(
    arguments: [
      ([.partiallySucceeded, .succeeded], .partiallySucceeded),
      ([.partiallySucceeded, .failed], .partiallySucceeded),
      ([.partiallySucceeded, .pending], .running),
    ] as [([JobStatus], JobStatus)])
  func countsPartialSuccessAsResult(members: [JobStatus], expected: JobStatus) {
    #expect(JobStatus.combined(members) == expected)
  }

  @Test(
    arguments: [
      (.pending, false, "pending"), (.running, false, "running"), (.succeeded, true, "succeeded"),
      (.partiallySucceeded, true, "partiallySucceeded"), (.failed, true, "failed"),
      (.cancelled, true, "cancelled"), (.unrecognized("PAUSED"), false, "PAUSED"),
    ] as [(JobStatus, Bool, String)])
  func isFinishedOnlyInTerminalStatus(status: JobStatus, isFinished: Bool, description: String) {
    #expect(status.isFinished == isFinished)
    #expect(status.description == description)
  }

  // MARK: - Published mapping

  /// Returns the v1 status that the published mapping requires.
  ///
  /// Any unfinished: PENDING, or the unknown status if no other is unfinished; all COMPLETED: SUCCESS; some COMPLETED: PARTIAL_SUCCESS; all
  /// CANCELLED: CANCELLED; any other combination without COMPLETED: ERROR.
  private static func expectedV1Status(_ members: [JobStatus]) -> String {
    let ends: [JobStatus: Int] = members.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    let completed = ends[.succeeded, default: 0]
    let cancelled = ends[.cancelled, default: 0]
    let failed = ends[.failed, default: 0]
    let unknown = ends[.unrecognized("PAUSED"), default: 0]
    if completed + cancelled + failed < members.count {
      return completed + cancelled + failed + unknown == members.count ? "PAUSED" : "PENDING"
    }
    if completed == members.count { return "SUCCESS" }
    if completed > 0 { return "PARTIAL_SUCCESS" }
    return cancelled == members.count ? "CANCELLED" : "ERROR"
  }

  /// Returns the v1 status value, according to the mapping of statuses.
  private static func v1Status(_ status: JobStatus) -> String {
    switch status {
    case .pending, .running: "PENDING"
    case .succeeded: "SUCCESS"
    case .partiallySucceeded: "PARTIAL_SUCCESS"
    case .failed: "ERROR"
    case .cancelled: "CANCELLED"
    case .unrecognized(let text): text
    @unknown default: "a status without a v1 value"
    }
  }

  private func forEachSequence(ofLength length: Int, _ body: ([JobStatus]) -> Void) {
    let count = (0..<length).reduce(1) { product, _ in product * Self.memberStatuses.count }
    for number in 0..<count {
      var rest = number
      let sequence = (0..<length).map { _ in
        defer { rest /= Self.memberStatuses.count }
        return Self.memberStatuses[rest % Self.memberStatuses.count]
      }
      body(sequence)
    }
  }
}
