// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Foundation
import TestSupport
import Testing

/// What a client receives of an upstream's response.
@Suite(.timeLimit(.minutes(15))) struct ForwardedResponseTests {
  private func read(
    _ response: String, method: String = "GET"
  ) async throws -> RawClient.Reading {
    try await ForwardingServer.exchange(
      "\(method) / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", .text(response)
    ).reading
  }

  @Test func returnsStatusFieldsAndBody() async throws {
    let reading = try await read(
      "HTTP/1.1 299 Odd\r\nx-B: 1\r\nSet-Cookie: a=b\r\nX-b: 2\r\nSet-Cookie: c=d; Path=/\r\n"
        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 4\r\nServer: s\r\n\r\na\r\nb")
    #expect(
      reading.text.components(separatedBy: "\r\n").dropFirst().joined(separator: "\n")
        == "x-B: 1\nSet-Cookie: a=b\nX-b: 2\nSet-Cookie: c=d; Path=/\n"
        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\nServer: s\nContent-Length: 4\nConnection: close\n\n"
        + "a\nb")
    #expect(reading.text.hasPrefix("HTTP/1.1 299 "))
  }

  /// Spaces and tabs around a value are no part of it.
  @Test func trimsValues() async throws {
    let reading = try await read("HTTP/1.1 200 OK\r\nX:  a\t \r\nContent-Length: 2 \r\n\r\nok")
    #expect(reading.text.contains("\r\nX: a\r\n"))
    #expect(reading.body == "ok")
  }

  @Test func dropsHopByHopFields() async throws {
    let reading = try await read(
      "HTTP/1.1 200 OK\r\nConnection: keep-alive, X-Hop\r\nX-Hop: 1\r\nKeep-Alive: timeout=5\r\n"
        + "Transfer-Encoding: chunked\r\nTrailer: x\r\nUpgrade: h2c\r\nX-End: 2\r\n\r\n"
        + "2\r\nok\r\n0\r\nx: 1\r\n\r\n")
    #expect(reading.fieldNames == ["X-End", "Transfer-Encoding", "Date", "Connection"])
    #expect(reading.body == "2\r\nok\r\n0")
  }

  /// The HTTP parser can't return other bytes unchanged.
  @Test func keepsUTF8AndReturnsNothingElse() async throws {
    let kept = try await read("HTTP/1.1 200 OK\r\nX: \u{E9}\u{1F600}\r\nContent-Length: 0\r\n\r\n")
    #expect(kept.text.contains("\r\nX: \u{E9}\u{1F600}\r\n"))
    let changed = try await ForwardingServer.exchange(
      "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
      .raw(
        Array("HTTP/1.1 200 OK\r\nX: ".utf8) + [0xE9]
          + Array("\r\nContent-Length: 0\r\n\r\n".utf8))
    ).reading
    #expect(changed.bytes.isEmpty)
    #expect(changed.ending == .reset)
  }

  @Test func keepsContentCoding() async throws {
    let bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bytes.count)\r\n\r\n"
    let reading = try await ForwardingServer.exchange(
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", .raw(Array(head.utf8) + bytes)
    ).reading
    #expect(reading.text.contains("\r\nContent-Encoding: gzip\r\n"))
    #expect(Array(reading.bytes.suffix(bytes.count)) == bytes)
  }

  @Test(arguments: [
    ("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n", "1234"),
    ("HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", nil),
    ("GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 1234\r\nETag: x\r\n\r\n", "1234"),
    ("GET", "HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n", nil),
    ("GET", "HTTP/1.1 204 No Content\r\n\r\n", nil),
    ("DELETE", "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", nil),
  ])
  func sendsNoBodyWhereThereIsNone(
    method: String, response: String, length: String?
  ) async throws {
    let reading = try await read(response, method: method)
    #expect(reading.body.isEmpty)
    #expect(reading.text.hasSuffix("\r\n\r\n"))
    #expect(reading.text.contains("Content-Length: ") == (length != nil))
    if let length { #expect(reading.text.contains("\r\nContent-Length: \(length)\r\n")) }
    #expect(reading.statuses.first.map { response.contains($0.prefix(3)) } == true)
    #expect(reading.ending == .closed)
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func doesNotFollowRedirects(status: Int) async throws {
    let (requests, reading) = try await ForwardingServer.exchange(
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
      .json(status, "{}", headers: [("Location", "/elsewhere")]))
    #expect(reading.statuses.map { $0.prefix(3) } == [Substring(String(status))])
    #expect(reading.text.contains("\r\nLocation: /elsewhere\r\n"))
    #expect(requests.map(\.path) == ["/"])
  }

  @Test func swallowsInterimResponses() async throws {
    let reading = try await read(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"
        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
    #expect(reading.statuses == ["200 OK"])
    #expect(reading.body == "ok")
  }

  @Test func replacesSwitchOfProtocols() async throws {
    let reading = try await read(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
    #expect(reading.statuses == ["502 Bad Gateway"])
  }

  /// Responses whose end is missing.
  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfour",
    "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nfour",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n3\r\nab",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfour\r\nzz\r\n",
    "HTTP/1.1 200 OK\r\nContent-Le", "",
  ])
  func resetsConnectionWhenResponseBreaks(response: String) async throws {
    let reading = try await read(response, method: "POST")
    #expect(reading.ending == .reset)
    #expect(!reading.text.contains("\r\n0\r\n"), "a chunked body has no end")
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 099 Low\r\nContent-Length: 3\r\n\r\nabc", "HTTP/9.9 200 OK\r\n\r\n",
    "nonsense\r\n\r\n",
  ])
  func returnsNothingAmbiguous(response: String) async throws {
    let reading = try await read(response, method: "POST")
    #expect(reading.bytes.isEmpty)
    #expect(reading.ending == .reset)
  }

  @Test func ignoresBytesAfterResponse() async throws {
    try await ForwardingServer.run(
      to: .always(
        .rawKeepingOpen(
          Array(
            ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
              + "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil").utf8)))
    ) { server, _ in
      let client = try await RawClient(port: server.port)
      for _ in 0..<3 {
        await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        let reading = try await client.read { $0.hasSuffix("ok") || $0.hasSuffix("evil") }
        #expect(reading.body == "ok")
      }
    }
  }

  @Test(arguments: [0, 1, 65_536, 65_537, 1_000_000])
  func returnsBodyOfAnySize(count: Int) async throws {
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    let (_, reading) = try await ForwardingServer.exchange(
      "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
      .respond(status: 200, headers: [], body: body))
    let head = String(decoding: reading.bytes.dropLast(count), as: UTF8.self)
    #expect(head.contains("\r\nContent-Length: \(count)\r\n"))
    #expect(Array(reading.bytes.suffix(count)) == body)
    #expect(reading.ending == .closed)
  }

  @Test func returnsBodyThatEndsWithConnection() async throws {
    let reading = try await read("HTTP/1.1 200 OK\r\n\r\nabc")
    #expect(reading.text.contains("\r\nTransfer-Encoding: chunked\r\n"))
    #expect(reading.body.contains("3\r\nabc\r\n"))
    #expect(reading.text.hasSuffix("0\r\n\r\n"))
  }

  @Test func sendsNoChunksToHTTP10() async throws {
    let (_, reading) = try await ForwardingServer.exchange(
      "GET / HTTP/1.0\r\n\r\n",
      .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
    #expect(!reading.text.contains("chunked"))
    #expect(reading.body == "abc")
    #expect(reading.ending == .closed)
  }

  @Test func returnsPartsAsTheyArrive() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    try await ForwardingServer.run(
      to: .always(.script([.write(Array((head + "5\r\nfirst\r\n").utf8)), .hang]))
    ) { server, _ in
      let client = try await RawClient(port: server.port)
      await client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      let reading = try await client.read { $0.contains("first") }
      #expect(reading.ending == .complete)
    }
  }

  @Test func stopsReadingFromUpstreamWhileClientDoesNotRead() async throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"
    let block = [UInt8](repeating: 0x78, count: 65_536)
    try await ForwardingServer.run(
      to: .always(.script([.write(Array(head.utf8)), .writeForever(block)]))
    ) { server, loopback in
      var client: RawClient? = try await RawClient(port: server.port)
      await client?.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
      // The buffers of four sockets fill, and then nothing more is written.
      var last = -1
      while loopback.endlessByteCount != last || last <= 0 {
        last = loopback.endlessByteCount
        try await Task.sleep(for: .seconds(1))
      }
      #expect(last < 100 << 20)
      client = nil
      while loopback.openConnectionCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
    }
  }
}
#endif
