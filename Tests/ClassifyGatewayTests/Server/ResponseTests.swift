// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import ClassifyHTTP
import Testing

/// Forwarding of responses, and mapping of transport errors.
@Suite(.timeLimit(.minutes(15))) struct ResponseTests {
  private func exchange(
    to method: String = "GET", _ transport: RecordingTransport
  ) async throws -> (reading: RawClient.Reading, endings: [String]) {
    try await TestServer.run(transport) { server in
      let reading = try await RawClient.exchange(
        port: server.port, "\(method) / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
      return (reading, try await server.exchanges(1).map { "\($0.ending)" })
    }
  }

  private func exchange(
    to method: String = "GET", _ response: HTTPResponse
  ) async throws -> RawClient.Reading {
    try await exchange(to: method, RecordingTransport { _ in response }).reading
  }

  @Test func sendsFieldsAndBodyWithActualContentLength() async throws {
    let fields = try HTTPFields([
      "x-B": "1", "Content-Type": "text/plain", "X-b": "2", "Date": "Sun, 06 Nov 1994 08:49:37 GMT",
      "Content-Length": "1",
    ])
    let reading = try await exchange(
      HTTPResponse(status: 201, headerFields: fields, body: Array("a\r\nb".utf8)))
    #expect(
      reading.text
        == "HTTP/1.1 201 Created\r\nx-B: 1\r\nContent-Type: text/plain\r\nX-b: 2\r\n"
        + "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"
        + "a\r\nb")
  }

  @Test func dropsHopByHopResponseFields() async throws {
    let fields = try HTTPFields([
      "Connection": "keep-alive, X-Hop", "X-Hop": "1", "Keep-Alive": "timeout=5",
      "Transfer-Encoding": "chunked", "Trailer": "x", "Upgrade": "h2c", "Content-Encoding": "gzip",
      "X-End": "2",
    ])
    let reading = try await exchange(
      HTTPResponse(status: 200, headerFields: fields, body: Array("ok".utf8)))
    #expect(reading.fieldNames == ["X-End", "Content-Length", "Date", "Connection"])
    #expect(reading.body == "ok")
  }

  @Test func omitsBodyForHeadRequest() async throws {
    let reading = try await exchange(
      to: "HEAD", HTTPResponse(status: 200, body: Array("four".utf8)))
    #expect(reading.statuses == ["200 OK"])
    #expect(reading.text.contains("\r\nContent-Length: 4\r\n"))
    #expect(reading.body.isEmpty)
  }

  @Test(arguments: [204, 304])
  func omitsBodyForStatusesWithoutOne(status: Int) async throws {
    let reading = try await exchange(
      HTTPResponse(status: HTTPStatus(code: status), body: Array("four".utf8)))
    #expect(reading.statuses.map { $0.prefix(3) } == [Substring(String(status))])
    #expect(reading.body.isEmpty)
  }

  @Test(arguments: [-1, 0, 99, 100, 101, 199, 1_000])
  func replacesInvalidStatusWith502(status: Int) async throws {
    let reading = try await exchange(HTTPResponse(status: HTTPStatus(code: status)))
    #expect(reading.statuses == ["502 Bad Gateway"])
  }

  @Test func closesConnectionAfterTruncatedBody() async throws {
    let response = HTTPResponse(
      status: 200, headerFields: [HTTPField(name: .contentLength, value: 10)],
      body: Array("four".utf8))
    let reading = try await exchange(response)
    #expect(reading.text.contains("\r\nContent-Length: 10\r\n"))
    #expect(reading.body == "four")
    #expect(reading.ending == .closed)
  }

  @Test func replacesContentLengthOfEncodedBody() async throws {
    var fields = try HTTPFields(["Content-Encoding": "gzip"])
    fields.append(HTTPField(name: .contentLength, value: 10))
    let reading = try await exchange(
      HTTPResponse(status: 200, headerFields: fields, body: Array("four".utf8)))
    #expect(reading.text.contains("\r\nContent-Length: 4\r\n"))
    #expect(!reading.text.contains("gzip"))
  }

  @Test func resetsConnectionWhenTransportLosesIts() async throws {
    let (reading, endings) = try await exchange(Self.failing(.connectionLost))
    #expect(reading == RawClient.Reading(ending: .reset))
    #expect(endings == ["broken"])
  }

  @Test func closesConnectionWithoutResponseWhenCancelled() async throws {
    let (reading, endings) = try await exchange(Self.failing(.cancelled))
    #expect(reading.bytes.isEmpty)
    #expect(endings == ["broken"])
  }

  @Test(arguments: [
    (TransportError.Kind.timedOut, "504 Gateway Timeout"), (.cannotConnect, "502 Bad Gateway"),
    (.insecureConnection, "502 Bad Gateway"), (.responseTooLarge, "502 Bad Gateway"),
    (.invalidRequest, "400 Bad Request"),
  ])
  func mapsOtherTransportErrorsToStatuses(kind: TransportError.Kind, status: String) async throws {
    let (reading, _) = try await exchange(Self.failing(kind))
    #expect(reading.statuses == [status])
    #expect(reading.body.hasPrefix(#"{"detail":"The "#))
    #expect(!reading.text.contains("inner"), "the library's message is not sent to clients")
  }

  @Test func coversEveryTransportErrorKind() {
    #expect(TransportError.Kind.allCases.count == 7)
  }

  private static func failing(_ kind: TransportError.Kind) -> RecordingTransport {
    RecordingTransport { _ throws(TransportError) in
      throw TransportError(kind: kind, delivery: .unknown, message: "inner")
    }
  }
}
#endif
