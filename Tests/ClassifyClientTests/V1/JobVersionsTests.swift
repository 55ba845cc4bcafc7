// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyModel
import Testing

@Suite struct JobVersionsTests {
  @Test func remembersLastJobs() {
    let versions = JobVersions(capacity: 3)
    for number in 0..<20 {
      versions.remember(.job("\(number)", number.isMultiple(of: 2) ? .v1 : .v2))
      for last in max(0, number - 2)...number {
        #expect(versions.version(of: "\(last)") == (last.isMultiple(of: 2) ? .v1 : .v2))
      }
      let known = (0...number).count { versions.version(of: "\($0)") != nil }
      #expect(known <= 6)
    }
  }

  @Test func keepsJobThatIsUsedAgain() {
    let versions = JobVersions(capacity: 2)
    for number in 0..<20 {
      versions.remember(.job("used", .v1))
      versions.remember(.job("\(number)", .v2))
      #expect(versions.version(of: "used") == .v1)
    }
  }

  @Test func changesVersionOfJob() {
    let versions = JobVersions(capacity: 2)
    for version in [APIVersion.v1, .v2, .v1] {
      versions.remember(.job("a", version))
      #expect(versions.version(of: "a") == version)
      versions.remember(.job("\(version)", version))
    }
  }

  @Test func doesNotKnowOtherJobs() {
    #expect(JobVersions().version(of: "a") == nil)
  }
}
