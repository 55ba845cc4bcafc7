// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyHTTP
import Synchronization
import TestSupport
import Testing

/// Requests, responses and limits over real sockets.
@Suite(.timeLimit(.minutes(5))) struct AsyncHTTPTransportTests {
  private func exchange(
    _ behavior: LoopbackBehavior, options: AsyncHTTPTransport.Options = .init()
  ) async throws -> HTTPResponse {
    try await LoopbackPlan.always(behavior).run { server in
      let response = try await AsyncHTTPTransport(options: options).send(
        .to(server, .post, body: [1]))
      #expect(server.requests.count == 1)
      return response
    }
  }

  // MARK: - Requests

  @Test func sendsFieldsInOrder() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let fields = try HTTPFields(["X-B": "1", "X-A": "2", "X-B": "3", "Content-Type": "a/b"])
      _ = try await AsyncHTTPTransport().send(
        .to(server, .post, path: "/a%20b/%C3%A4?c=%26&d", fields: fields, body: Array("text".utf8)))
      let request = try #require(server.requests.first)
      #expect(request.requestLine == "POST /a%20b/%C3%A4?c=%26&d HTTP/1.1")
      #expect(request.body == Array("text".utf8))
      let lines = request.headerLines.map { "\($0.name): \($0.value)" }
      #expect(
        lines.prefix(5) == [
          "Host: \(server.authority)", "X-B: 1", "X-A: 2", "X-B: 3", "Content-Type: a/b",
        ])
      #expect(request.values(of: "Content-Length") == ["4"])
      #expect(request.values(of: "Accept-Encoding").count == 1)
    }
  }

  @Test(arguments: [HTTPMethod.get, .delete, .post, .put])
  func sendsNoBody(method: HTTPMethod) async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      _ = try await AsyncHTTPTransport().send(.to(server, method))
      let request = try #require(server.requests.first)
      #expect(request.method == method.rawValue)
      #expect(request.body.isEmpty)
      #expect(request.values(of: "Transfer-Encoding").isEmpty)
    }
  }

  @Test func reportsProgressOfUpload() async throws {
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let size = 3_000_000
      let reports = Mutex<[Int]>([])
      _ = try await AsyncHTTPTransport().send(
        .to(server, .post, body: [UInt8](repeating: 1, count: size))
      ) { bytesSent in reports.withLock { $0.append(bytesSent) } }
      let bytesSent = reports.withLock(\.self)
      #expect(bytesSent.count > 10)
      #expect(bytesSent == bytesSent.sorted())
      #expect(bytesSent.last == size)
      #expect(server.requests.first?.body.count == size)
    }
  }

  @Test(arguments: ["http://a b/", "ftp://127.0.0.1/", "http:///"])
  func rejectsInvalidURL(url: String) async throws {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    let request = HTTPRequest(
      method: .get, scheme: String(parts[0].dropLast()), authority: String(parts[2].dropLast()),
      path: "/")
    let error = await #expect(throws: TransportError.self) {
      try await AsyncHTTPTransport().send(request)
    }
    #expect(error?.kind == .invalidRequest)
    #expect(error?.delivery == .notSent)
  }

  // MARK: - Responses

  @Test func keepsOrderAndRepeatsOfFields() async throws {
    let response = try await exchange(
      .respond(
        status: 404, headers: [("X-B", "1"), ("X-A", "2"), ("X-B", "3")],
        body: Array("no".utf8)))
    #expect(response.status == 404)
    #expect(response.body == Array("no".utf8))
    #expect(
      response.headerFields.map { "\($0.name): \($0.value)" } == [
        "Content-Length: 2", "X-B: 1", "X-A: 2", "X-B: 3",
      ])
  }

  @Test func ignoresCookies() async throws {
    let cookie = ("Set-Cookie", "session=1; Path=/")
    try await LoopbackPlan.always(.json(200, "{}", headers: [cookie])).run { server in
      let transport = AsyncHTTPTransport()
      for _ in 0..<3 { _ = try await transport.send(.to(server)) }
      #expect(server.requests.count == 3)
      #expect(server.connectionCount == 1)
      #expect(server.requests.allSatisfy { $0.values(of: "Cookie").isEmpty })
    }
  }

  @Test(arguments: [300, 301, 302, 303, 305, 307, 308])
  func returnsRedirectsUnfollowed(status: Int) async throws {
    let response = try await exchange(
      .respond(status: status, headers: [("Location", "/elsewhere")], body: Array("moved".utf8)))
    #expect(response.status.code == status)
    #expect(response.headerFields[.location] == "/elsewhere")
    #expect(response.body == Array("moved".utf8))
  }

  // MARK: - Limits

  @Test(arguments: [1_000, 1_001])
  func limitsBody(size: Int) async throws {
    var options = AsyncHTTPTransport.Options()
    options.maximumResponseBytes = 1_000
    let body = [UInt8](repeating: 7, count: size)
    for behavior in [
      LoopbackBehavior.respond(status: 200, headers: [], body: body),
      .raw(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + body),
    ] {
      if size == 1_000 {
        #expect(try await exchange(behavior, options: options).body == body)
      } else {
        let error = await #expect(throws: TransportError.self) {
          try await exchange(behavior, options: options)
        }
        #expect(error?.kind == .responseTooLarge)
        #expect(error?.delivery == .unknown)
      }
    }
  }

  @Test func limitsHeader() async throws {
    var options = AsyncHTTPTransport.Options()
    options.maximumHeaderBytes = 1_000
    let behavior = LoopbackBehavior.respond(
      status: 200, headers: [("X-A", String(repeating: "a", count: 1_000))], body: [])
    let error = await #expect(throws: TransportError.self) {
      try await exchange(behavior, options: options)
    }
    #expect(error?.kind == .responseTooLarge)
  }

  @Test func limitsRequestsInFlight() async throws {
    try await LoopbackPlan { request in
      .respond(status: 200, headers: [], body: Array(request.path.utf8))
    }.run { server in
      var options = AsyncHTTPTransport.Options()
      options.maximumConnectionsPerHost = 4
      let transport = AsyncHTTPTransport(options: options)
      await withTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          group.addTask {
            await #expect(throws: Never.self) {
              let response = try await transport.send(.to(server, path: "/\(number)"))
              #expect(response.body == Array("/\(number)".utf8))
            }
          }
        }
      }
      #expect(server.requests.count == 100)
      #expect(server.connectionCount <= 4)
    }
  }

  @Test func timesOutOnIdleServer() async throws {
    var options = AsyncHTTPTransport.Options()
    options.idleTimeout = .milliseconds(1)
    let transport = AsyncHTTPTransport(options: options)
    try await LoopbackPlan.always(.hang).run { server in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, .post, body: [1]))
      }
      #expect(error?.kind == .timedOut)
      #expect(error?.delivery == .unknown)
    }
  }
}
#endif
