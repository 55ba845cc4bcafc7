// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import TestSupport
import Testing

@testable import ClassifyCurl

/// The library, and what depends on its version.
@Suite struct LibcurlTests {
  @Test func opensInstalledLibrary() throws {
    let library = try Libcurl.opened.get()
    #expect(library.version >= .minimum)
  }

  @Test(arguments: [(0x07_3D_00, "7.61.0"), (0x07_41_03, "7.65.3")] as [(UInt32, String)])
  func rejectsOldVersion(number: UInt32, text: String) {
    let error = Libcurl.fault(of: Libcurl.Version(number: number))
    #expect(error?.code == .libraryTooOld)
    #expect(error?.message == "libcurl \(text) is too old: install 7.66.0 or later.")
  }

  @Test(
    arguments: [
      (0x07_42_00, false), (0x07_4C_01, false), (0x07_50_00, true), (0x08_05_00, true),
    ] as [(UInt32, Bool)])
  func knowsWhetherVersionHasPreRequestCallback(number: UInt32, hasCallback: Bool) throws {
    var library = try Libcurl.opened.get()
    library.version = Libcurl.Version(number: number)
    #expect(Libcurl.fault(of: library.version) == nil)
    #expect(library.hasPreRequestCallback == hasCallback)
  }

  /// Versions before 7.80 resend a request on a reused connection, so each gets its own.
  @Test func usesOneConnectionPerRequestWithOlderVersion() async throws {
    try await LoopbackPlan { $0.path == "/close" ? .close : .json(200, "{}") }.run { server in
      var old = try Libcurl.opened.get()
      old.version = .minimum
      let options = CurlTransport.Options()
      let transport = CurlTransport(
        settings: WorkerSettings(options, old, try TrustStore(options)))
      for _ in 0..<3 { _ = try await transport.send(.to(server, .post, body: [1])) }
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(.to(server, .post, path: "/close", body: [1]))
      }
      #expect(error?.kind == .connectionLost)
      #expect(error?.delivery == .unknown)
      #expect(server.requests.count == 4)
      #expect(server.connectionCount == 4)
    }
  }

  /// Without the callback, the kind of a failure follows from whether anything was sent.
  @Test func classifiesFailuresBeforeConnectionWithOlderVersion() async throws {
    var old = try Libcurl.opened.get()
    old.version = .minimum
    let options = CurlTransport.Options()
    let transport = CurlTransport(
      settings: WorkerSettings(options, old, try TrustStore(options)))
    try await RefusingPort.run { port in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(
          HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: "/"))
      }
      #expect(error?.kind == .cannotConnect)
      #expect(error?.delivery == .notSent)
    }
    try await TLSServer.run(.selfSigned) { server in
      let error = await #expect(throws: TransportError.self) {
        try await transport.send(
          HTTPRequest(
            method: .get, scheme: "https", authority: "localhost:\(server.port)", path: "/"))
      }
      #expect(error?.kind == .insecureConnection)
      #expect(error?.delivery == .notSent)
    }
  }

  @Test func boundsExtremeOptions() async throws {
    var options = CurlTransport.Options()
    options.maximumResponseBytes = .max
    options.maximumHeaderBytes = .max
    options.maximumConnectionsPerHost = .max
    options.idleTimeout = .seconds(Int64.max)
    options.connectTimeout = .seconds(Int64.max)
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      let response = try await CurlTransport(options: options).send(.to(server))
      #expect(response.status == 200)
    }
    options.maximumResponseBytes = .min
    options.maximumHeaderBytes = .min
    options.maximumConnectionsPerHost = .min
    options.idleTimeout = .seconds(Int64.min)
    options.connectTimeout = .seconds(Int64.min)
    let transport = try CurlTransport(options: options)
    try await LoopbackPlan.always(.json(200, "{}")).run { server in
      _ = await #expect(throws: TransportError.self) { try await transport.send(.to(server)) }
    }
  }

  /// A literal IPv6 address is a valid host.
  @Test func takesIPv6Address() async throws {
    try await RefusingPort.run { port in
      let error = await #expect(throws: TransportError.self) {
        try await CurlTransport().send(
          HTTPRequest(method: .get, scheme: "http", authority: "[::1]:\(port)", path: "/"))
      }
      #expect(error?.kind == .cannotConnect)
      #expect(error?.delivery == .notSent)
    }
  }
}
#endif
