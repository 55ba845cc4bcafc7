// SPDX-License-Identifier: Apache-2.0

#if CLI && os(Linux)
import Foundation
import TestSupport
import Testing

/// `--ca-file` and `SSL_CERT_FILE`.
@Suite(.timeLimit(.minutes(15))) struct CertificateFileTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func get(
    _ options: String, environment: [String: String] = [:]
  ) async throws -> CommandRunner.Outcome {
    try await RunningCommand(
      runner, "classify-bridge classify get clj-1 --api-key k \(options)",
      environment: environment
    ).outcome()
  }

  @Test(arguments: [true, false])
  func trustsAuthoritiesOfFile(isFlag: Bool) async throws {
    try await TLSServer.run(.selfSigned) { server in
      let url = "--base-url https://localhost:\(server.port)"
      let file = server.certificateFile
      _ =
        isFlag
        ? try await get("\(url) --ca-file \(file)")
        : try await get(url, environment: ["SSL_CERT_FILE": file])
      #expect(server.connections.first?.hasPrefix("received") == true)
    }
  }

  @Test func rejectsUnknownAuthority() async throws {
    try await TLSServer.run(.selfSigned) { server in
      let outcome = try await get("--base-url https://localhost:\(server.port)")
      #expect(outcome.status == 2)
      #expect(outcome.messages.contains("No secure connection to localhost"))
      #expect(server.connections.allSatisfy { $0 == "refused" })
    }
  }

  @Test(arguments: [
    ("no-such.pem", "no-such.pem can't be read: No such file or directory"),
    ("/etc", "/etc can't be read"),
    ("/dev/null", "/dev/null is empty. Give PEM certificates"),
    ("/etc/hostname", "/etc/hostname holds no PEM certificate. Give PEM certificates"),
  ])
  func explainsUnusableFile(file: String, message: String) async throws {
    let flag = try await get("--ca-file \(file)")
    #expect(flag.status == 2)
    #expect(flag.messages.contains("classify-bridge: --ca-file: \(message)"))
    let variable = try await get("", environment: ["SSL_CERT_FILE": file])
    #expect(variable.status == 2)
    #expect(variable.messages.contains("classify-bridge: SSL_CERT_FILE: \(message)"))
  }

  @Test func namesFileWithDamagedCertificate() async throws {
    let text = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    let outcome = try await RunningCommand(
      runner, "classify-bridge classify get clj-1 --api-key k --ca-file ca.pem",
      files: ["ca.pem": text]
    ).outcome()
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains(
        "classify-bridge: --ca-file: ca.pem holds a damaged certificate, number 1."),
      "\(outcome.messages)")
  }

  @Test(arguments: [
    ("--ca-file ''", "--ca-file: The path is empty"),
    ("--ca-file f --sandbox", "give one of them"),
  ])
  func rejectsInvalidUsage(options: String, message: String) async throws {
    let outcome = try await get(options)
    #expect(outcome.status == 64)
    #expect(outcome.messages.contains(message))
  }
}
#endif
