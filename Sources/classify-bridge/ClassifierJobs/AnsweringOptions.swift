// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// Which version answers a command of v1.
struct AnsweringOptions: ParsableArguments {
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("The version that answers: v1 or v2.", valueName: "version"))
  var version = APIVersion.v1

  /// Returns what a command asks about: v2 has been asked already where it answers.
  func subject(_ job: JobArgument) -> Connection.Subject {
    version == .v1 ? .v1Job(job.id) : .other
  }

  /// Makes a connection to the version, lets a command work with it, and writes the ledger's notes
  /// to standard error at the end.
  ///
  /// - Throws: ``CommandFailure``; `ValidationError` if the version's own bytes were asked for, and
  ///   they would not be v1's.
  func connecting(
    _ service: ConnectionOptions, _ output: OutputOptions, _ body: (Connection) async throws -> Void
  ) async throws {
    guard version == .v1 || output.format != .raw else {
      throw ValidationError(
        "--format raw prints the service's own bytes, which are not v1's with --on v2; use json.")
    }
    let notes = NoteLog()
    let connection = try await service.connect(classifier: version.classifier) {
      notes.add($0.notes)
    }
    defer { notes.writeMessage() }
    try await body(connection)
  }
}
#endif
