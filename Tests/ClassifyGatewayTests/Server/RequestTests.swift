// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Testing

/// Parsing, forwarding and rejection of requests.
@Suite(.timeLimit(.minutes(15))) struct RequestTests {
  private func received(_ request: String) async throws -> HTTPRequest {
    let transport = RecordingTransport()
    _ = try await TestServer.run(transport) { server in
      try await RawClient.exchange(port: server.port, request)
    }
    try #require(transport.requests.count == 1)
    return transport.requests[0]
  }

  private func exchange(_ request: String, _ transport: RecordingTransport = RecordingTransport())
    async throws -> RawClient.Reading
  {
    try await TestServer.run(transport) { server in
      try await RawClient.exchange(port: server.port, request)
    }
  }

  @Test(arguments: [
    "/", "/a", "/a%2Fb/c+d?x=%2B+%20&x=&&y", "//a//", "/a/../b/./c", "/?", "/a?", "/%zz%", "/a;b=c",
    "/a?b?c/d:e@f", "/a!$&'()*,=~-._b",
  ])
  func forwardsPathAndQueryUnchanged(target: String) async throws {
    let request = try await received(
      "GET \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(request.path == target)
    #expect(request.scheme == "http")
    #expect(request.authority == "h")
    #expect(request.body == nil)
  }

  /// The HTTP parser can't return other bytes unchanged.
  @Test(arguments: [
    ([UInt8](" /\u{E9} ".utf8), [UInt8]()), (Array(" /".utf8) + [0xE9, 0x20], []),
    (Array(" / ".utf8), [0xE9]), (Array(" / ".utf8), Array("\u{FFFD}".utf8)),
  ])
  func rejectsWhatCannotBeForwardedUnchanged(target: [UInt8], value: [UInt8]) async throws {
    let transport = RecordingTransport()
    try await TestServer.run(transport) { server in
      let client = try await RawClient(port: server.port)
      await client.send(
        Array("GET".utf8) + target + Array("HTTP/1.1\r\nHost: h\r\nX: a".utf8) + value
          + Array("\r\n\r\n".utf8))
      let reading = try await client.read()
      #expect(reading.statuses == ["400 Bad Request"])
      #expect(reading.text.contains("\r\nx-request-id: "))
      #expect(reading.ending == .closed)
    }
    #expect(transport.requests.isEmpty)
  }

  @Test func keepsUTF8InFields() async throws {
    let request = try await received(
      "GET / HTTP/1.1\r\nHost: h\r\nX: \u{E9}\u{1F600}\r\nConnection: close\r\n\r\n")
    #expect(request.headerFields["X"] == "\u{E9}\u{1F600}")
  }

  @Test(arguments: [
    ("http://a.test:81/x%2F?y=+", "a.test:81", "/x%2F?y=+"), ("HTTP://a.test", "a.test", "/"),
    ("http://a.test?y", "a.test", "/?y"),
  ])
  func prefersAbsoluteTargetOverHost(target: String, authority: String, path: String)
    async throws
  {
    let request = try await received(
      "GET \(target) HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(request.authority == authority)
    #expect(request.path == path)
  }

  @Test func keepsFieldOrderSpellingAndRepetition() async throws {
    let request = try await received(
      "GET / HTTP/1.1\r\nHoSt: h\r\nx-B: 1\r\nAUTHORIZATION: Bearer k\r\nX-b: 2\r\nx-B:\r\n"
        + "X-C:  \t a b \t\r\nConnection: close\r\n\r\n")
    #expect(
      request.headerFields.map { "\($0.name.rawValue)=\($0.value)" }
        == ["x-B=1", "AUTHORIZATION=Bearer k", "X-b=2", "x-B=", "X-C=a b"])
  }

  @Test func dropsHopByHopRequestFields() async throws {
    let request = try await received(
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close, X-Hop ,x-two\r\nx-hop: 1\r\nX-TWO: 2\r\n"
        + "Keep-Alive: timeout=5\r\nProxy-Connection: keep-alive\r\nTE: trailers\r\n"
        + "Trailer: x-t\r\nProxy-Authorization: Basic x\r\nTransfer-Encoding: chunked\r\n"
        + "Expect: 100-continue\r\nX-End: 3\r\n\r\n2\r\nab\r\n0\r\nx-t: 1\r\n\r\n")
    #expect(request.headerFields.map(\.name.rawValue) == ["X-End"])
    #expect(request.body == Array("ab".utf8))
  }

  @Test(arguments: [
    ("Content-Length: 0\r\n\r\n", ""), ("Content-Length: 3\r\n\r\na\0b", "a\0b"),
    ("Transfer-Encoding: chunked\r\n\r\n1\r\na\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", "a0123456789"),
    ("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ""),
    // Spaces around a value are no part of it.
    ("Content-Length: \t3  \r\n\r\nabc", "abc"),
    ("Expect: 100-continue \r\nContent-Length: 1 \r\n\r\na", "a"),
    ("Transfer-Encoding: chunked \r\n\r\n1\r\na\r\n0\r\n\r\n", "a"),
  ])
  func decodesTransferCoding(rest: String, body: String) async throws {
    let request = try await received("POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\(rest)")
    #expect(request.body == Array(body.utf8))
  }

  @Test(arguments: ["GET", "DELETE", "PATCH", "PROPFIND", "OPTIONS", "M-SEARCH"])
  func forwardsMethodsUnchanged(method: String) async throws {
    let request = try await received("\(method) / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
    #expect(request.method.rawValue == method)
  }

  struct Rejected: Sendable, CustomTestStringConvertible {
    let request: String
    let status: String
    var testDescription: String { request.debugDescription }
  }

  @Test(arguments: [
    Rejected(request: "NONSENSE / HTTP/1.1\r\nHost: h\r\n\r\n", status: "501"),
    Rejected(request: "get / HTTP/1.1\r\nHost: h\r\n\r\n", status: "501"),
    Rejected(request: "GET / HTTP/1.1\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", status: "400"),
    Rejected(request: "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", status: "400"),
    Rejected(request: "GET ftp://h/ HTTP/1.1\r\nHost: h\r\n\r\n", status: "400"),
    Rejected(request: "GET http:///x HTTP/1.1\r\nHost: h\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: h\r\nNo colon\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: h\r\nA : b\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: h\r\nX: a\u{1}b\r\n\r\n", status: "400"),
    Rejected(
      request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
      status: "400"),
    Rejected(
      request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked"
        + "\r\n\r\n0\r\n\r\n", status: "400"),
    Rejected(request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n", status: "400"),
    Rejected(
      request: "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/1.1\r\nHost: user@h\r\n\r\n", status: "400"),
    Rejected(request: "GET http://user@h/ HTTP/1.1\r\nHost: h\r\n\r\n", status: "400"),
    Rejected(request: "GET http://h/ HTTP/1.1\r\n\r\n", status: "400"),
    Rejected(request: "GET / HTTP/2.0\r\nHost: h\r\n\r\n", status: "505"),
    Rejected(
      request: "POST / HTTP/1.1\r\nHost: h\r\nExpect: tea\r\nContent-Length: 1\r\n\r\na",
      status: "417"),
    Rejected(
      request: "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nExpect: tea\r\n"
        + "Content-Length: 1\r\n\r\na", status: "417"),
    Rejected(
      request: "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1 1\r\n\r\na", status: "400"),
    // A TLS handshake has no method.
    Rejected(request: "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n", status: "501"),
  ])
  func rejectsInvalidRequestsWithoutForwarding(rejected: Rejected) async throws {
    let transport = RecordingTransport()
    let reading = try await exchange(rejected.request, transport)
    #expect(reading.statuses.map { $0.prefix(3) } == [Substring(rejected.status)])
    #expect(reading.ending == .closed)
    #expect(reading.text.contains("{\"detail\":\""))
    #expect(reading.text.contains("\r\nConnection: close\r\n"))
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [
    ("gzip", "501"), ("gzip, chunked", "501"), ("identity", "501"), ("xchunked", "501"),
    ("chunked, gzip", "400"), ("chunked, chunked", "400"), ("chunked,", "400"), (",chunked", "400"),
    ("chunked\r\nTransfer-Encoding: chunked", "400"),
    ("chunked\r\nTransfer-Encoding: gzip", "400"),
    ("gzip\r\nTransfer-Encoding: chunked", "501"),
    ("chunked\r\nContent-Length: 5", "400"), ("gzip\r\nContent-Length: 5", "400"),
  ])
  func rejectsTransferCodingsOtherThanChunked(codings: String, status: String) async throws {
    let transport = RecordingTransport()
    let reading = try await exchange(
      "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: \(codings)\r\n\r\n0\r\n\r\n"
        + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n", transport)
    #expect(reading.statuses.map { $0.prefix(3) } == [Substring(status)])
    #expect(reading.text.contains("\r\nConnection: close\r\n"))
    #expect(reading.ending == .closed)
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: ["chunked", "Chunked", "  CHUNKED "])
  func acceptsChunkedInAnySpelling(coding: String) async throws {
    let request = try await received(
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: \(coding)\r\n\r\n"
        + "1\r\na\r\n0\r\n\r\n")
    #expect(request.body == Array("a".utf8))
  }

  @Test func rejectsChunkedInHTTP10() async throws {
    let transport = RecordingTransport()
    let reading = try await exchange(
      "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", transport)
    #expect(reading.statuses.map { $0.prefix(3) } == ["400"])
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [
    ("+5", "400"), ("5, 5", "400"), ("0x5", "400"), ("5 5", "400"), ("1e3", "400"), ("", "400"),
    ("5\r\nContent-Length: 5", "400"), ("99999999999999999999999", "400"),
    ("67108865", "413"), ("9223372036854775807", "413"), ("9223372036854775808", "413"),
    ("18446744073709551615", "413"),
  ])
  func rejectsInvalidOrLargeContentLengthBeforeBody(length: String, status: String) async throws {
    let transport = RecordingTransport()
    // The body does not follow.
    let reading = try await exchange(
      "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: \(length)\r\n\r\n",
      transport)
    #expect(reading.statuses.map { $0.prefix(3) } == [Substring(status)])
    #expect(reading.ending == .closed)
    #expect(transport.requests.isEmpty)
  }

  @Test func ignoresExpectationOfHTTP10() async throws {
    let reading = try await exchange(
      "POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nab")
    #expect(reading.statuses == ["200 OK"])
  }

  @Test func rejectsConnect() async throws {
    let transport = RecordingTransport()
    let reading = try await exchange(
      "CONNECT a.test:443 HTTP/1.1\r\nHost: a.test\r\n\r\n", transport)
    #expect(reading.statuses.map { $0.prefix(3) } == ["400"])
    #expect(transport.requests.isEmpty)
  }

  @Test(arguments: [
    ("GET", "", ""), ("POST", "Content-Length: 2\r\n", "ab"),
    ("POST", "Transfer-Encoding: chunked\r\n", "2\r\nab\r\n0\r\n\r\n"),
  ])
  func ignoresUpgrade(method: String, framing: String, body: String) async throws {
    // Java's HTTP client starts each cleartext connection like this.
    let transport = RecordingTransport()
    let reading = try await exchange(
      "\(method) / HTTP/1.1\r\nHost: h\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAA\r\n\(framing)"
        + "Connection: Upgrade, HTTP2-Settings\r\n\r\n\(body)", transport)
    #expect(reading.statuses == ["200 OK"])
    #expect(reading.text.contains("\r\nConnection: close\r\n"))
    #expect(reading.ending == .closed)
    #expect(transport.requests.map(\.body) == [body.isEmpty ? nil : Array("ab".utf8)])
    #expect(transport.requests.first?.headerFields.isEmpty == true)
  }

  @Test func sends100ContinueWhenExpected() async throws {
    let transport = RecordingTransport()
    try await TestServer.run(transport) { server in
      let client = try await RawClient(port: server.port)
      await client.send(
        "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-Continue\r\nContent-Length: 2\r\n\r\n")
      let first = try await client.read { $0.hasSuffix("\r\n\r\n") }
      #expect(first.text == "HTTP/1.1 100 Continue\r\n\r\n")
      await client.send("ab")
      let second = try await client.read { $0.hasSuffix("done") }
      #expect(second.statuses == ["200 OK"])
    }
    #expect(transport.requests.map(\.body) == [Array("ab".utf8)])
  }
}
#endif
