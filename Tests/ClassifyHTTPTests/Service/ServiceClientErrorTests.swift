// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import TestSupport
import Testing

/// The errors thrown for failed calls.
@Suite struct ServiceClientErrorTests {
  private static let key = "llx-0123456789abcdefghij"
  private static let read = ServiceCall<Job>(operation: "classify.get", method: .get, path: ["a"])

  private struct Job: JSONReadable, Sendable {
    let ids: [String]

    init(from reader: inout JSONReader) throws(JSONError) {
      ids = try [String](from: &reader)
    }
  }

  /// Sends a call without retries, and returns its error.
  private func failure(
    _ stub: StubTransport.Stub, _ call: ServiceCall<Job> = read,
    configure: (inout ServiceConfiguration) throws -> Void = { _ in }
  ) async throws -> ClassifyError {
    try await StubTransport.run([stub]) { transport in
      var configuration = ServiceConfiguration(key: try Secret(Self.key))
      configuration.retryPolicy = .never
      try configure(&configuration)
      let client = ServiceClient(configuration: configuration, transport: transport)
      return try #require(
        await #expect(throws: ClassifyError.self) { try await client.send(call) })
    }
  }

  @Test func mapsEveryStatusToErrorCode() async throws {
    let codes: [Int: ClassifyError.Code] = [
      400: .badRequest, 401: .authentication, 402: .paymentRequired, 403: .permissionDenied,
      404: .notFound, 409: .conflict, 422: .unprocessable, 429: .rateLimited,
    ]
    for status in 100...620 where !(200...299).contains(status) {
      let error = try await failure(.json(HTTPStatus(code: status), ""))
      #expect(
        error.code == codes[status] ?? (status >= 500 ? .server : .unexpectedStatus), "\(status)")
      #expect(error.status == status)
      #expect(error.message.contains("\(status)"))
    }
  }

  @Test func includesOperationURLAndRequestIDInError() async throws {
    let error = try await failure(
      .json(401, "{\"detail\":\"Invalid token\"}", ["x-correlation-id": "c-1"]))
    #expect(error.operation == "classify.get")
    #expect(error.method == "GET")
    #expect(error.url == "https://api.cloud.llamaindex.ai/a")
    #expect(error.serverMessage == "Invalid token")
    #expect(error.requestID == "c-1")
    #expect(error.attempts == 1)
    #expect(
      error.message == """
        The key was not accepted (401 from api.cloud.llamaindex.ai): Invalid token. Check \
        LLAMA_CLOUD_API_KEY, and that the base URL is of the key's own region: keys belong to one \
        region.
        """)
  }

  @Test(arguments: [
    (#"{"detail":"Classify job not found"}"#, "Classify job not found"),
    (
      #"{"detail":[{"loc":["body","file_ids"],"msg":"Field required","type":"missing"}]}"#,
      "body.file_ids: Field required"
    ),
    (
      #"{"detail":[{"loc":["body","rules",0,"type"],"msg":"Too long","type":"x"},"#
        + #"{"loc":[],"msg":"b","type":"x"},{"msg":"c"},7]}"#,
      "body.rules.0.type: Too long; b; c; 7"
    ),
    (#"{"detail":{"code":1}}"#, #"{"code":1}"#),
    (#"{"error":"x"}"#, #"{"error":"x"}"#), (#"{"detail":null}"#, #"{"detail":null}"#),
    ("<html>Bad\r\n\tgateway</html>", "<html>Bad   gateway</html>"), ("  ", nil), ("", nil),
    ("[1", "[1"),
  ])
  func extractsServerMessageFromBody(body: String, message: String?) async throws {
    #expect(try await failure(.json(422, body)).serverMessage == message)
  }

  @Test func truncatesLongServerMessages() async throws {
    let text = try await failure(.json(500, String(repeating: "x", count: 100_000)))
    #expect(text.serverMessage == String(repeating: "x", count: 2_000) + "…")
    #expect(text.message.utf8.count < 1_000)
    let problem = #"{"loc":["a"],"msg":"b"}"#
    let list = Array(repeating: problem, count: 25).joined(separator: ",")
    let problems = try await failure(.json(422, #"{"detail":[\#(list)]}"#))
    #expect(problems.serverMessage?.hasSuffix("a: b; and 5 more") == true)
  }

  @Test(arguments: [301, 302, 303, 307, 308] as [HTTPStatus])
  func rejectsRedirectAndNamesTargetWithoutCredentials(status: HTTPStatus) async throws {
    let location = "https://user:pass@other.example/b?token=hunter2#x"
    let error = try await failure(.json(status, "", ["Location": location]))
    #expect(error.code == .unexpectedStatus)
    #expect(error.message.contains("to https://other.example/b)"))
    #expect(!error.message.contains("pass"))
    #expect(!error.message.contains("hunter2"))
  }

  @Test(arguments: [
    (#"["a",7]"#, "at /1, line 1, column 6"), ("[\"a\",\n  ", "line 2, column 3"),
    (#"{"a":1}"#, "at its top level, line 1, column 1"), ("", "line 1, column 1"),
  ])
  func reportsLocationOfMalformedResponse(body: String, place: String) async throws {
    let error = try await failure(.json(200, body))
    #expect(error.code == .malformedResponse)
    #expect(error.status == 200)
    #expect(error.message.contains(place), "\(error.message)")
  }

  @Test(arguments: [
    ("<html>", true), ("", true), ("\n\"busy\"", true), (" \n{\"a\":1}", false),
  ])
  func tellsForeignResponseFromViolation(body: String, isForeign: Bool) async throws {
    #expect(try await failure(.json(200, body)).isForeignResponse == isForeign)
  }

  @Test func saysThatRequestIsTooLarge() async throws {
    let error = try await failure(.json(413, "too large"))
    #expect(error.code == .unexpectedStatus)
    #expect(error.message.contains("too large for the service (413"), "\(error.message)")
    #expect(!error.message.contains("base URL"), "\(error.message)")
  }

  @Test func reportsContentTypeOfNonJSONResponse() async throws {
    let error = try await failure(.json(200, "<html>", ["Content-Type": "text/html"]))
    #expect(error.code == .malformedResponse)
    #expect(error.message.contains("text/html"))
    #expect(error.message.contains("“<html>”"))
  }

  @Test func checksStatusBeforeBody() async throws {
    #expect(try await failure(.json(500, #"["a"]"#)).code == .server)
  }

  @Test func rejectsOversizedResponse() async throws {
    let error = try await failure(.json(200, #"["a"]"#)) { $0.maximumResponseBytes = 4 }
    #expect(error.code == .responseTooLarge)
    #expect(error.message.contains("4 bytes"))
  }

  @Test(arguments: [
    (TransportError.Kind.cannotConnect, ClassifyError.Code.connection),
    (.connectionLost, .connection), (.timedOut, .timeout),
    (.insecureConnection, .insecureConnection), (.responseTooLarge, .responseTooLarge),
    (.invalidRequest, .invalidRequest), (.cancelled, .connection),
  ])
  func mapsEveryTransportErrorToErrorCode(
    kind: TransportError.Kind, code: ClassifyError.Code
  ) async throws {
    let error = try await failure(
      .failure(TransportError(kind: kind, delivery: .unknown, message: "because")))
    #expect(error.code == code)
    #expect(error.status == nil)
    #expect(error.message.contains("because"))
  }

  @Test func redactsKeyInErrors() async throws {
    let detail = #"{"detail":"\#(Self.key)"}"#
    let stubs: [StubTransport.Stub] = [
      .json(401, detail, ["x-request-id": Self.key, "Location": "/\(Self.key)"]),
      .json(302, Self.key, ["Location": "https://a/\(Self.key)"]),
      .json(500, "<html>\(Self.key)"), .json(200, #"[7,"\#(Self.key)"]"#),
      .json(200, #"{"\#(Self.key)":"\#(Self.key)"}"#), .json(200, Self.key),
      .json(200, #"["\#(Self.key)\q"]"#), .json(200, "<", ["Content-Type": Self.key]),
      .json(422, #"{"detail":[{"loc":["\#(Self.key)"],"msg":"\#(Self.key)"}]}"#),
      .failure(TransportError(kind: .timedOut, delivery: .unknown, message: Self.key)),
    ]
    for stub in stubs {
      let call = ServiceCall<Job>(
        operation: "x", method: .get, path: ["a", Self.key], query: ["b": Self.key])
      let error = try await failure(stub, call)
      var dumped = ""
      dump(error, to: &dumped)
      #expect(!"\(error)\(dumped)".contains(Self.key.prefix(12)), "\(dumped)")
      #expect("\(error)".contains("«redacted»"))
    }
  }

  @Test func redactsAdditionalHeadersInErrors() async throws {
    let error = try await failure(.json(403, "no hunter2hunter2")) { configuration in
      configuration.headerFields = try HTTPFields(["CF-Access-Client-Secret": "hunter2hunter2"])
    }
    #expect(error.serverMessage == "no «redacted»")
  }
}
