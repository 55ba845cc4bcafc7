// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import TestSupport
import Testing

@testable import ClassifyGateway

/// Lists of groups and other v2 jobs, page by page.
@Suite struct V1ListTests {
  /// Reads all pages, and returns the IDs of each.
  private func pages(_ gateway: V1Endpoints, size: Int?) async throws -> [[String]] {
    var pages: [[String]] = []
    var token: String?
    repeat {
      var query: [String] = []
      if let size { query.append("page_size=\(size)") }
      if let token { query.append("page_token=\(token)") }
      let answer = try await gateway.list("?" + query.joined(separator: "&"))
      #expect(answer.status == 200)
      pages.append(answer.json["items"]?.array?.compactMap { $0["id"]?.string } ?? [])
      token = answer.json["next_page_token"]?.string
      #expect(pages.count < 100)
    } while token != nil && pages.count < 100
    return pages
  }

  @Test(arguments: [1, 2, 7, 100, nil])
  func showsEveryJobOnceAndNoEmptyPage(size: Int?) async throws {
    let world = V1World()
    let gateway = world.gateway()
    var created: [String] = []
    for count in [3, 1, 12, 1, 5] {
      created.append(try await gateway.create(V1World.body(world.addFiles(count))).id)
      world.clock.advance(by: .seconds(1))
    }
    let foreign = try await foreignJob(world)
    let pages = try await pages(world.gateway(), size: size)
    #expect(pages.flatMap(\.self) == [foreign] + created.reversed())
    #expect(pages.allSatisfy { !$0.isEmpty })
    if let size { #expect(pages.allSatisfy { $0.count <= size }) }
  }

  /// Creates a job by v2 itself, and returns its ID as v1 clients get it.
  private func foreignJob(_ world: V1World) async throws -> String {
    let body: JSONValue = [
      "file_input": .string(world.addFile()), "configuration": ["rules": [V1World.invoiceRule]],
    ]
    let response = try await world.sandbox.send(
      try V1World.request(.post, "/api/v2/classify", body.jsonBytes()))
    let id = try #require(try JSONValue(json: response.body)["id"]?.string)
    #expect(id.hasPrefix("clj-"))
    return String(id.dropFirst("clj-".count))
  }

  @Test func readsForeignJobByItsListedID() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let id = try await foreignJob(world)
    let job = try await gateway.get(id)
    #expect(job.status == 200)
    #expect(job.id == id)
    #expect(try await gateway.get("clj-\(id)").id == id)
    let items = try await gateway.results(id).json["items"]?.array
    #expect(items?.map { $0["classify_job_id"]?.string } == [id])
    #expect(items?.first?["result"]?["type"] == "invoice")
  }

  @Test func returnsEmptyListWithoutToken() async throws {
    let answer = try await V1World().gateway().list()
    #expect(answer.json == ["items": [], "next_page_token": nil, "total_size": 0])
  }

  @Test(arguments: ["0", "-1", "1000000"])
  func acceptsAnyPageSize(size: String) async throws {
    let world = V1World()
    let gateway = world.gateway()
    _ = try await gateway.create(V1World.body(world.addFiles(1)))
    let answer = try await gateway.list("?page_size=\(size)&page_token=")
    #expect(answer.status == 200)
    #expect(answer.json["items"]?.array?.count == 1)
  }

  @Test func returnsErrorForUnknownPageToken() async throws {
    let answer = try await V1World().gateway().list("?page_token=x")
    #expect(answer.status == 400)
    #expect(answer.json == ["detail": "Invalid page token"])
  }

  /// A client stops at an empty page, so a list that goes on for ever is an error.
  @Test func boundsPagesWithoutJobs() async throws {
    let transport = FunctionTransport { request in
      let number = request.path.firstRange(of: "page_token=t").map {
        Int(request.path[$0.upperBound...].prefix { $0.isNumber }) ?? 0
      }
      let next = (number ?? 0) + 1
      let job = Self.member(next)
      let page: JSONValue = ["items": [job], "next_page_token": .string("t\(next)")]
      return HTTPResponse(status: 200, body: page.jsonBytes())
    }
    let answer = try await V1World().gateway(through: transport).list("?page_size=1")
    #expect(answer.status == 503)
    #expect(answer.json["detail"]?.string?.contains("page_size") == true)
    #expect(transport.requests.count == V1Endpoints.maximumPages)
  }

  /// A member of a group other than the first one, which v1 does not show.
  private static func member(_ number: Int) -> JSONValue {
    [
      "id": .string("clj-\(number)"), "project_id": "p", "user_id": "u", "status": "PENDING",
      "document_input_type": "file_id", "file_input": "f",
      "transaction_id": .string("cb1.01987654-3210-8fff-8000-000000000000.\(number)"),
      "configuration": ["rules": [V1World.invoiceRule]],
    ]
  }

  /// A record that can't be read is left out, and the answer says so.
  @Test func notesUnreadableRecords() async throws {
    let page: JSONValue = [
      "items": [Self.single("clj-1"), ["id": 5]], "next_page_token": nil, "total_size": 2,
    ]
    let stub = FunctionTransport { _ in HTTPResponse(status: 200, body: page.jsonBytes()) }
    let answer = try await V1World().gateway(through: stub).list()
    #expect(answer.status == 200)
    #expect(answer.json["items"]?.array?.map { $0["id"]?.string } == ["clj-1"])
    #expect(answer.json["total_size"] == .some(.null))
    #expect(answer.codes.contains("value.unrecognized"))
    #expect(!answer.unknowns.isEmpty)
  }

  private static func single(_ id: String) -> JSONValue {
    [
      "id": .string(id), "project_id": "p", "user_id": "u", "status": "PENDING",
      "document_input_type": "file_id", "file_input": "f",
      "configuration": ["rules": [V1World.invoiceRule]],
    ]
  }

  @Test func listsOnlyJobsOfProject() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let project = "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"
    let file = world.sandbox.addFile(name: "a.txt", text: V1World.invoice, projectID: project)
    let job = try await gateway.create(V1World.body([file, file]), query: "?project_id=\(project)")
    #expect(job.json["project_id"]?.string == project)
    #expect(try await gateway.list().json["items"] == [])
    let listed = try await gateway.list("?project_id=\(project)").json["items"]?.array
    #expect(listed?.map { $0["id"]?.string } == [job.id])
    // The instance that created it knows its project. Another finds it only with the project, and
    // says so.
    #expect(try await gateway.get(job.id).status == 200)
    let other = world.gateway(seed: 2)
    for answer in [try await other.get(job.id), try await other.results(job.id)] {
      #expect(answer.status == 404)
      #expect(answer.json["detail"]?.string?.contains("add project_id") == true)
    }
    let query = "?project_id=\(project)"
    #expect(try await other.get(job.id, query: query).status == 200)
    // If the service lists the caller's projects, it finds it all the same.
    let projects: JSONValue = [["id": .string(project), "name": "x"]]
    let listing = FunctionTransport { request throws(TransportError) in
      guard request.path.hasPrefix("/api/v1/projects") else {
        return try await world.sandbox.send(request)
      }
      return HTTPResponse(status: 200, body: projects.jsonBytes())
    }
    let third = world.gateway(through: listing, seed: 3)
    #expect(try await third.get(job.id).id == job.id)
    #expect(try await third.results(job.id).json["items"]?.array?.count == 2)
    #expect(try await other.results(job.id, query: query).json["items"]?.array?.count == 2)
  }
}
#endif
