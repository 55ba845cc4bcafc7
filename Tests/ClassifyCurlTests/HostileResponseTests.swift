// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyCurl
import ClassifyHTTP
import TestSupport
import Testing

/// Responses that break the rules, or use them against the client.
@Suite(.timeLimit(.minutes(15))) struct HostileResponseTests {
  private func response(_ text: String) async throws -> HTTPResponse {
    try await LoopbackPlan.always(.text(text)).run { server in
      try await CurlTransport().send(.to(server, .post, body: [1]))
    }
  }

  private func failure(_ behavior: LoopbackBehavior) async throws -> TransportError? {
    try await LoopbackPlan.always(behavior).run { server in
      let error = await #expect(throws: TransportError.self) {
        try await CurlTransport().send(.to(server, .post, body: [1]))
      }
      #expect(error?.delivery == .unknown)
      #expect(error?.message.isEmpty == false)
      #expect(server.requests.count == 1)
      return error
    }
  }

  private static let ok = "HTTP/1.1 200 OK\r\n"
  private static let chunked = ok + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"

  // MARK: - Limits

  private static func times(_ count: Int, _ line: String) -> String {
    String(repeating: line, count: count)
  }

  private static let floods: [String: String] = [
    "trailers": "\(chunked)\(times(100_000, "X-T: 1\r\n"))\r\n",
    "interim responses": times(100_000, "HTTP/1.1 103 Early Hints\r\n\r\n"),
    "fields": "\(ok)\(times(100_000, "X-F: 1\r\n"))\r\n",
    "short lines": "\(ok)\(times(300_000, "a:\r\n"))\r\n",
    "one line": "\(ok)X-F: \(times(300_000, "x"))\r\n\r\n",
    "folded lines": "\(ok)X-F: 1\r\n\(times(100_000, " x\r\n"))\r\n",
  ]

  @Test(arguments: floods.keys.sorted())
  func limitsHeaderFields(part: String) async throws {
    let text = try #require(Self.floods[part])
    #expect(try await failure(.text(text))?.kind == .responseTooLarge)
  }

  @Test func acceptsManyFieldsWithinLimit() async throws {
    let fields = String(repeating: "X-F: 1\r\n", count: 10_000)
    let response = try await response(Self.ok + fields + "Content-Length: 2\r\n\r\nok")
    #expect(response.headerFields.count == 10_001)
    #expect(response.body == Array("ok".utf8))
  }

  @Test(arguments: ["999999999999", "99999999999999999999999999"])
  func refusesAnnouncedSizeAboveLimitBeforeBody(size: String) async throws {
    let answer = Self.ok + "Content-Length: \(size)\r\n\r\n"
    let error = try await failure(.rawKeepingOpen(Array(answer.utf8)))
    #expect(error?.kind == .responseTooLarge)
  }

  // MARK: - Malformed responses

  private static let malformed: [String] = [
    "\(ok)X-A: 1\r\n", "\(ok)X-A", ok, "HTTP/1.1 20", "H",
    "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200",
    "HTTP/1.1 101 Switching Protocols\r\n\r\nabc", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
    "garbage\r\n\r\n", "just a text without any head", "\0\0\0\0\0\0\0\0\r\n\r\n",
    "HTTP/1.1 abc OK\r\n\r\n", "HTTP/1.1 99 Low\r\n\r\n", "HTTP/1.1 1000 High\r\n\r\n",
    "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 -20 OK\r\n\r\n", "HTTP/1.1\r\n\r\n",
    "\(ok)Content-Length: 9\r\n\r\nabc",
    "\(ok)Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "\(ok)Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "\(ok)Content-Length: -1\r\n\r\nabc", "\(ok)Content-Length: +3\r\n\r\nabc",
    "\(ok)Content-Length: 3, 3\r\n\r\nabc", "\(ok)Content-Length: 0x3\r\n\r\nabc",
    "\(ok)Content-Length: abc\r\n\r\nabc", "\(ok)Content-Length:\r\n\r\nabc",
    "\(ok)Content-Length: 3 4\r\n\r\nabc",
    "\(ok)Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "\(ok)Transfer-Encoding: chunked\r\n\r\n3\r\nab",
    "\(ok)Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    "\(ok)Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
    "\(ok)Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nabc",
    "\(ok)Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    "\(ok)Content-Encoding: gzip, gzip, gzip, gzip, gzip, gzip, gzip\r\n\r\nabc",
    "\(ok)Content-Encoding: unheard-of\r\nContent-Length: 3\r\n\r\nabc",
  ]

  @Test(arguments: malformed)
  func rejectsMalformedResponse(text: String) async throws {
    let error = try await failure(.text(text))
    #expect(error?.kind == .connectionLost)
  }

  @Test(arguments: [
    "X-A: \u{FF}\u{FE}", ": no name", "no colon", "X A: 1", "X-A : 1", "X-A: a\u{1}b",
    " folded", "X-A: 1\r\n folded\r\n\tagain", "X-\u{E9}: 1", ":", "::::", "HTTP/1.1 404 No",
  ])
  func survivesInvalidFields(line: String) async throws {
    let bytes = [UInt8](
      (Self.ok + line + "\r\nX-Last: 1\r\nContent-Length: 2\r\n\r\nok").unicodeScalars.map {
        UInt8(truncatingIfNeeded: $0.value)
      })
    let transport = try CurlTransport()
    try await LoopbackPlan.always(.raw(bytes)).run { server in
      do throws(TransportError) {
        let response = try await transport.send(.to(server))
        #expect(response.status == 200)
        #expect(response.headerFields["X-Last"] == "1")
        #expect(response.body == Array("ok".utf8))
      } catch {
        // libcurl refuses some of them itself.
        #expect(error.kind == .connectionLost)
      }
    }
  }

  @Test func decodesFieldsThatAreNotUTF8AsLatin1() async throws {
    let bytes =
      Array((Self.ok + "X-A: caf").utf8) + [0xE9] + Array("\r\nContent-Length: 0\r\n\r\n".utf8)
    try await LoopbackPlan.always(.raw(bytes)).run { server in
      let response = try await CurlTransport().send(.to(server))
      #expect(response.headerFields["X-A"] == "café")
    }
  }
}
#endif
