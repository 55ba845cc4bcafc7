// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyHTTP
import NIOSSL
import TestSupport
import Testing

/// What async-http-client sends, and whom it trusts.
@Suite(.timeLimit(.minutes(15))) struct AsyncHTTPTransportTests {
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

  @Test(arguments: TLSServer.Certificate.allCases)
  func trustsCertificateAuthorityOfConfiguration(certificate: TLSServer.Certificate) async throws {
    try await TLSServer.run(certificate) { server in
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .file(server.certificateFile)
      let transport = AsyncHTTPTransport(
        configuration: HTTPClient.Configuration(tlsConfiguration: tls))
      let request = HTTPRequest(
        method: .get, scheme: "https", authority: "localhost:\(server.port)", path: "/")
      if certificate == .selfSigned {
        let response = try await transport.send(request)
        #expect(response.body == Array("{}".utf8))
      } else {
        // Trust in an authority doesn't replace a valid date and name.
        let error = await #expect(throws: TransportError.self) { try await transport.send(request) }
        #expect(error?.kind == .insecureConnection)
      }
    }
  }
}
#endif
