// SPDX-License-Identifier: Apache-2.0

#if CLI && !Gateway
import ArgumentParser

/// `classify-bridge sandbox` where it is not built in: it says how to build it in.
struct SandboxCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sandbox",
    abstract: "Serves a LlamaCloud in memory over HTTP; this build lacks it (trait Gateway).")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    throw CommandFailure(
      """
      built without the trait Gateway, this program can't serve anything.
      Turn it on:

        swift run --traits Gateway classify-bridge \
      \((["sandbox"] + arguments).joined(separator: " "))
      """)
  }
}
#endif
