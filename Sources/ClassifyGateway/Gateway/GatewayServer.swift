// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
public import ClassifyMigration
import ClassifyModel
import Logging
public import ServiceLifecycle
import UnixSignals

/// A gateway that answers Classify v1 from v2, with the server for its clients, and one for operators
/// if they have an address of their own.
///
/// ```swift
/// let server = try GatewayServer(GatewayConfiguration()) { print($0.clients.url) }
/// try await server.runUntilSignal()
/// ```
///
/// A graceful shutdown stops accepting connections and makes `/readyz` respond with 503. Requests in
/// flight have ``TransportServer/Limits/shutdownTimeout`` to finish, and then what the mirrors have
/// queued or in flight, as long again.
///
/// The limit of the process for open files is raised as far as the connections need it and the hard
/// limit allows; if that is too low, fewer clients can connect.
public struct GatewayServer: Service {
  /// The addresses of a running gateway.
  public struct Addresses: Sendable, Hashable {
    /// The address for clients, with the actual port.
    public let clients: ListenAddress
    /// The address for operators, with the actual port.
    public let operations: ListenAddress
  }

  /// Functions that a program supplies.
  public struct Hooks: Sendable {
    /// Writes lines of the log, each with a line feed; called on one thread at a time, which it can
    /// block.
    public var write: @Sendable (String) -> Void = { _ in }
    /// Called with each document that a mirror compared, from several tasks at a time; must return
    /// soon.
    public var onCompared: @Sendable (ComparisonResult) -> Void = { _ in }
    /// Returns the stage to change to after SIGHUP; if it is `nil`, SIGHUP changes nothing.
    ///
    /// An error keeps the stage and is logged.
    public var reloadStage: (@Sendable () throws -> MigrationStage)?

    /// Creates hooks that do nothing.
    public init() {}
  }

  private let configuration: GatewayConfiguration
  private let hooks: Hooks
  private let onStart: @Sendable (Addresses) async -> Void
  private let parts: GatewayParts

  /// Creates a gateway, which starts to listen when it is run.
  ///
  /// - Parameters:
  ///   - configuration: The configuration.
  ///   - hooks: What the program supplies.
  ///   - onStart: Called when clients can connect.
  /// - Throws: ``GatewayError`` if the certificate authorities can't be read.
  public init(
    _ configuration: GatewayConfiguration, hooks: Hooks = Hooks(),
    onStart: @escaping @Sendable (Addresses) async -> Void = { _ in }
  ) throws(GatewayError) {
    self.configuration = configuration
    self.hooks = hooks
    self.onStart = onStart
    parts = try GatewayParts(configuration, hooks)
  }

  /// Serves requests until a graceful shutdown or until the task is cancelled.
  ///
  /// - Throws: ``TransportServerError`` if the gateway can't listen on one of its addresses.
  public func run() async throws {
    try await run(signals: [])
  }

  /// Serves requests until the process receives SIGTERM or SIGINT, then shuts down gracefully.
  ///
  /// SIGHUP reads the stage again.
  ///
  /// - Throws: ``TransportServerError`` if the gateway can't listen on one of its addresses.
  public func runUntilSignal() async throws {
    try await run(signals: [.sigterm, .sigint])
  }

  private func run(signals: [UnixSignal]) async throws {
    // Before anything else, since an unhandled SIGHUP ends the process.
    let reloading = signals.isEmpty ? nil : await reloading()
    var failure: (any Error)?
    do {
      try await group(signals, limits: limits()).run()
    } catch {
      failure = error
    }
    reloading?.cancel()
    await parts.shutdown()
    if parts.readiness.hasStarted { parts.log.add(line("stopped")) }
    await parts.log.close()
    if let failure { throw failure }
  }

  /// Raises the number of descriptors to what the limits need, and returns the limits with as many
  /// connections as there are descriptors for.
  private func limits() -> GatewayConfiguration.Limits {
    let limits = configuration.limits
    let available = DescriptorLimit.raise(to: limits.descriptors)
    let fitting = DescriptorLimit.fitting(limits, available: available)
    if fitting.server.maximumConnections < limits.server.maximumConnections {
      var line = line("connections.limited", level: .warning)
      line.add("maximum", .integer(fitting.server.maximumConnections))
      line.add("descriptors", .integer(available))
      line.add("needed", .integer(limits.descriptors))
      parts.log.add(line)
    }
    return fitting
  }

  /// Returns the servers, which are stopped in reverse order, so that the metrics can be read to the
  /// end.
  private func group(
    _ signals: [UnixSignal], limits: GatewayConfiguration.Limits
  ) -> ServiceGroup {
    let start = StartedAddresses(configuration.operationsAddress == nil ? 1 : 2)
    let clients = MainService(
      server: TransportServer(
        handler: parts.gateway, address: configuration.address, limits: limits.server,
        onStart: { await didStart(start.clientsDidStart($0)) },
        onExchange: { [metrics = parts.metrics, log = parts.log] summary in
          // Other requests are counted and logged by the gateway.
          guard summary.target == nil, case .answered(let status) = summary.ending else { return }
          metrics.change { $0.addRejection(status: status) }
          log.add(LogLine(rejected: status, summary.id, time: WallClock.milliseconds()))
        }),
      parts: parts, drainLimit: limits.server.shutdownTimeout)
    var services: [any Service] = [clients]
    if let address = configuration.operationsAddress {
      var limits = TransportServer.Limits()
      limits.shutdownTimeout = .seconds(1)
      services.insert(
        TransportServer(
          handler: OperationsHandler(endpoints: parts.operations), address: address,
          limits: limits, onStart: { await didStart(start.operationsDidStart($0)) }), at: 0)
    }
    return ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services.map {
          ServiceGroupConfiguration.ServiceConfiguration(
            service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
            failureTerminationBehavior: .cancelGroup)
        },
        gracefulShutdownSignals: signals,
        logger: Logger(label: "classify-bridge", factory: { _ in SwiftLogNoOpLogHandler() })))
  }

  private func didStart(_ addresses: Addresses?) async {
    guard let addresses else { return }
    parts.readiness.didStart()
    var line = line("started")
    line.add("address", .text(addresses.clients.url))
    line.add("operations", .text(addresses.operations.url))
    line.add("upstream", .text("\(configuration.upstream)"))
    line.add("stage", configuration.migration.map { .text("\($0.stage)") })
    parts.log.add(line)
    await onStart(addresses)
  }

  // MARK: - The stage

  /// Starts to read the stage again after each SIGHUP.
  private func reloading() async -> Task<Void, Never> {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    return Task {
      for await _ in signals { parts.log.add(reloadStage()) }
    }
  }

  /// Reads the stage again, if there is something to read, and returns the line about it.
  private func reloadStage() -> LogLine {
    guard let control = parts.migration?.control, let reload = hooks.reloadStage else {
      var line = line("reload.ignored")
      line.add("reason", .text("no stage file"))
      return line
    }
    do {
      let stage = try reload()
      var line = line("stage.changed")
      line.add("from", .text("\(control.stage)"))
      line.add("to", .text("\(stage)"))
      control.stage = stage
      return line
    } catch {
      var line = line("stage.kept", level: .error)
      line.add("stage", .text("\(control.stage)"))
      line.add("reason", .text("\(error)"))
      return line
    }
  }

  private func line(_ event: String, level: LogLine.Level = .info) -> LogLine {
    LogLine(event, level: level, time: WallClock.milliseconds())
  }
}

/// The server for clients, which shuts down with all that it has begun.
private struct MainService: Service {
  let server: TransportServer
  let parts: GatewayParts
  let drainLimit: Duration

  func run() async throws {
    try await withGracefulShutdownHandler {
      try await server.run()
    } onGracefulShutdown: {
      parts.readiness.beginShutdown()
      var line = LogLine("stopping", time: WallClock.milliseconds())
      line.add("requests_in_flight", .integer(parts.metrics.inFlight))
      parts.log.add(line)
    }
    await parts.drain(within: drainLimit)
  }
}
#endif
