// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Which version answers a command of v1.
struct AnsweringOptions: ParsableArguments {
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("The version that answers: v1 or v2.", valueName: "version"))
  var version = ServiceVersion.v1

  /// Makes a connection to the version, which writes the ledger's notes to standard error.
  ///
  /// - Throws: ``CommandFailure``; `ValidationError` if the version's own bytes were asked for, and
  ///   they would not be v1's.
  func connect(_ service: ConnectionOptions, _ output: OutputOptions) async throws -> Connection {
    guard version == .v1 || output.format != .raw else {
      throw ValidationError(
        "--format raw prints the service's own bytes, which are not v1's with --on v2; use json.")
    }
    return try await service.connect(classifier: version.classifier) { NoteText.talk($0.notes) }
  }
}
#endif
