// SPDX-License-Identifier: Apache-2.0

#if CLI
// The conformances are public because the types are.
public import ArgumentParser
import ClassifyBridge
public import ClassifyModel

extension APIVersion: ExpressibleByArgument {}

/// The API version that serves a v1 command.
struct ServingOptions: ParsableArguments {
  @Option(
    name: .customLong("on"),
    help: ArgumentHelp("API version that serves the command", valueName: "version"))
  var version = APIVersion.v1

  @OptionGroup(title: "Translation") var translation: TranslationOptions

  func validate() throws {
    try translation.check(version)
  }

  /// Connects to the version, runs a command and finally writes its translation notes to stderr.
  ///
  /// - Throws: `ValidationError` for `--on v2 --format raw`; ``CommandFailure`` if the connection
  ///   can't be set up, or the file of notes can't be written; any error of `body`.
  func withConnection(
    to service: ConnectionOptions, _ output: OutputOptions,
    _ body: (Connection) async throws -> Void
  ) async throws {
    guard version == .v1 || output.format != .raw else {
      throw ValidationError(
        "--format raw prints the service's own bytes, which are not v1's with --on v2; use json.")
    }
    let notes = try translation.notes.log()
    let connection = try await service.connect(
      classifier: classifier, translator: translation.translator(), notes: notes)
    try await notes.summarizing { try await body(connection) }
  }

  /// The service that serves v1 calls.
  ///
  /// An incomplete group keeps its members, because `--group-id` completes it.
  private var classifier: ClassifierService {
    switch version {
    case .v1: .v1
    case .v2:
      .v2(
        translator: translation.translator(),
        options: V2Options(incompleteGroupAction: .keepMembers))
    }
  }

  /// Checks that v2 can end jobs.
  ///
  /// - Parameter operation: What is about to be done, such as `cancel`.
  /// - Throws: `ValidationError` for the published dialect, which can't.
  func checkEnding(_ operation: String) throws {
    guard translation.dialect == .published else { return }
    throw ValidationError(
      "The published dialect of v2 can't \(operation) jobs; leave out --dialect.")
  }
}

/// The arguments of a command on one v1 job.
struct V1JobArguments: ParsableArguments {
  @OptionGroup var job: JobArgument
  @OptionGroup var serving: ServingOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup(title: "Service") var service: ConnectionOptions

  /// Performs a call on the job and prints the response, then the translation notes.
  ///
  /// - Parameters:
  ///   - call: The call, which gets the job's ID.
  ///   - afterwards: Called with the printed response, before the notes are written.
  /// - Throws: The errors of ``ServingOptions/withConnection(to:_:_:)`` and
  ///   ``JobOutput/print(_:)``.
  func print<Response: JSONWritable>(
    _ call: (any V1JobService, String) async throws -> Response,
    afterwards: (Response) -> Void = { _ in }
  ) async throws {
    try await serving.withConnection(to: service, output) { connection in
      let jobOutput = JobOutput(
        options: output, connection: connection,
        subject: serving.version == .v1 ? .v1Job(job.id) : .jobOverV2(job.id))
      afterwards(try await jobOutput.print { try await call(connection.client.v1Jobs, job.id) })
    }
  }
}
#endif
