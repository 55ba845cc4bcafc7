// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import Foundation
import TestSupport
import Testing

@testable import ClassifyCurl

/// Certificates of servers and certificate authorities of callers.
@Suite(.timeLimit(.minutes(15))) struct CurlTransportTrustTests {
  private func send(
    to server: TLSServer, host: String = "localhost", trusting authorities: CertificateAuthorities
  ) async throws -> HTTPResponse {
    var options = CurlTransport.Options()
    options.certificateAuthorities = authorities
    return try await CurlTransport(options: options).send(
      HTTPRequest(method: .get, scheme: "https", authority: "\(host):\(server.port)", path: "/"))
  }

  @Test(arguments: ["localhost", "127.0.0.1"], [true, false])
  func acceptsPrivateAuthority(host: String, isInMemory: Bool) async throws {
    try await TLSServer.run(.selfSigned) { server in
      let text = try Data(contentsOf: URL(filePath: server.certificateFile))
      let response = try await send(
        to: server, host: host,
        trusting: isInMemory ? .pem(Array(text)) : .file(server.certificateFile))
      #expect(response.status == 200)
      #expect(response.body == Array("{}".utf8))
    }
  }

  @Test func acceptsAuthorityAfterByteOrderMark() async throws {
    try await TLSServer.run(.selfSigned) { server in
      let text = try String(contentsOf: URL(filePath: server.certificateFile), encoding: .utf8)
      let start = try #require(text.firstRange(of: "-----BEGIN CERTIFICATE-----")).lowerBound
      let marked = "\u{FEFF}\(text[start...])"
      let response = try await send(to: server, trusting: .pem(Array(marked.utf8)))
      #expect(response.status == 200)
    }
  }

  /// A trusted authority does not make up for the other defects.
  @Test(arguments: [TLSServer.Certificate.expired, .otherName])
  func rejectsInvalidCertificateOfKnownAuthority(
    certificate: TLSServer.Certificate
  ) async throws {
    try await TLSServer.run(certificate) { server in
      let error = await #expect(throws: TransportError.self) {
        try await send(to: server, trusting: .file(server.certificateFile))
      }
      #expect(error?.kind == .insecureConnection)
      #expect(error?.delivery == .notSent)
    }
  }

  /// The caller's authorities replace those of the system.
  @Test func rejectsServerOutsideGivenAuthorities() async throws {
    try await TLSServer.run(.selfSigned) { server in
      try await TLSServer.run(.selfSigned) { other in
        let error = await #expect(throws: TransportError.self) {
          try await send(to: server, trusting: .file(other.certificateFile))
        }
        #expect(error?.kind == .insecureConnection)
      }
    }
  }

  // MARK: - Faults of the authorities

  @Test func rejectsMissingFile() {
    let error = setupError(.file("/no/such/file.pem"))
    #expect(error?.code == .invalidCertificateAuthorities)
    #expect(error?.message.contains("/no/such/file.pem can't be read: No such file") == true)
  }

  @Test func rejectsDirectory() {
    #expect(setupError(.file("/etc"))?.message.contains("/etc can't be read") == true)
  }

  @Test(arguments: [
    ("", "is empty"), ("hello\n", "holds no PEM certificate"),
    ("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n", "certificate, number 1"),
  ])
  func rejectsFileWithoutCertificate(text: String, fault: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(setupError(.file(file.path()))?.message.contains(fault) == true)
    #expect(setupError(.pem(Array(text.utf8)))?.message.contains(fault) == true)
  }

  /// Only the TLS library can tell; it does so before anything is sent.
  @Test func rejectsDamagedCertificateWhenConnecting() async throws {
    try await TLSServer.run(.selfSigned) { server in
      // The sequence of two integers is no certificate.
      let text = "-----BEGIN CERTIFICATE-----\nMAYCAQUCAQU=\n-----END CERTIFICATE-----\n"
      let error = await #expect(throws: TransportError.self) {
        try await send(to: server, trusting: .pem(Array(text.utf8)))
      }
      #expect(error?.kind == .insecureConnection)
      #expect(error?.delivery == .notSent)
      #expect(error?.message.contains("a certificate authority to trust") == true)
    }
  }

  /// A whole certificate, followed by one that was cut, or of which a character was changed.
  @Test func rejectsDamagedCertificate() async throws {
    try await TLSServer.run(.selfSigned) { server in
      let text = try String(contentsOf: URL(filePath: server.certificateFile), encoding: .utf8)
      let lines = text.split(separator: "\n").drop { !$0.hasPrefix("-----BEGIN") }.map(String.init)
      #expect(PEMCertificates.fault(in: Array((text + text).utf8)) == nil)
      let crossPlatform = text.replacing("\n", with: "\r\n")
      #expect(PEMCertificates.fault(in: Array("# CA\r\n\r\n\(crossPlatform)".utf8)) == nil)
      let withoutLine = (lines.prefix(2) + lines.dropFirst(3)).joined(separator: "\n")
      let withoutEnd = lines.dropLast().joined(separator: "\n")
      for (damaged, fault) in [
        (withoutLine, "holds a damaged certificate, number 2"),
        (text.replacing(lines[2], with: "!\(lines[2].dropFirst())"), "certificate, number 2"),
        (withoutEnd, "lacks the end of a certificate, number 2"),
        (withoutEnd + "\n" + text, "lacks the end of a certificate, number 2"),
      ] {
        let message = setupError(.pem(Array("\(text)\n\(damaged)".utf8)))?.message ?? ""
        #expect(message.contains(fault), "\(message)")
      }
    }
  }

  private func setupError(_ authorities: CertificateAuthorities) -> CurlTransport.SetupError? {
    var options = CurlTransport.Options()
    options.certificateAuthorities = authorities
    return #expect(throws: CurlTransport.SetupError.self) { try CurlTransport(options: options) }
  }

  // MARK: - The system's authorities

  @Test func prefersBuiltInBundle() {
    #expect(TrustStore.systemPath(preferring: "/built/in") { _ in true } == nil)
  }

  @Test(arguments: TrustStore.systemPaths)
  func findsBundleOfOtherSystem(path: String) {
    #expect(TrustStore.systemPath(preferring: "/built/in") { $0 == path } == path)
    #expect(TrustStore.systemPath(preferring: nil) { $0 == path } == path)
  }

  @Test func leavesMissingBundleToLibcurl() {
    #expect(TrustStore.systemPath(preferring: nil) { _ in false } == nil)
  }
}
#endif
