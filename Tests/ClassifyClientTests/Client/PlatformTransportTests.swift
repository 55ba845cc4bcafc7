// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import Foundation
import TestSupport
import Testing

/// The default transport and its certificate authorities.
@Suite(.timeLimit(.minutes(15))) struct PlatformTransportTests {
  private func client(
    _ server: TLSServer, trusting authorities: CertificateAuthorities? = nil,
    environment: [String: String] = [:]
  ) throws -> LlamaCloud {
    try LlamaCloud(
      apiKey: "llx-1", baseURL: BaseURL("https://localhost:\(server.port)"),
      certificateAuthorities: authorities, environment: environment)
  }

  @Test func trustsAuthoritiesOfArgument() async throws {
    try await TLSServer.run(.selfSigned) { server in
      let client = try client(server, trusting: .file(server.certificateFile))
      // The server's answer is no job, but it comes through a trusted connection.
      _ = try? await client.classify.get("clj-1")
      #expect(server.connections.first?.hasPrefix("received") == true)
    }
  }

  @Test func trustsAuthoritiesOfEnvironment() async throws {
    try await TLSServer.run(.selfSigned) { server in
      let environment = ["SSL_CERT_FILE": server.certificateFile]
      _ = try? await client(server, environment: environment).classify.get("clj-1")
      #expect(server.connections.first?.hasPrefix("received") == true)
    }
  }

  @Test func trustsSystemByDefault() async throws {
    try await TLSServer.run(.selfSigned) { server in
      let error = await #expect(throws: ClassifyError.self) {
        try await client(server, environment: ["SSL_CERT_FILE": ""]).classify.get("clj-1")
      }
      #expect(error?.code == .insecureConnection)
    }
  }

  @Test func rejectsUnreadableFileOfEnvironment() {
    let error = #expect(throws: ConfigurationError.self) {
      try LlamaCloud(apiKey: "llx-1", environment: ["SSL_CERT_FILE": "/no/such.pem"])
    }
    #expect(error?.code == .invalidCertificateAuthorities)
    #expect(error?.variable == "SSL_CERT_FILE")
    #expect(error?.message.contains("/no/such.pem can't be read") == true)
  }

  @Test func rejectsTextWithoutCertificate() {
    let error = #expect(throws: ConfigurationError.self) {
      try LlamaCloud(
        apiKey: "llx-1", certificateAuthorities: .pem(Array("hello".utf8)), environment: [:])
    }
    #expect(error?.variable == "certificateAuthorities")
    #expect(error?.message.contains("holds no PEM certificate") == true)
  }

  /// A client whose initializer can't throw reports the fault with each call.
  @Test func failsEveryRequestWithUnusableAuthorities() async {
    let transport = PlatformTransport(certificateAuthorities: .file("/no/such.pem"))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(
        HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:1", path: "/"))
    }
    #expect(error?.kind == .insecureConnection)
    #expect(error?.delivery == .notSent)
    #expect(error?.message.contains("/no/such.pem") == true)
  }

  /// The trailer of a chunked response ends Foundation's process on Linux.
  @Test func isNotFoundationOnLinux() async throws {
    let answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: 1\r\n\r\n"
    try await LoopbackPlan.always(.raw(Array(answer.utf8))).run { server in
      let response = try await PlatformTransport().send(
        HTTPRequest(method: .get, scheme: "http", authority: server.authority, path: "/"))
      #expect(response.status == 200)
    }
  }
}
#endif
