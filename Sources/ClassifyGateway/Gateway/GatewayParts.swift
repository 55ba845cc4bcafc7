// SPDX-License-Identifier: Apache-2.0

#if Gateway
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyHTTP
import ClassifyModel
import NIOSSL

/// The parts of a gateway, connected.
struct GatewayParts: Sendable {
  let metrics = GatewayMetrics()
  let readiness = Readiness()
  let log: LogWriter
  /// The stage; `nil` if v2 answers every request.
  let migration: GatewayMigration?
  let operations: OperationsEndpoints
  let gateway: Gateway
  private let endpoints: V1Endpoints
  private let transport: AsyncHTTPTransport
  private let upstream: Upstream

  /// Connects the parts; nothing is sent.
  ///
  /// - Throws: ``GatewayError`` if the certificate authorities can't be read.
  init(
    _ configuration: GatewayConfiguration, _ hooks: GatewayServer.Hooks
  ) throws(GatewayError) {
    let metrics = metrics
    log = LogWriter(configuration.logFormat, write: hooks.write)
    migration = configuration.migration.map { stage in
      GatewayMigration(stage) { result in
        metrics.change { $0.add(result) }
        hooks.onCompared(result)
      }
    }
    operations = OperationsEndpoints(
      metrics: metrics, readiness: readiness, migration: migration, log: log,
      showsUnknowns: configuration.showsUnknowns && configuration.operationsAddress != nil)
    let limits = configuration.limits.upstream
    var client = HTTPClient.Configuration()
    client.tlsConfiguration = try TLSConfiguration(configuration.certificateAuthorities)
    // A span for each request costs 3 % of its time, and there is nothing to report it to.
    client.tracing.tracer = nil
    var options = AsyncHTTPTransport.Options()
    options.maximumConnectionsPerHost = limits.maximumConnections
    options.maximumResponseBytes = V1Endpoints.maximumResponseBytes
    options.idleTimeout = limits.idleTimeout
    transport = AsyncHTTPTransport(options: options, configuration: client)
    let observer = UpstreamObserver(metrics: metrics, readiness: readiness)
    let endpoints = V1Endpoints(
      configuration: configuration,
      transport: UpstreamTransport(base: transport, observer: observer), migration: migration)
    self.endpoints = endpoints
    let upstream: Upstream
    do {
      upstream = try Upstream(
        baseURL: configuration.upstream, limits: limits, configuration: client)
    } catch {
      throw GatewayError(description: "The upstream can't be used: \(error.message).")
    }
    self.upstream = upstream
    gateway = Gateway(
      limits: configuration.limits, metrics: metrics, observer: observer, log: log,
      operations: configuration.operationsAddress == nil ? operations : nil,
      translate: { await endpoints.respond($0, to: $1) },
      forward: { request throws(TransportError) in try await upstream.forward(request) },
      now: WallClock.milliseconds)
  }

  /// Waits until the jobs that are being created exist, and the mirrors have nothing left.
  ///
  /// - Parameter limit: The maximum time to wait, 0 or more.
  func drain(within limit: Duration) async {
    await withTaskGroup { group in
      group.addTask {
        await endpoints.finishCreations()
        await migration?.drain(within: limit)
      }
      group.addTask { try? await ContinuousClock().sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Closes the connections to the upstream.
  func shutdown() async {
    await transport.shutdown()
    await upstream.shutdown()
  }
}

/// An error of a gateway that can't be created.
public struct GatewayError: Error, Sendable, CustomStringConvertible {
  /// A message with the cause and the fix.
  public let description: String
}

extension TLSConfiguration {
  /// Creates the configuration of a client that trusts certain authorities.
  ///
  /// - Throws: ``GatewayError`` if they can't be read.
  fileprivate init(_ authorities: CertificateAuthorities) throws(GatewayError) {
    self = .makeClientConfiguration()
    var source = ""
    do {
      switch authorities {
      case .system: break
      case .file(let path):
        source = " in \(path)"
        trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
      case .pem(let bytes):
        trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(bytes))
      }
    } catch {
      throw GatewayError(
        description: "The certificate authorities\(source) can't be read: \(error). Give a "
          + "readable file of PEM certificates.")
    }
  }
}
#endif
