// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway

/// What a sandbox says when clients can connect: its URL as data, and how to use it as talk.
struct SandboxGreeting: Sendable {
  /// A document that is there from the beginning.
  struct Sample: Sendable {
    let name: String
    let id: String
  }

  let dialect: String
  /// A key that it takes.
  let key: String
  let samples: [Sample]

  func speak(at address: ListenAddress) {
    var lines = [
      "A sandbox listens at \(address), with v2 as \(dialect). Try:",
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
        "Warning: other machines may reach this address, and nothing is encrypted: use it in a "
          + "network that you trust.")
    }
    lines.append("Ctrl-C ends it.")
    // The URL comes last, so that whoever waits for it finds all the rest said.
    Console.writeMessage(lines.joined(separator: "\n"))
    try? Console.write(address.url + "\n")
  }
}
#endif
