// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import TestSupport
import Testing

/// What an upstream receives.
@Suite(.timeLimit(.minutes(15))) struct ForwardedRequestTests {
  private func forwarded(_ request: String, path: String = "") async throws -> LoopbackRequest {
    let (requests, reading) = try await ForwardingServer.exchange(request, path: path)
    #expect(reading.statuses.map { $0.prefix(3) } == ["200"])
    try #require(requests.count == 1)
    return requests[0]
  }

  @Test(arguments: [
    "/", "/a", "/a%2Fb/c+d?x=%2B+%20&x=&&y", "//a//", "/a/../b/./c", "/?", "/a?", "/%zz%", "/a;b=c",
    "/a?b?c/d:e@f", "/a!$&'()*,=~-._b", "/%2e%2e/a", "/a%2F..%2Fb", "/a\\b", "/%00", "/{a}|b^`",
    "/a?\"<>", "/a[]", "http:/a", "/a#b",
  ])
  func sendsPathAndQueryAsReceived(target: String) async throws {
    guard target.hasPrefix("/") else { return }
    let (requests, reading) = try await ForwardingServer.exchange(
      "GET \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    // A target that the server refuses is not forwarded; any other is forwarded as it is.
    if reading.statuses.first?.hasPrefix("400") == true {
      #expect(requests.isEmpty)
    } else {
      #expect(requests.map(\.requestLine) == ["GET \(target) HTTP/1.1"])
    }
  }

  @Test func sendsPathOfAbsoluteTarget() async throws {
    let request = try await forwarded(
      "GET http://other.test:81/x%2F?y=+ HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(request.requestLine == "GET /x%2F?y=+ HTTP/1.1")
    #expect(request.values(of: "Host").allSatisfy { $0.hasPrefix("127.0.0.1:") })
  }

  @Test func putsPathOfUpstreamFirst() async throws {
    let request = try await forwarded(
      "GET /a?b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", path: "/base/v0")
    #expect(request.requestLine == "GET /base/v0/a?b HTTP/1.1")
  }

  @Test(arguments: [
    "/..", "/../a", "/a/../../b", "/%2e%2e/a", "/.%2E/a", "/a/..%2fb", "/..%5Ca", "/..\\a", "/./a",
  ])
  func refusesPathThatLeavesPathOfUpstream(target: String) async throws {
    let (requests, reading) = try await ForwardingServer.exchange(
      "GET \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", path: "/base")
    #expect(reading.statuses == ["400 Bad Request"])
    #expect(requests.isEmpty)
  }

  @Test func keepsFieldOrderSpellingAndRepetition() async throws {
    let request = try await forwarded(
      "GET / HTTP/1.1\r\nx-B: 1\r\nHoSt: h\r\nAUTHORIZATION: Bearer k\r\nCookie: a=b\r\nX-b: 2\r\n"
        + "Cookie: c=d\r\nx-B:\r\nAccept-Encoding: gzip, br\r\nTarget: /other\r\nConnection: close"
        + "\r\n\r\n")
    #expect(
      request.headerLines.map { "\($0.name)=\($0.value)" }.dropFirst()
        == [
          "x-B=1", "AUTHORIZATION=Bearer k", "Cookie=a=b", "X-b=2", "Cookie=c=d", "x-B=",
          "Accept-Encoding=gzip, br", "Target=/other",
        ])
    #expect(request.headerLines.first.map { "\($0.name)=\($0.value)" } == "Host=\(host(request))")
    #expect(request.requestLine == "GET / HTTP/1.1")
  }

  private func host(_ request: LoopbackRequest) -> String {
    request.values(of: "Host").joined()
  }

  @Test func dropsHopByHopFields() async throws {
    let request = try await forwarded(
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close, X-Hop ,x-two\r\nx-hop: 1\r\nX-TWO: 2\r\n"
        + "Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nTE: trailers\r\n"
        + "Trailer: x-t\r\nProxy-Authorization: Basic x\r\nTransfer-Encoding: chunked\r\n"
        + "Upgrade: websocket\r\nX-End: 3\r\n\r\n2\r\nab\r\n0\r\nx-t: 1\r\n\r\n")
    #expect(
      request.headerLines.map { $0.name.lowercased() }
        == ["host", "x-end", "transfer-encoding"])
    #expect(request.body == Array("ab".utf8))
  }

  @Test(arguments: [
    ("GET", "", "", [String](), [String]()),
    ("POST", "", "", ["0"], []),
    ("POST", "Content-Length: 0\r\n", "", ["0"], []),
    ("POST", "Content-Length: 3\r\n", "abc", ["3"], []),
    ("GET", "Content-Length: 3\r\n", "abc", ["3"], []),
    ("DELETE", "Content-Length: 3\r\n", "abc", ["3"], []),
    ("PROPFIND", "Content-Length: 3\r\n", "abc", ["3"], []),
    ("PUT", "Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n", [], ["chunked"]),
    ("PATCH", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", [], ["chunked"]),
  ])
  func keepsFraming(
    method: String, field: String, body: String, lengths: [String], codings: [String]
  ) async throws {
    let request = try await forwarded(
      "\(method) / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\(field)\r\n\(body)")
    #expect(request.method == method)
    #expect(request.values(of: "Content-Length") == lengths)
    #expect(request.values(of: "Transfer-Encoding") == codings)
    #expect(request.body == Array((body.contains("abc") ? "abc" : "").utf8))
  }

  @Test(arguments: [
    "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", "Host: b\r\n\r\n", "X: a\u{0}b\r\n\r\n",
    " folded: 1\r\n\r\n", "Content-Length: +2\r\n\r\nab",
  ])
  func forwardsNothingAmbiguous(rest: String) async throws {
    let (requests, reading) = try await ForwardingServer.exchange(
      "POST / HTTP/1.1\r\nHost: h\r\n\(rest)GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n")
    #expect(requests.isEmpty)
    #expect(reading.statuses.count == 1)
    #expect(["400", "501"].contains(reading.statuses.first?.prefix(3)))
    #expect(reading.ending == .closed)
  }

  @Test(arguments: [
    "CONNECT / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1\r\n\r\na",
  ])
  func refusesMethodsThatChangeFraming(request: String) async throws {
    let (requests, reading) = try await ForwardingServer.exchange(request)
    #expect(reading.statuses.map { $0.prefix(3) } == ["400"])
    #expect(requests.isEmpty)
  }

  @Test func reusesConnections() async throws {
    try await ForwardingServer.run(to: .always(.json(200, "{}"))) { server, loopback in
      let client = try await RawClient(port: server.port)
      for _ in 0..<20 {
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        _ = try await client.read { $0.hasSuffix("{}") }
      }
      #expect(loopback.connectionCount == 1)
      #expect(loopback.requests.count == 20)
    }
  }
}

#endif
