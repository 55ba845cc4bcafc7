// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct JobIDTests {
  static let group = "0190a3c2-7b40-8003-9abc-0123456789ab"

  @Test(
    arguments: [
      (
        "v1:3fa85f64-5717-4562-b3fc-2c963f66afa6",
        .job("3fa85f64-5717-4562-b3fc-2c963f66afa6", .v1), .v1
      ),
      ("v2:clj-123", .job("clj-123", .v2), .v2),
      ("v2:a:b", .job("a:b", .v2), .v2),
      ("v1: ", .job(" ", .v1), .v1),
      // Everything after the colon is the ID, even if it combines with the colon on screen.
      ("v2:\u{301}x", .job("\u{301}x", .v2), .v2),
    ] as [(String, JobID, APIVersion)])
  func roundTripsThroughText(text: String, id: JobID, version: APIVersion) throws {
    #expect(JobID(text) == id)
    #expect(id.description == text)
    #expect(id.text == String(decoding: text.utf8.dropFirst(3), as: UTF8.self))
    #expect(id.version == version)
    #expect(try decoded(encoded(id)) == id)
  }

  private static let upper = "3FA85F64-5717-4562-B3FC-2C963F66AFA6"
  private static let lower = "3fa85f64-5717-4562-b3fc-2c963f66afa6"

  @Test(
    arguments: [
      ("clj-1", "clj-1", true), ("clj-1", "clj-2", false), ("clj-1", "CLJ-1", false),
      ("clj-1", "1", false), ("", "", true), ("a", "", false), (upper, lower, true),
      (lower, "clj-\(lower)", true), ("clj-\(upper)", lower, true),
      ("clj-\(upper)", "clj-\(lower)", true),
      (lower, "3fa85f6457174562b3fc2c963f66afa6", true),
      (lower, "clj-3FA85F6457174562B3FC2C963F66AFA6", true),
      (lower, "4fa85f64-5717-4562-b3fc-2c963f66afa6", false),
      ("clj-\(lower)", "clj-4fa85f64-5717-4562-b3fc-2c963f66afa6", false),
      (lower, "c1j-\(lower)", false), (lower, "\(lower)x", false),
    ] as [(String, String, Bool)])
  func comparesIDsOfServiceInEveryForm(left: String, right: String, isSame: Bool) {
    #expect(JobID.isSame(left, right) == isSame)
    #expect(JobID.isSame(right, left) == isSame)
  }

  @Test func identifiesGroupByUUID() throws {
    let id = try #require(JobID("group:\(Self.group)"))
    guard case .group(let group) = id else {
      Issue.record("not a group")
      return
    }
    #expect(group.memberCount == 3)
    #expect(id.text == Self.group)
    #expect(id.version == .v2)
    #expect(id.description == "group:\(Self.group)")
    #expect(try encoded(id) == "\"group:\(Self.group)\"")
    // The UUID is read in either case and written in lower case.
    #expect(JobID("group:\(Self.group.uppercased())") == id)
  }

  static let rejected = [
    "", ":", "v1", "v1:", "v2:", "group:", "v3:a", "V1:a", " v1:a", "clj-123",
    // UUID version 4, so not a group's.
    "group:919108f7-52d1-4320-9bac-f847db4148a8",
    "group:clj-123",
  ]

  @Test(arguments: rejected)
  func rejectsOtherText(text: String) {
    #expect(JobID(text) == nil)
    #expect(decodingFailure("\"\(text)\"", as: JobID.self) == .dataCorrupted)
  }

  @Test(arguments: ["1", "[]", "{}"])
  func decodesOnlyStrings(json: String) {
    #expect(decodingFailure(json, as: JobID.self) == .typeMismatch)
  }

  @Test func distinguishesSameIDInTwoVersions() {
    #expect(JobID.job("a", .v1) != .job("a", .v2))
  }
}
