// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@testable import ClassifyMigration

@Suite struct MirroredJobsTests {
  private static func id(_ number: Int) -> JobID { .job("\(number)", .v2) }

  /// Of any number of jobs, at least the last `capacity` are remembered, and at most twice as many.
  @Test(arguments: [1, 2, 7], [0, 1, 2, 3, 6, 7, 13, 14, 15, 100])
  func remembersLastJobs(capacity: Int, count: Int) {
    var jobs = MirroredJobs(capacity: capacity)
    for number in 0..<count {
      #expect(!jobs.contains(Self.id(number)))
      jobs.insert(Self.id(number))
    }
    let remembered = (0..<count).filter { jobs.contains(Self.id($0)) }
    #expect(remembered == Array((count - remembered.count)..<count))
    #expect((min(count, capacity)...2 * capacity).contains(remembered.count))
  }

  @Test func forgetsNothingForJobThatIsInsertedAgain() {
    var jobs = MirroredJobs(capacity: 3)
    jobs.insert(Self.id(0))
    for _ in 0..<10 { jobs.insert(Self.id(1)) }
    #expect(jobs.contains(Self.id(0)))
  }
}
