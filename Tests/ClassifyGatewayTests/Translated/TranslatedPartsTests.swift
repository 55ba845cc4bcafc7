// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifyV2
import TestSupport
import Testing

@testable import ClassifyGateway

@Suite struct RequestDigestTests {
  private func digest(
    _ key: String? = "a", _ scope: CallScope = CallScope(), _ body: String = "{}",
    cookie: String? = nil
  ) throws -> RequestDigest {
    var fields: HTTPFields = []
    if let key { fields.append(try HTTPField(name: "Authorization", value: "Bearer \(key)")) }
    if let cookie { fields.append(try HTTPField(name: "Cookie", value: cookie)) }
    return RequestDigest(caller: CallerID(fields), scope: scope, body: Array(body.utf8))
  }

  @Test func differsByCallerScopeAndBody() throws {
    let digests = [
      try digest(), try digest("b"), try digest("a", .init(), "[]"),
      try digest(nil), try digest(nil, cookie: "session=1"), try digest(nil, cookie: "session=2"),
      try digest(nil, cookie: "x=1"), try digest(cookie: "session=1"),
      try digest(cookie: "session=2"),
      try digest("a", CallScope(projectID: "p")), try digest("a", CallScope(organizationID: "p")),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(try digest() == digests[0])
  }

  /// Load balancers and services set cookies that change with each response.
  @Test func isSameDespiteOtherCookies() throws {
    #expect(try digest(cookie: "lb=2") == digest())
    #expect(
      try digest(nil, cookie: "lb=1; session=1") == digest(nil, cookie: "session=1; lb=2"))
  }

  @Test func matchesOnlyItsOwnGroups() throws {
    var generator = SeededGenerator(seed: 1)
    let digest = try digest()
    for count in [1, 500] {
      let group = try #require(
        digest.group(milliseconds: 1_800_000_000_000, memberCount: count, using: &generator))
      #expect(group.memberCount == count)
      #expect(group.milliseconds == 1_800_000_000_000)
      #expect(digest.matches(group))
      #expect(try !self.digest("b").matches(group))
    }
    let random = try #require(
      GroupID(milliseconds: 1_800_000_000_000, memberCount: 1, using: &generator))
    #expect(!digest.matches(random))
  }
}

@Suite struct JobReferenceTests {
  @Test(arguments: [
    ("clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"),
    ("182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"),
    ("clj-test", "clj-test"), ("job-1", "job-1"),
  ])
  func showsUUIDWhereThereIsOne(id: String, shown: String) {
    #expect(JobReference.v1ID(id) == shown)
  }

  @Test(arguments: ["clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "clj-1", "x", ""])
  func showsResultsWithUUIDs(id: String) {
    #expect(UniversalID(JobReference.v1ResultID(id)) != nil)
    #expect(JobReference.v1ResultID(id) == JobReference.v1ResultID(id))
  }
}

@Suite struct BodyLocationTests {
  @Test(
    arguments: [
      ("/configuration/mode", ["body", "mode"]),
      ("/configuration/rules/0/type", ["body", "rules", 0, "type"]),
      ("/file_input", ["body", "file_ids"]), ("/file_ids/2", ["body", "file_ids", 2]),
      ("", ["body"]),
    ] as [(String, JSONValue)])
  func namesPlaceInV1(pointer: String, location: JSONValue) {
    #expect(JSONValue.array(BodyLocation.location(pointer: pointer)) == location)
  }
}

@Suite struct DriftFindingRedactionTests {
  /// A text in an unknown member can be a secret, or personal.
  @Test func keepsOnlyLengthOfTexts() throws {
    let job: JSONValue = [
      "id": "clj-1", "project_id": "p", "user_id": "u", "status": "llx-0123456789abcdef",
      "document_input_type": "file_id", "file_input": "f", "extra": "someone@example.com",
      "configuration": ["rules": [V1World.invoiceRule]], "llx-0123456789abcdef": [1, 2],
    ]
    let read = try V2Translator().job(from: V2.Job(json: job.jsonBytes())).value
    let findings = DriftFinding.findings(in: read).map { $0.redacted(by: Redactor(values: [])) }
    #expect(findings.count == 3)
    #expect(findings.first { $0.name == "/extra" }?.sample == "string of 19 characters")
    for finding in findings {
      #expect(!finding.name.contains("0123456789") && !finding.sample.contains("0123456789"))
    }
  }
}

@Suite struct RecentValuesTests {
  @Test func keepsLastUsedHalf() {
    var values = RecentValues<Int, String>(capacity: 4)
    for key in 1...4 { values[key] = "\(key)" }
    #expect(values.count == 4)
    #expect(values[1] == "1")
    values[5] = "5"
    #expect(values.count <= 4)
    // 1 and 5 were used last, and 2 before all others.
    #expect(values[1] == "1")
    #expect(values[5] == "5")
    #expect(values[2] == nil)
    values[1] = nil
    #expect(values[1] == nil)
  }

  @Test func neverHasMoreThanItsCapacity() {
    var values = RecentValues<Int, Int>(capacity: 10)
    for key in 0..<1_000 {
      values[key % 37] = key
      #expect(values.count <= 10)
      #expect(values[key % 37] == key)
    }
  }
}

@Suite struct JobReferenceCandidateTests {
  /// What a list shows can be read.
  @Test(
    arguments: [
      ("clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", ["clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"]),
      (
        "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
        ["182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"]
      ),
      ("job-1", ["job-1"]), ("01987654-3210-8002-8000-000000000000", nil),
    ] as [(String, [String]?)])
  func looksUpEveryForm(id: String, candidates: [String]?) {
    // The ID of a group has one form.
    #expect(JobReference(id).candidates == candidates ?? [id])
  }
}

@Suite struct CreationTests {
  private func table() -> CreationTable { CreationTable(time: TimeSource()) }

  private func digest(_ number: Int, key: String = "a") throws -> RequestDigest {
    RequestDigest(
      caller: CallerID(try HTTPFields(["Authorization": key])), scope: CallScope(),
      body: Array("\(number)".utf8))
  }

  private func start(
    _ table: CreationTable, _ digest: RequestDigest, retry: Int = 0, bytes: Int = 1_000
  ) -> CreationTable.Start {
    table.start(
      digest, memberCount: 2, bytes: bytes, retryCount: retry, UpstreamCalls(forwarding: []))
  }

  /// One caller does not take the place of all others, and what was refused is not searched.
  @Test func boundsCreationsOfEachCaller() throws {
    let table = table()
    var running: [(Creation, RequestDigest)] = []
    for number in 0..<CreationTable.maximumRunningOfCaller {
      let digest = try digest(number)
      guard case .create(let creation, _) = start(table, digest) else {
        Issue.record("not created")
        return
      }
      running.append((creation, digest))
    }
    let refused = try digest(-1)
    guard case .refuse = start(table, refused) else {
      Issue.record("not refused")
      return
    }
    guard case .create = start(table, try digest(-1, key: "b")) else {
      Issue.record("another caller was refused")
      return
    }
    for (creation, digest) in running { table.end(creation, of: digest, canContinue: true) }
    guard case .create(let creation, _) = start(table, refused, retry: 1) else {
      Issue.record("searched for what was refused")
      return
    }
    table.end(creation, of: refused, canContinue: true)
    // An attempt that this instance did not see may have begun on another.
    guard case .find = start(table, try digest(-2), retry: 1) else {
      Issue.record("not searched")
      return
    }
  }

  /// Large bodies need memory for each v2 job that is in flight.
  @Test func boundsBytesInFlight() throws {
    let table = table()
    let large = try digest(1)
    guard
      case .create(let creation, _) = start(
        table, large, bytes: CreationTable.maximumRunningBytes + 1)
    else {
      Issue.record("one creation alone was refused")
      return
    }
    guard case .refuse = start(table, try digest(2)) else {
      Issue.record("not refused")
      return
    }
    table.end(creation, of: large, canContinue: true)
    guard case .create = start(table, try digest(3)) else {
      Issue.record("the bytes of an ended creation count")
      return
    }
  }

  @Test func isKeptByRequestThatHasOnlyJoined() async throws {
    let creation = Creation(UpstreamCalls(forwarding: []))
    let second = try #require(creation.join())
    let first = Task { await creation.answer(to: .first) }
    first.cancel()
    #expect(await first.value == nil)
    // The second request keeps it until it leaves, too.
    #expect(creation.join() != nil)
    let third = Creation(UpstreamCalls(forwarding: []))
    let only = Task { await third.answer(to: .first) }
    only.cancel()
    #expect(await only.value == nil)
    #expect(third.join() == nil)
    let waiting = Task { await creation.answer(to: second)?.response.status.code }
    creation.begin { V1Answer(response: HTTPResponse(status: 200)) }
    #expect(await waiting.value == 200)
  }
}
#endif
