// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway

/// The startup output of the sandbox server: its URL on stdout, instructions on stderr.
struct SandboxGreeting: Sendable {
  /// A document that the sandbox holds at startup.
  struct Sample: Sendable {
    let name: String
    let id: String
  }

  let dialect: String
  /// An API key that the sandbox accepts, or a placeholder for those of the command line.
  let key: String
  let samples: [Sample]

  /// Writes the output, for a server that accepts connections at an address.
  ///
  /// - Throws: ``OutputError`` if the URL can't be written.
  func write(for address: ListenAddress) throws(OutputError) {
    var lines = [
      "Sandbox listening on \(address), v2 dialect \(dialect). Try:",
      "",
      "  export LLAMA_CLOUD_BASE_URL=\(address.url) LLAMA_CLOUD_API_KEY=\(key)",
      "",
    ]
    for sample in samples {
      lines.append("  \(sample.id)  \(sample.name)")
    }
    if !samples.isEmpty { lines.append("") }
    if !address.isLoopback {
      lines.append(
        "Warning: other machines may reach this address, and traffic is not encrypted: use it "
          + "only on a trusted network.")
    }
    if dialect == SandboxCommand.Dialect.published.rawValue {
      lines.append("Cancel and delete need --dialect current.")
    }
    lines.append("Press Ctrl-C to stop.")
    // The URL comes last: a script that waits for it can rely on the rest being written.
    Console.writeMessage(lines.joined(separator: "\n"))
    try Console.write(address.url + "\n")
  }
}

/// The log line of a request: method, path, status and duration; never headers, query or body.
struct AccessLine {
  let text: String

  /// Formats an exchange.
  init(_ exchange: RequestSummary) {
    let ending =
      switch exchange.ending {
      case .answered(let status): String(status)
      case .broken: "broken"
      case .abandoned: "abandoned"
      }
    let components = exchange.duration.components
    let milliseconds =
      components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    let request = [exchange.method ?? "-", exchange.path ?? "-"].joined(separator: " ")
    text = PlainText.printable("\(request) \(ending) \(milliseconds) ms")
  }
}
#endif
