// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct ListRequestTests {
  private let time = ManualTime(ManualTime.sample)
  private let client: Client

  init() {
    client = Client(Sandbox(configuration: time.configuration()))
  }

  /// Creates jobs one second apart and returns their IDs, oldest first.
  private func create(_ count: Int, version: Int) async throws -> [String] {
    var ids: [String] = []
    for _ in 0..<count {
      let file = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
      let reply =
        version == 1
        ? try await client.post(Path.v1, Samples.v1Body([file]))
        : try await client.post(Path.v2, Samples.v2Body(file))
      ids.append(reply.id)
      time.advance(bySeconds: 1)
    }
    return ids
  }

  private func ids(_ path: String) async throws -> [String?] {
    try await client.get(path).items.map { $0["id"]?.string }
  }

  @Test(arguments: [(1, Path.v1), (2, Path.v2)], [1, 2, 3, 6, 7, 100])
  func listsEveryJobOnceNewestFirst(list: (version: Int, path: String), size: Int) async throws {
    let created = try await create(6, version: list.version)
    var listed: [String?] = []
    var pages = 0
    var token: String? = ""
    while let next = token {
      let reply = try await client.get("\(list.path)?page_size=\(size)&page_token=\(next)")
      #expect(reply.status == 200)
      #expect(!reply.items.isEmpty)
      #expect(reply["/total_size"] == 6)
      listed += reply.items.map { $0["id"]?.string }
      token = reply.nextToken
      pages += 1
    }
    #expect(listed == created.reversed())
    #expect(pages == (6 + size - 1) / size)
  }

  @Test func keepsNextPageStableWhenJobsAreAdded() async throws {
    let created = try await create(3, version: 2)
    let first = try await client.get("\(Path.v2)?page_size=2")
    _ = try await create(2, version: 2)
    let token = try #require(first.nextToken)
    #expect(try await ids("\(Path.v2)?page_size=2&page_token=\(token)") == [created[0]])
  }

  @Test func rejectsTokensOfOtherLists() async throws {
    _ = try await create(2, version: 1)
    let token = try #require(try await client.get("\(Path.v1)?page_size=1").nextToken)
    #expect(try await client.get("\(Path.v1)?page_token=\(token)").status == 200)
    for path in ["\(Path.v2)?page_token=\(token)", "\(Path.v1)?page_token=x"] {
      let reply = try await client.get(path)
      #expect(reply.status == 400)
      #expect(reply["/detail"]?.string != nil)
    }
  }

  @Test(arguments: [
    (Path.v2, "0", 422), (Path.v2, "1", 200), (Path.v2, "100", 200), (Path.v2, "101", 422),
    (Path.v2, "", 422), (Path.v2, "ten", 422), (Path.v1, "1000000", 200), (Path.v1, "0", 200),
    (Path.v1, "-1", 200), (Path.v1, "ten", 422),
  ])
  func limitsPageSizeOnlyInV2(path: String, size: String, status: Int) async throws {
    let reply = try await client.get("\(path)?page_size=\(size)")
    #expect(reply.status == status)
    if status == 422 { #expect(reply.validationError["loc"] == ["query", "page_size"]) }
  }

  @Test func usesConfiguredDefaultPageSize() async throws {
    let client = Client(Sandbox(configuration: .with { $0.defaultPageSize = 2 }))
    for _ in 0..<3 { client.sandbox.addFile(name: "a", text: "") }
    #expect(try await client.get(Path.files).items.count == 2)
  }

  @Test func filtersByJobIDs() async throws {
    let created = try await create(4, version: 2)
    let path = "\(Path.v2)?job_ids=\(created[0])&job_ids=\(created[2])&job_ids=clj-nobody"
    #expect(try await ids(path) == [created[2], created[0]])
    #expect(try await client.get(path)["/total_size"] == 2)
  }

  @Test(arguments: [
    ("on_or_after=2019-12-27T18:11:21.117Z", [3, 2]),
    ("on_or_after=2019-12-27T18:11:21.117001Z", [3]),
    ("on_or_before=2019-12-27T18:11:20.117Z", [1, 0]),
    ("on_or_before=2019-12-27T18:11:20.116999Z", [0]),
    ("on_or_before=2019-12-27T19%3A11%3A20.117%2B01%3A00", [1, 0]),
    ("on_or_before=2019-12-27T18:11:20.117", [1, 0]),
    ("on_or_after=2019-12-28", []),
    ("on_or_after=2019-12-27", [3, 2, 1, 0]),
    (
      "on_or_after=2019-12-27T18:11:20.117Z&created_at_on_or_before=2019-12-27T18:11:21.117Z",
      [2, 1]
    ),
  ])
  func filtersByCreationTime(query: String, expected: [Int]) async throws {
    let created = try await create(4, version: 2)
    #expect(try await ids("\(Path.v2)?created_at_\(query)") == expected.map { created[$0] })
  }

  @Test(arguments: ["yesterday", "2019-02-30", "2019-12-27T18:11:20+01:00", "2019-12-27T24:00:00Z"])
  func rejectsInvalidTimes(text: String) async throws {
    // The service's framework reads an unencoded plus sign as a space.
    let reply = try await client.get("\(Path.v2)?created_at_on_or_after=\(text)")
    #expect(reply.status == 422)
    #expect(reply.validationError["loc"] == ["query", "created_at_on_or_after"])
  }

  @Test func filtersByStatusAndConfiguration() async throws {
    let good = try await create(1, version: 2)[0]
    let file = client.sandbox.addFile(name: "b.broken", text: "")
    let saved = client.sandbox.addConfiguration(["rules": Samples.rules])
    let body: JSONValue = ["file_input": .string(file), "configuration_id": .string(saved)]
    let bad = try await client.post(Path.v2, body).id
    #expect(try await ids("\(Path.v2)?status=COMPLETED") == [good])
    #expect(try await ids("\(Path.v2)?status=FAILED") == [bad])
    #expect(try await ids("\(Path.v2)?status=RUNNING") == [])
    #expect(try await ids("\(Path.v2)?configuration_id=\(saved)") == [bad])
    #expect(try await ids("\(Path.v2)?status=COMPLETED&configuration_id=\(saved)") == [])
    #expect(try await client.get("\(Path.v2)?status=SUCCESS").status == 422)
  }
}
