// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import ClassifyGateway

/// What the gateway says apart from its requests: lines of the log, or plain messages if there is no
/// log.
struct GatewayNotices: Sendable {
  let format: GatewayConfiguration.LogFormat

  /// Writes lines of the log to stderr; errors are ignored.
  static func write(_ lines: String) {
    try? System.write(Array(lines.utf8), to: .standardError)
  }

  /// Writes a warning.
  func warn(_ message: String) {
    var line = LogLine("warning", level: .warning, time: WallClock.milliseconds())
    line.add("message", .text(message))
    if let text = line.text(format) {
      Console.writeLog(text)
    } else {
      Console.writeMessage("Warning: \(message)")
    }
  }

  /// Writes the warnings about settings.
  func warn(_ plan: GatewayPlan, unknownVariables: [String]) {
    let configuration = plan.configuration
    for name in unknownVariables {
      warn("\(PlainText.printable(name)) is not a setting; see classify-bridge gateway --help.")
    }
    if configuration.operationsAddress == nil, !configuration.address.isLoopback {
      warn(
        "Every client of \(configuration.address) can read /metrics: give --admin-listen an address "
          + "that only operators reach.")
    }
    if configuration.upstream.scheme == .http, plan.allowsHTTPUpstream {
      warn("Requests to \(configuration.upstream) are not encrypted, and neither are their keys.")
    }
  }

  /// Writes instructions if a person reads them.
  func greet(
    _ addresses: GatewayServer.Addresses, _ configuration: GatewayConfiguration
  ) {
    guard Terminal.at(.standardError).isInteractive else { return }
    Console.writeMessage(
      """
      Gateway listening on \(addresses.clients), upstream \(configuration.upstream). v1 clients need:

        export LLAMA_CLOUD_BASE_URL=\(addresses.clients.url)

      Health and metrics: \(addresses.operations.url)/readyz, \(addresses.operations.url)/metrics
      Press Ctrl-C to stop.
      """)
  }
}
#endif
