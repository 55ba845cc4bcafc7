// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

/// Conversion and limits of responses.
@Suite(.timeLimit(.minutes(15))) struct TransportResponseTests {
  private func exchange(
    _ behavior: LoopbackBehavior, over transport: TransportUnderTest, method: HTTPMethod = .post,
    limits: TransportUnderTest.Limits = .init()
  ) async throws -> HTTPResponse {
    try await LoopbackPlan.always(behavior).run { server in
      let body: [UInt8]? = method == .get ? nil : [1]
      let response = try await transport.make(limits).send(.to(server, method, body: body))
      #expect(server.requests.count == 1)
      return response
    }
  }

  // MARK: - Statuses

  @Test(
    arguments: TransportUnderTest.all, [200, 201, 400, 404, 409, 422, 429, 500, 503, 599])
  func returnsResponseForEveryStatus(over transport: TransportUnderTest, code: Int) async throws {
    let response = try await exchange(
      .json(code, "{\"a\":1}", headers: [("X-Request-ID", "r")]), over: transport)
    #expect(response.status.code == code)
    #expect(response.body == Array("{\"a\":1}".utf8))
    #expect(response.headerFields["x-request-id"] == "r")
    #expect(response.headerFields[.contentType] == "application/json")
  }

  @Test(arguments: TransportUnderTest.all, [300, 301, 302, 303, 305, 307, 308])
  func returnsRedirectsUnfollowed(over transport: TransportUnderTest, code: Int) async throws {
    let behavior = LoopbackBehavior.respond(
      status: code, headers: [("Location", "/elsewhere")], body: Array("moved".utf8))
    for method: HTTPMethod in [.get, .post] {
      let response = try await exchange(behavior, over: transport, method: method)
      #expect(response.status.code == code, "\(method)")
      #expect(response.headerFields[.location] == "/elsewhere", "\(method)")
      #expect(response.body == Array("moved".utf8), "\(method)")
    }
  }

  @Test(
    arguments: TransportUnderTest.all,
    ["Bearer", "Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"y\"", "NTLM"])
  func returnsAuthenticationChallengeAsResponse(
    over transport: TransportUnderTest, challenge: String
  ) async throws {
    let response = try await exchange(
      .respond(
        status: 401, headers: [("WWW-Authenticate", challenge)], body: Array("no".utf8)),
      over: transport)
    #expect(response.status == 401)
    #expect(response.body == Array("no".utf8))
  }

  @Test(arguments: TransportUnderTest.all)
  func skipsInformationalResponses(over transport: TransportUnderTest) async throws {
    let response = try await exchange(
      .text(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
          + "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: 2\r\n\r\nok"), over: transport)
    #expect(response.status == 200)
    #expect(response.headerFields["X-A"] == "1")
    #expect(response.headerFields["Link"] == nil)
    #expect(response.body == Array("ok".utf8))
  }

  // MARK: - Bodies

  @Test(
    arguments: TransportUnderTest.all,
    [
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\n\r\nabc", "HTTP/1.0 200 OK\r\n\r\nabc",
    ])
  func readsBodiesOfUnknownLength(over transport: TransportUnderTest, text: String) async throws {
    #expect(try await exchange(.text(text), over: transport).body == Array("abc".utf8))
  }

  @Test(arguments: TransportUnderTest.all)
  func readsResponseInSmallChunks(over transport: TransportUnderTest) async throws {
    let text = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
    let response = try await exchange(
      .drip(Array(text.utf8), pauseMilliseconds: 1), over: transport)
    #expect(response.body == Array("abc".utf8))
  }

  @Test(arguments: TransportUnderTest.all)
  func readsEmptyResponse(over transport: TransportUnderTest) async throws {
    let response = try await exchange(.text("HTTP/1.1 204 No Content\r\n\r\n"), over: transport)
    #expect(response.status == 204)
    #expect(response.body.isEmpty)
  }

  @Test(arguments: TransportUnderTest.all)
  func decompressesBodies(over transport: TransportUnderTest) async throws {
    let zeros = [UInt8](repeating: 0, count: Gzip.zeroCount)
    #expect(try await exchange(Self.compressedZeros, over: transport).body == zeros)
  }

  private static let compressedZeros = LoopbackBehavior.respond(
    status: 200, headers: [("Content-Encoding", "gzip")], body: Gzip.zeros)

  // MARK: - Fields

  private static let repeatedFields = LoopbackBehavior.text(
    "HTTP/1.1 404 No\r\nX-B: 1\r\nX-A: 2\r\nX-B: 3\r\nContent-Length: 2\r\n\r\nno")

  @Test(arguments: TransportUnderTest.all)
  func joinsRepeatedFields(over transport: TransportUnderTest) async throws {
    let response = try await exchange(Self.repeatedFields, over: transport)
    #expect(response.headerFields["x-a"] == "2")
    #expect(response.headerFields["x-b"] == "1, 3")
  }

  @Test(arguments: TransportUnderTest.allButURLSession)
  func keepsOrderAndRepetitionOfFields(over transport: TransportUnderTest) async throws {
    let response = try await exchange(Self.repeatedFields, over: transport)
    #expect(
      response.headerFields.map { "\($0.name): \($0.value)" } == [
        "X-B: 1", "X-A: 2", "X-B: 3", "Content-Length: 2",
      ])
  }

  @Test(arguments: TransportUnderTest.robust)
  func dropsTrailers(over transport: TransportUnderTest) async throws {
    let response = try await exchange(
      .text(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
          + "X-Trailer: 1\r\nX-Other: 2\r\n\r\n"), over: transport)
    #expect(response.body == Array("abc".utf8))
    #expect(response.headerFields.map(\.name.rawValue) == ["Transfer-Encoding"])
  }

  // MARK: - State

  @Test(arguments: TransportUnderTest.all)
  func ignoresCookies(over transport: TransportUnderTest) async throws {
    let cookie = ("Set-Cookie", "session=1; Path=/")
    try await LoopbackPlan.always(.json(200, "{}", headers: [cookie])).run { server in
      let transport = try transport.make()
      for _ in 0..<3 { _ = try await transport.send(.to(server)) }
      #expect(server.requests.count == 3)
      #expect(server.requests.allSatisfy { $0.values(of: "Cookie").isEmpty })
    }
  }

  @Test(arguments: TransportUnderTest.all)
  func doesNotCacheResponses(over transport: TransportUnderTest) async throws {
    let fresh = [("Cache-Control", "max-age=3600"), ("ETag", "\"1\"")]
    try await LoopbackPlan.always(.json(200, "{}", headers: fresh)).run { server in
      let transport = try transport.make()
      for _ in 0..<3 { _ = try await transport.send(.to(server)) }
      #expect(server.requests.count == 3)
      #expect(server.requests.allSatisfy { $0.values(of: "If-None-Match").isEmpty })
    }
  }

  // MARK: - Limits

  private static let limit = 1_000

  /// Bodies of a size, with a length and without one.
  private static func bodies(_ size: Int) -> [LoopbackBehavior] {
    let body = [UInt8](repeating: 7, count: size)
    return [
      .respond(status: 200, headers: [], body: body),
      .raw(Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + body),
    ]
  }

  @Test(arguments: TransportUnderTest.all, bodies(limit))
  func acceptsBodyAtLimit(
    over transport: TransportUnderTest, behavior: LoopbackBehavior
  ) async throws {
    let response = try await exchange(
      behavior, over: transport, limits: .init(responseBytes: Self.limit))
    #expect(response.body == [UInt8](repeating: 7, count: Self.limit))
  }

  @Test(arguments: TransportUnderTest.all, bodies(limit + 1) + [compressedZeros])
  func rejectsBodyAboveLimit(
    over transport: TransportUnderTest, behavior: LoopbackBehavior
  ) async throws {
    try await checkTooLarge(behavior, over: transport, limits: .init(responseBytes: Self.limit))
  }

  @Test(arguments: TransportUnderTest.allButURLSession)
  func rejectsHeaderAboveLimit(over transport: TransportUnderTest) async throws {
    let field = ("X-A", String(repeating: "a", count: Self.limit))
    try await checkTooLarge(
      .respond(status: 200, headers: [field], body: []), over: transport,
      limits: .init(headerBytes: Self.limit))
  }

  private func checkTooLarge(
    _ behavior: LoopbackBehavior, over transport: TransportUnderTest,
    limits: TransportUnderTest.Limits
  ) async throws {
    let error = await #expect(throws: TransportError.self) {
      try await exchange(behavior, over: transport, limits: limits)
    }
    #expect(error?.kind == .responseTooLarge)
    #expect(error?.delivery == .unknown)
  }
}
