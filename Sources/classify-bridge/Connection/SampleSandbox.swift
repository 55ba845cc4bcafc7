// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox

/// The LlamaCloud in memory that `--sandbox` works on: the same at the beginning of each command.
///
/// It holds the documents of the demonstration and jobs of both versions, all but one finished, under
/// ids that never change. Its time begins in January 2026 and goes on by a quarter of a second with
/// each request, so that a job is seen waiting, running and done.
struct SampleSandbox {
  /// The first moment, 2026-01-05T09:00:00Z, in milliseconds since 1970.
  static let beginning = 1_767_603_600_000
  /// The address that is shown; nothing is there.
  static let address = "http://sandbox"
  /// The key that is sent where nobody gave one; the sandbox takes any.
  static let key = "llx-sandbox"

  /// By how many milliseconds time goes on with each request.
  private static let step = 250
  /// How many milliseconds lie between the finished jobs and the other one.
  private static let pause = 3_600_000

  /// The service.
  let sandbox: Sandbox

  /// Makes a sandbox and fills it.
  ///
  /// - Throws: ``ClassifyError`` if it does not take its own samples.
  init() async throws {
    let time = SteppingTime(from: Self.beginning, step: Self.step)
    var configuration = Sandbox.Configuration(time: time.next)
    configuration.dialect = .current
    configuration.jobDurations = Sandbox.JobDurations(
      pending: .milliseconds(2 * Self.step), running: .milliseconds(2 * Self.step))
    sandbox = Sandbox(configuration: configuration)
    try await fill(time)
  }

  /// Returns how the sandbox is reached.
  static func configuration(key: String) throws -> ServiceConfiguration {
    ServiceConfiguration(baseURL: try BaseURL(address), key: try Secret(key))
  }

  private func client() throws -> LlamaCloud {
    LlamaCloud(
      configuration: try Self.configuration(key: Self.key), transport: sandbox,
      now: { Int64(Self.beginning) }, generator: SharedGenerator(SplitMix64(seed: 2)))
  }

  private func fill(_ time: SteppingTime) async throws {
    let files = DemoSamples.documents.map { sandbox.addFile(name: $0.name, text: $0.text) }
    let rules = DemoSamples.rules.map { WireRule(description: $0.description, type: $0.type) }
    let client = try client()
    _ = try await client.v1Jobs.create(
      V1.JobCreateParams(
        fileIDs: files.map(DocumentReference.bareFileID), rules: rules,
        parsingConfiguration: .value(
          V1.ParsingConfiguration(targetPages: .value(.value(try Self.pages.indices())))))
    )
    for file in files {
      // Only the last job is unfinished when a command begins.
      if file == files.last { time.skip(Self.pause) }
      _ = try await client.classify.create(
        V2.ClassifyCreateParams(fileInput: file, rules: rules, targetPages: try Self.pages))
    }
  }

  private static var pages: PageSet {
    get throws { try PageSet(rangeString: DemoSamples.pages) }
  }
}
