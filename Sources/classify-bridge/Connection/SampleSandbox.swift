// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Synchronization

/// The in-memory LlamaCloud behind `--sandbox`; each command gets a fresh one with the same seed data.
///
/// The seed data are the demo documents and jobs of both versions, all but one finished, with fixed
/// IDs. The clock starts in January 2026 and advances by 250 ms per request, so a client observes a
/// job as pending, running and finished.
struct SampleSandbox {
  /// The start time, 2026-01-05T09:00:00Z, in milliseconds since 1970.
  static let beginning = 1_767_603_600_000
  /// The base URL for logs; no server listens there.
  static let address = "http://sandbox"
  /// The default API key; the sandbox accepts any.
  static let key = SandboxKey.text

  /// The time in milliseconds that passes with each request.
  private static let step = 250
  /// The time in milliseconds between the finished jobs and the unfinished one.
  private static let pause = 3_600_000

  let sandbox: Sandbox

  /// Creates a sandbox with seed data.
  ///
  /// - Throws: `ClassifyError` if the sandbox rejects the seed data.
  init() async throws {
    let clock = SteppingClock(from: Self.beginning, step: Self.step)
    var configuration = Sandbox.Configuration(time: clock.next)
    configuration.dialect = .current
    configuration.jobDurations = Sandbox.JobDurations(
      pending: .milliseconds(2 * Self.step), running: .milliseconds(2 * Self.step))
    sandbox = Sandbox(configuration: configuration)
    try await seed(clock)
  }

  /// Returns the client configuration for the sandbox.
  static func configuration(key: String) throws -> ServiceConfiguration {
    ServiceConfiguration(baseURL: try BaseURL(address), key: try Secret(key))
  }

  private func client() throws -> LlamaCloud {
    LlamaCloud(
      configuration: try Self.configuration(key: Self.key), transport: sandbox,
      now: { Int64(Self.beginning) }, generator: SharedGenerator(SplitMix64(seed: 2)))
  }

  private func seed(_ clock: SteppingClock) async throws {
    let files = DemoSamples.documents.map { sandbox.addFile(name: $0.name, text: $0.text) }
    let rules = DemoSamples.rules.map { WireRule(type: $0.type, description: $0.description) }
    let client = try client()
    _ = try await client.v1Jobs.create(
      V1.JobCreateParams(
        fileIDs: files.map(FileID.bare), rules: rules,
        parsingConfiguration: .value(
          V1.ParsingConfiguration(targetPages: .value(.value(try Self.pages.indices())))))
    )
    for file in files {
      // Only the last job is unfinished when a command starts.
      if file == files.last { clock.skip(Self.pause) }
      _ = try await client.classify.create(
        V2.ClassifyCreateParams(fileInput: file, rules: rules, targetPages: try Self.pages))
    }
  }

  private static var pages: PageSet {
    get throws { try PageSet(rangeString: DemoSamples.pages) }
  }
}

/// A clock that advances by a fixed step whenever it is read.
final class SteppingClock: Sendable {
  private let now: Mutex<Int>
  private let step: Int

  /// Creates a clock.
  ///
  /// - Parameters:
  ///   - start: The start time in milliseconds.
  ///   - step: The step in milliseconds.
  init(from start: Int, step: Int) {
    now = Mutex(start)
    self.step = step
  }

  /// Advances the clock by one step and returns the new time in milliseconds.
  @Sendable func next() -> Int {
    now.withLock { now in
      now += step
      return now
    }
  }

  /// Advances the clock by a number of milliseconds.
  func skip(_ milliseconds: Int) {
    now.withLock { $0 += milliseconds }
  }
}
