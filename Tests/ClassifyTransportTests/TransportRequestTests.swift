// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Synchronization
import TestSupport
import Testing

/// The bytes that a server receives, and requests that are never sent.
@Suite(.timeLimit(.minutes(15))) struct TransportRequestTests {
  private func received(
    over transport: TransportUnderTest, _ make: (LoopbackServer) throws -> HTTPRequest
  ) async throws -> LoopbackRequest {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      _ = try await transport.make().send(make(server))
      #expect(server.requests.count == 1)
      return try #require(server.requests.first)
    }
  }

  @Test(
    arguments: TransportUnderTest.all,
    [
      "/", "/a%2Fb", "/a%2F..%2Fb?x=%2B%20%26", "/%C3%A9?a=b&a=c",
      "/a?b=2026-01-02T03%3A04%3A05%2B00%3A00",
      "/a%3Fb%23c", "/~a-b_c.d", "/%00", "/a?", "/v2/classify?job_ids=a&job_ids=b",
    ])
  func sendsPathUnchanged(over transport: TransportUnderTest, path: String) async throws {
    #expect(try await received(over: transport) { .to($0, path: path) }.path == path)
  }

  @Test(arguments: TransportUnderTest.all, [HTTPMethod.post, .put, .delete])
  func sendsMethodFieldsAndBodyUnchanged(
    over transport: TransportUnderTest, method: HTTPMethod
  ) async throws {
    let fields = try HTTPFields([
      "Authorization": "Bearer llx-1", "Content-Type": "application/json", "Accept": "a/b",
      "User-Agent": "me/1", "X-Other": "a, b; c=\"d\"",
    ])
    let body = Array(UInt8.min...UInt8.max)
    let request = try await received(over: transport) {
      .to($0, method, fields: fields, body: body)
    }
    #expect(request.method == method.rawValue)
    #expect(request.body == body)
    for field in fields {
      #expect(request.values(of: field.name.rawValue) == [field.value])
    }
    #expect(request.values(of: "Content-Length") == ["256"])
    #expect(request.values(of: "Cookie").isEmpty)
    #expect(request.values(of: "Expect").isEmpty)
  }

  @Test(arguments: TransportUnderTest.all)
  func sendsCookieOfRequest(over transport: TransportUnderTest) async throws {
    let request = try await received(over: transport) {
      .to($0, fields: try HTTPFields(["Cookie": "session=a.b=="]))
    }
    #expect(request.values(of: "Cookie") == ["session=a.b=="])
  }

  /// libcurl's default type is that of a form; async-http-client has none.
  @Test(arguments: TransportUnderTest.all)
  func neverCallsBodyWithoutTypeForm(over transport: TransportUnderTest) async throws {
    let request = try await received(over: transport) { .to($0, .post, body: [1]) }
    #expect(
      request.values(of: "Content-Type")
        == (transport.name == .asyncHTTP ? [] : ["application/octet-stream"]))
  }

  @Test(arguments: TransportUnderTest.all)
  func sendsPostWithoutBody(over transport: TransportUnderTest) async throws {
    let request = try await received(over: transport) { .to($0, .post) }
    #expect(request.body.isEmpty)
    #expect(request.values(of: "Content-Length") == ["0"])
    #expect(!request.values(of: "Content-Type").contains { $0.contains("form") })
  }

  @Test(
    arguments: TransportUnderTest.allButURLSession, [HTTPMethod.get, .delete, .post, .put])
  func sendsNoBody(over transport: TransportUnderTest, method: HTTPMethod) async throws {
    let request = try await received(over: transport) { .to($0, method) }
    #expect(request.method == method.rawValue)
    #expect(request.body.isEmpty)
    #expect(request.values(of: "Transfer-Encoding").isEmpty)
  }

  @Test(arguments: TransportUnderTest.allButURLSession)
  func sendsFieldWithoutValue(over transport: TransportUnderTest) async throws {
    let fields = try HTTPFields(["X-Empty": "", "X-Other": "1"])
    let request = try await received(over: transport) { .to($0, fields: fields) }
    #expect(request.values(of: "X-Empty") == [""])
    #expect(request.values(of: "X-Other") == ["1"])
  }

  // MARK: - Large bodies

  @Test(arguments: TransportUnderTest.all)
  func roundTripsThreeMegabyteBody(over transport: TransportUnderTest) async throws {
    var generator = SeededGenerator(seed: 1)
    let body = (0..<3_000_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    try await LoopbackPlan { request in
      .respond(status: 200, headers: [], body: request.body)
    }.run { server in
      let response = try await transport.make().send(.to(server, .post, body: body))
      #expect(response.body == body)
      #expect(server.requests.map { $0.body.count } == [3_000_000])
    }
  }

  @Test(arguments: TransportUnderTest.allButURLSession)
  func reportsProgressOfUpload(over transport: TransportUnderTest) async throws {
    let size = 5_000_000
    let counts = Mutex<[Int]>([])
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let body = [UInt8](repeating: 1, count: size)
      _ = try await transport.make().send(.to(server, .post, body: body)) { count in
        counts.withLock { $0.append(count) }
      }
      #expect(server.requests.map { $0.body.count } == [size])
    }
    let reported = counts.withLock(\.self)
    // async-http-client sends pieces of 64 KiB; libcurl decides itself.
    #expect(reported.count > (transport.name == .asyncHTTP ? 10 : 1))
    #expect(reported.last == size)
    #expect(reported == reported.sorted())
  }

  // MARK: - Invalid requests

  private func checkRejected(
    _ method: HTTPMethod = .get, scheme: String = "http", authority: String = "127.0.0.1:1",
    path: String = "/", body: [UInt8]? = nil, over transport: TransportUnderTest
  ) async {
    let request = HTTPRequest(
      method: method, scheme: scheme, authority: authority, path: path, body: body)
    let error = await #expect(throws: TransportError.self) {
      try await transport.make().send(request)
    }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.delivery == .notSent)
  }

  @Test(arguments: TransportUnderTest.all, ["ftp", "file", "", "HTTP"])
  func rejectsUnsupportedSchemes(over transport: TransportUnderTest, scheme: String) async {
    await checkRejected(scheme: scheme, over: transport)
  }

  @Test(arguments: TransportUnderTest.all, ["/a b", "/é", "/a\r\nX-Evil: 1", "/%zz"])
  func rejectsInvalidPaths(over transport: TransportUnderTest, path: String) async {
    await checkRejected(path: path, over: transport)
  }

  @Test(arguments: TransportUnderTest.allButURLSession, ["", "a b"])
  func rejectsInvalidHosts(over transport: TransportUnderTest, authority: String) async {
    await checkRejected(authority: authority, over: transport)
  }

  /// async-http-client sends such a request.
  @Test(arguments: TransportUnderTest.all.filter { $0.name != .asyncHTTP })
  func rejectsGetWithBody(over transport: TransportUnderTest) async {
    await checkRejected(body: [1], over: transport)
  }
}
