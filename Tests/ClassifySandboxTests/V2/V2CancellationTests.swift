// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct V2CancellationTests {
  private let time = ManualTime(ManualTime.sample)
  private let client: Client

  init() {
    let configuration = time.configuration {
      $0.dialect = .current
      $0.jobDurations = Sandbox.JobDurations(pending: .seconds(10), running: .seconds(10))
    }
    client = Client(Sandbox(configuration: configuration))
  }

  private func create(_ text: String = Samples.mixed) async throws -> String {
    let id = client.sandbox.addFile(name: "a.txt", text: text)
    return try await client.post(Path.v2, Samples.v2Body(id)).id
  }

  @Test(arguments: [0, 10])
  func cancelsUnfinishedJob(seconds: Int) async throws {
    let id = try await create()
    time.advance(bySeconds: seconds)
    let cancelled = try await client.post("\(Path.v2)/\(id)/cancel")
    #expect(cancelled.status == 200)
    #expect(cancelled["/status"] == "CANCELLED")
    #expect(cancelled["/result"] == .null)
    time.advance(bySeconds: 100)
    let read = try await client.get("\(Path.v2)/\(id)")
    #expect(read["/status"] == "CANCELLED")
    #expect(read["/updated_at"] == cancelled["/updated_at"])
    #expect(try await client.get("\(Path.v2)?status=CANCELLED").items.count == 1)
  }

  @Test func rejectsCancellingTerminalJob() async throws {
    let id = try await create()
    #expect(try await client.post("\(Path.v2)/\(id)/cancel").status == 200)
    #expect(try await client.post("\(Path.v2)/\(id)/cancel").status == 400)
    let other = try await create()
    time.advance(bySeconds: 20)
    let reply = try await client.post("\(Path.v2)/\(other)/cancel")
    #expect(reply.status == 400)
    #expect(
      reply["/detail"] == .string("Classify job \(other) is COMPLETED and cannot be cancelled"))
  }

  @Test func deletesOnlyTerminalJob() async throws {
    let id = try await create()
    #expect(try await client.delete("\(Path.v2)/\(id)").status == 400)
    time.advance(bySeconds: 20)
    let reply = try await client.delete("\(Path.v2)/\(id)")
    #expect(reply.status == 200)
    #expect(
      reply.json == ["id": .string(id), "project_id": .string(client.sandbox.projectID)])
    #expect(try await client.get("\(Path.v2)/\(id)").status == 404)
    #expect(try await client.get(Path.v2).items.isEmpty)
    #expect(try await client.delete("\(Path.v2)/\(id)").status == 404)
  }

  @Test func returnsUsageWhenJobIsFinished() async throws {
    let id = try await create()
    let path = "\(Path.v2)/\(id)?expand=usage"
    #expect(try await client.get(path)["/usage"] == ["credits": nil, "parse_credits": nil])
    time.advance(bySeconds: 20)
    #expect(try await client.get(path)["/usage"] == ["credits": 3.0, "parse_credits": 3.0])
    #expect(try await client.get("\(Path.v2)/\(id)")["/usage"] == .null)
  }

  @Test func chargesNothingForParseJob() async throws {
    let file = client.sandbox.addFile(name: "a.txt", text: Samples.mixed)
    let parseJob = try #require(client.sandbox.addParseJob(ofFile: file))
    let id = try await client.post(Path.v2, Samples.v2Body(parseJob)).id
    time.advance(bySeconds: 20)
    #expect(
      try await client.get("\(Path.v2)/\(id)?expand=usage")["/usage"]
        == ["credits": 0.0, "parse_credits": nil])
  }

  @Test func rejectsUnknownExpansions() async throws {
    let id = try await create()
    let reply = try await client.get("\(Path.v2)/\(id)?expand=usage&expand=all")
    #expect(reply.status == 422)
    #expect(reply.validationError["loc"] == ["query", "expand", 1])
    #expect(reply.validationError["type"] == "literal_error")
  }
}
