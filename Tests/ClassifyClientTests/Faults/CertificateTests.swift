// SPDX-License-Identifier: Apache-2.0

#if os(macOS) || os(Linux)
import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import TestSupport
import Testing

/// Calls to servers with an untrusted certificate, which must not receive any data.
@Suite(.serialized, .timeLimit(.minutes(15))) struct CertificateTests {
  @available(*, deprecated)
  @Test(arguments: TLSServer.Certificate.allCases)
  func sendsNothingToServerWithUntrustedCertificate(certificate: TLSServer.Certificate) async throws
  {
    try await TLSServer.run(certificate) { server in
      for (number, call) in FaultedCall.allCases.enumerated() {
        let configuration = ServiceConfiguration(
          baseURL: try BaseURL("https://localhost:\(server.port)"), key: try Secret(FaultRun.key))
        let client = LlamaCloud(configuration: configuration, classifier: call.classifier)
        let subject = try await call.prepare(Sandbox())
        let error = try await classifyError { try await call.make(with: client, about: subject) }
        #expect(error?.code == .insecureConnection, "\(String(describing: error))")
        #expect(error?.attempts == 1)
        while server.connections.count < number + 1 {
          try await Task.sleep(for: .milliseconds(2))
        }
      }
      #expect(server.connections == FaultedCall.allCases.map { _ in "refused" })
    }
  }

  /// Checks that the test server itself works.
  @Test func respondsToClientThatSkipsVerification() async throws {
    let runner = try CommandRunner(product: "classify-bridge")
    try await TLSServer.run(.expired) { server in
      let outcome = try runner.shell(
        "printf 'GET / HTTP/1.1\\r\\n\\r\\n' | openssl s_client -quiet -connect "
          + "127.0.0.1:\(server.port) 2>messages || cat messages >&2")
      #expect(outcome.output.hasPrefix("HTTP/1.1 200 OK"), "\(outcome.messages)")
      #expect(server.connections.first?.contains("GET / HTTP/1.1") == true)
    }
  }
}
#endif
