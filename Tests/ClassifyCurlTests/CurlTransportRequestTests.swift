// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import Synchronization
import ClassifyCurl
import TestSupport
import Testing

/// The bytes that a server receives.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportRequestTests {
  private func received(
    _ make: (LoopbackServer) throws -> HTTPRequest
  ) async throws -> LoopbackRequest {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      _ = try await CurlTransport().send(make(server))
      #expect(server.requests.count == 1)
      return try #require(server.requests.first)
    }
  }

  @Test(arguments: [
    "/", "/a%2Fb", "/a%2F..%2Fb?x=%2B%20%26", "/%C3%A9?a=b&a=c",
    "/a?b=2026-01-02T03%3A04%3A05%2B00%3A00",
    "/a%3Fb%23c", "/~a-b_c.d", "/%00", "/a?", "/v2/classify?job_ids=a&job_ids=b",
  ])
  func sendsPathUnchanged(path: String) async throws {
    #expect(try await received { .to($0, path: path) }.path == path)
  }

  @Test(arguments: [HTTPMethod.post, .put, .delete])
  func sendsMethodFieldsAndBodyUnchanged(method: HTTPMethod) async throws {
    let fields = try HTTPFields([
      "Authorization": "Bearer llx-1", "Content-Type": "application/json", "Accept": "a/b",
      "User-Agent": "me/1", "X-Other": "a, b; c=\"d\"",
    ])
    let body = Array(UInt8.min...UInt8.max)
    let request = try await received { .to($0, method, fields: fields, body: body) }
    #expect(request.method == method.rawValue)
    #expect(request.body == body)
    for field in fields {
      #expect(request.values(of: field.name.rawValue) == [field.value])
    }
    #expect(request.values(of: "Content-Length") == ["256"])
    #expect(request.values(of: "Cookie").isEmpty)
    #expect(request.values(of: "Expect").isEmpty)
  }

  @Test func sendsOctetStreamWhenContentTypeIsMissing() async throws {
    let request = try await received { .to($0, .post, body: [1]) }
    #expect(request.values(of: "Content-Type") == ["application/octet-stream"])
  }

  @Test func sendsPostWithoutBody() async throws {
    let request = try await received { .to($0, .post) }
    #expect(request.body.isEmpty)
    #expect(request.values(of: "Content-Length") == ["0"])
    #expect(!request.values(of: "Content-Type").contains { $0.contains("form") })
  }

  @Test func sendsFieldWithoutValue() async throws {
    let fields = try HTTPFields(["X-Empty": "", "X-Other": "1"])
    let request = try await received { .to($0, fields: fields) }
    #expect(request.values(of: "X-Empty") == [""])
    #expect(request.values(of: "X-Other") == ["1"])
  }

  /// The transport frames the body itself, so a wrong length can't split the connection.
  @Test func ignoresFramingFieldsOfCaller() async throws {
    let fields = try HTTPFields([
      "Content-Length": "1", "Transfer-Encoding": "chunked", "Expect": "100-continue",
    ])
    let request = try await received { .to($0, .post, fields: fields, body: [1, 2, 3]) }
    #expect(request.values(of: "Content-Length") == ["3"])
    #expect(request.values(of: "Transfer-Encoding").isEmpty)
    #expect(request.values(of: "Expect").isEmpty)
    #expect(request.body == [1, 2, 3])
  }

  @Test func asksForCompressedBodies() async throws {
    #expect(try await received { .to($0) }.values(of: "Accept-Encoding") == ["gzip, deflate"])
  }

  @Test func sendsHeadWithoutWaitingForBody() async throws {
    let head = HTTPMethod.head
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"
    try await LoopbackPlan.always(.rawKeepingOpen(Array(answer.utf8))).run { server in
      let response = try await CurlTransport().send(.to(server, head))
      #expect(response.status == 200)
      #expect(response.body.isEmpty)
      #expect(server.requests.map(\.method) == ["HEAD"])
    }
  }

  @Test func reportsProgressOfUpload() async throws {
    let counts = Mutex<[Int]>([])
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let body = [UInt8](repeating: 1, count: 5_000_000)
      _ = try await CurlTransport().send(.to(server, .post, body: body)) { count in
        counts.withLock { $0.append(count) }
      }
    }
    let reported = counts.withLock(\.self)
    #expect(reported.count > 1)
    #expect(reported.last == 5_000_000)
    #expect(reported == reported.sorted())
  }

  @Test func roundTripsThreeMegabyteBody() async throws {
    var generator = SeededGenerator(seed: 1)
    let body = (0..<3_000_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    try await LoopbackPlan { request in
      .respond(status: 200, headers: [], body: request.body)
    }.run { server in
      let response = try await CurlTransport().send(.to(server, .post, body: body))
      #expect(response.body == body)
      #expect(server.requests.map { $0.body.count } == [3_000_000])
    }
  }

  @Test(arguments: ["ftp", "file", "", "HTTP"])
  func rejectsUnsupportedSchemes(scheme: String) async {
    let request = HTTPRequest(method: .get, scheme: scheme, authority: "127.0.0.1:1", path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.delivery == .notSent)
  }

  @Test(arguments: ["/a b", "/é", "/a\r\nX-Evil: 1", "/%zz", "a", "/a#b", "/a\\b"])
  func rejectsInvalidURLs(path: String) async {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: path)
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
  }

  @Test(arguments: ["", "user:secret@127.0.0.1:1", "127.0.0.1:99999", "a b", "é", "a/b", "a?b"])
  func rejectsInvalidHosts(authority: String) async {
    let request = HTTPRequest(method: .get, scheme: "http", authority: authority, path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.delivery == .notSent)
    #expect(error?.message.contains("secret") == false)
  }

  @Test func rejectsGetWithBody() async {
    let request = HTTPRequest(
      method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/", body: [1])
    let error = await #expect(throws: TransportError.self) {
      try await CurlTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
  }
}
#endif
