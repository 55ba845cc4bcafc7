// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import ClassifySandbox
import Foundation
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// Comparisons that are killed or interrupted, and continued by the same command.
@Suite struct CompareResumeTests {
  private static let names = (0..<8).map { "f\($0).txt" }

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Calls a closure with a folder that is removed afterwards.
  private func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(RunCommandTests.rules.utf8).write(to: folder.appending(path: "rules.json"))
    for name in Self.names {
      try Data("song about a bird".utf8).write(to: folder.appending(path: name))
    }
    try await body(folder)
  }

  /// Starts the command in a folder, always the same unless told otherwise.
  private func start(
    _ folder: URL, _ server: LoopbackServer, names: [String] = CompareResumeTests.names,
    options: String = "--concurrency 3 --format json"
  ) throws -> RunningCommand {
    try RunningCommand(
      runner,
      "cd '\(folder.path)'; exec classify-bridge compare --rules rules.json "
        + "\(names.joined(separator: " ")) \(options) "
        + "--api-key llx-any-key --base-url http://\(server.authority)")
  }

  /// The number of v1 jobs that a sandbox has created.
  private func v1JobCount(_ served: ServedSandbox) -> Int {
    served.sandbox.requests.count { request in
      request.method == .post && request.path.hasSuffix("/classifier/jobs")
        && request.status.map { $0.kind == .successful } ?? false
    }
  }

  /// The names of the documents in the file of results, one for each result.
  private func results(in folder: URL) throws -> [String] {
    let data = try Data(contentsOf: folder.appending(path: "compare-results.jsonl"))
    return try String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
      try JSONValue(json: String($0))["document"]?.string
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func createsNoJobTwiceAfterKills(seed: UInt64) async throws {
    let served = ServedSandbox()
    var generator = SeededGenerator(seed: seed)
    try await withFolder { folder in
      try await served.run { server in
        for _ in 0..<4 {
          let command = try start(folder, server)
          let target = served.creationCount + Int.random(in: 1...3, using: &generator)
          // The last part can have fewer jobs to create.
          let limit = ContinuousClock.now.advanced(by: .seconds(5))
          while served.creationCount < target, ContinuousClock.now < limit {
            usleep(2_000)
          }
          usleep(UInt32.random(in: 0...40_000, using: &generator))
          command.send(signal: SIGKILL)
          _ = try await command.outcome()
          // The service processes what has arrived.
          while server.openConnectionCount > 0 { usleep(2_000) }
        }
        let outcome = try await start(folder, server).outcome()
        #expect(outcome.status == 3, "\(outcome.messages)")
        let report = try JSONValue(json: outcome.output)
        #expect(report["documents"]?.integer == Self.names.count)
        #expect(report["agreed"]?.integer == Self.names.count, "\(outcome.output)")
      }
      #expect(try results(in: folder).sorted() == Self.names)
    }
    #expect(v1JobCount(served) == Self.names.count)
    #expect(try await served.v2Statuses().count == Self.names.count)
  }

  @Test func continuesAfterInterruption() async throws {
    let served = ServedSandbox(jobDurations: Sandbox.JobDurations(pending: .seconds(1_800)))
    try await withFolder { folder in
      try await served.run { server in
        let command = try start(folder, server)
        served.waitForCreations(6)
        // The responses have to arrive, too: a job is read after its creation was logged.
        func readJobs() -> Set<Substring> {
          Set(
            server.requests.filter { $0.method == "GET" }.map { $0.path.prefix { $0 != "?" } }
              .filter { $0.contains("/classifier/jobs/") || $0.contains("/v2/classify/") })
        }
        while readJobs().count < 6 { usleep(10_000) }
        command.send(signal: SIGINT)
        let interrupted = try await command.outcome()
        #expect(interrupted.status == 130, "\(interrupted.messages)")
        #expect(interrupted.output.isEmpty)
        #expect(
          interrupted.messages.contains(
            "classify-bridge: stopping; jobs continue, since v1 can't cancel them; press Ctrl-C"),
          "\(interrupted.messages)")
        #expect(interrupted.messages.contains("6 jobs may continue: "))
        #expect(
          interrupted.messages.hasSuffix(
            "To continue, repeat the command: results so far are in compare-results.jsonl.\n"))
        #expect(try results(in: folder).isEmpty)

        // The plan is about what is missing: five files of 17 bytes, and their jobs.
        let plan = try await start(folder, server, options: "--dry-run").outcome()
        #expect(
          plan.output.hasPrefix(
            """
            Documents: 8
            Uploads: 5 with 85 bytes, each used by both versions
            Jobs: 5 of v1 and 5 of v2; 6 jobs already created

            """), "\(plan.output)\(plan.messages)")

        served.finishJobs()
        let outcome = try await start(folder, server).outcome()
        #expect(outcome.status == 3, "\(outcome.messages)")
        #expect(
          outcome.messages.contains(
            "continuing compare-results.jsonl, which has 0 results and 3 unfinished documents"))
        #expect(try JSONValue(json: outcome.output)["agreed"]?.integer == Self.names.count)

        // There is nothing left to do.
        let requestCount = server.requests.count
        let again = try await start(folder, server).outcome()
        #expect(again.output == outcome.output)
        #expect(server.requests.count == requestCount)
      }
    }
    #expect(v1JobCount(served) == Self.names.count)
    #expect(try await served.v2Statuses().count == Self.names.count)
  }

  @Test func refusesResultsOfOtherRules() async throws {
    let served = ServedSandbox()
    try await withFolder { folder in
      try await served.run { server in
        #expect(try await start(folder, server).outcome().status == 3)
        let before = try Data(contentsOf: folder.appending(path: "compare-results.jsonl"))
        let rules = RunCommandTests.rules.replacing("a bird", with: "a fish")
        try Data(rules.utf8).write(to: folder.appending(path: "rules.json"))
        let outcome = try await start(folder, server).outcome()
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(
          outcome.messages.contains("the results are of a run with other rules or options"),
          "\(outcome.messages)")
        #expect(outcome.messages.contains("\n  --rules: other types or descriptions\n"))
        #expect(
          try Data(contentsOf: folder.appending(path: "compare-results.jsonl")) == before)
      }
    }
  }

  /// The version that answered is kept, and the new result replaces the old one.
  @Test func runsDocumentsWithErrorsOfTheMomentAgain() async throws {
    let served = ServedSandbox()
    try await withFolder { folder in
      try await served.run { server in
        let names = ["f0.txt", "f1.txt"]
        #expect(try await start(folder, server, names: names).outcome().status == 3)
        let file = folder.appending(path: "compare-results.jsonl")
        try Self.replaceV2Result(of: "f0.txt", in: file, with: Self.transientError)

        let before = try await start(folder, server, names: names).outcome()
        #expect(try JSONValue(json: before.output)["agreed"]?.integer == 1)
        let again = try await start(
          folder, server, names: names, options: "--retry-errors --format json"
        ).outcome()
        #expect(again.status == 3, "\(again.messages)")
        let judged = try runner.shell(
          "classify-bridge compare --from '\(file.path)' --format json")
        for text in [again.output, judged.output] {
          let report = try JSONValue(json: text)
          #expect(report["documents"]?.integer == 2, "\(text)")
          #expect(report["agreed"]?.integer == 2, "\(text)")
        }
      }
    }
    #expect(v1JobCount(served) == 2)
  }

  private static let transientError: JSONValue = [
    "error": ["code": "server", "message": "status 503"]
  ]

  /// Replaces what v2 answered for a document in a file of results.
  private static func replaceV2Result(
    of name: String, in file: URL, with result: JSONValue
  ) throws {
    let lines = try String(decoding: Data(contentsOf: file), as: UTF8.self).split(separator: "\n")
    let changed = try lines.map { line in
      let value = try JSONValue(json: String(line))
      guard value["document"]?.string == name, let v1 = value["v1"] else { return String(line) }
      let result: JSONValue = ["document": .string(name), "v1": v1, "v2": result]
      return result.jsonText()
    }
    try Data((changed.joined(separator: "\n") + "\n").utf8).write(to: file)
  }

  /// An earlier part is reported, and its jobs are named, also if this one has no result.
  @Test func reportsEarlierResultsIfNothingWasAdded() async throws {
    let served = ServedSandbox()
    try await withFolder { folder in
      try await served.run { server in
        #expect(try await start(folder, server, names: ["f0.txt"]).outcome().status == 3)
        served.sandbox.inject(.creditsExhausted, into: [.createV2Job], times: .max)
        for _ in 0..<2 {
          let outcome = try await start(
            folder, server, names: ["f0.txt", "f1.txt"], options: "--format json"
          ).outcome()
          #expect(outcome.status == 2, "\(outcome.messages)")
          let report = try JSONValue(json: outcome.output)
          #expect(report["documents"]?.integer == 1)
          #expect(report["unfinished"]?.integer == 1)
          // v1's job is created at the same time as the refused one.
          let isNamed = outcome.messages.contains(#/1 job may continue: |Up to 1 more job of v1/#)
          #expect(isNamed, "\(outcome.messages)")
        }
      }
    }
  }

  // MARK: - Reasons

  @Test func tellsThatRunWasInterrupted() async throws {
    let served = ServedSandbox()
    try await withFolder { folder in
      try await served.run { server in
        let first = try await start(folder, server, names: ["f0.txt", "f1.txt"]).outcome()
        #expect(first.status == 3, "\(first.messages)")
        served.set(.hold, afterCreations: 4)
        let command = try start(folder, server)
        served.waitForCreations(5)
        command.send(signal: SIGINT)
        let outcome = try await command.outcome()
        #expect(outcome.status == 130, "\(outcome.messages)")
        let report = try JSONValue(json: outcome.output)
        #expect(report["documents"]?.integer == 2)
        #expect(report["planned"]?.integer == Self.names.count)
        #expect(report["stopped"]?.string == "interrupted")
      }
    }
  }

  @Test(arguments: ["json", "text"])
  func tellsThatAccountIsEmpty(format: String) async throws {
    let served = ServedSandbox()
    served.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2, times: .max)
    try await withFolder { folder in
      try await served.run { server in
        let outcome = try await start(
          folder, server, options: "--concurrency 1 --format \(format)"
        ).outcome()
        #expect(outcome.status == 2, "\(outcome.messages)")
        #expect(outcome.messages.contains("402"), "\(outcome.messages)")
        #expect(outcome.messages.contains("To continue, repeat the command"))
        guard format == "json" else {
          let line = "Partial      2 of 8 documents; stopped: paymentRequired (402)\n"
          #expect(outcome.output.contains(line), "\(outcome.output)")
          return
        }
        let report = try JSONValue(json: outcome.output)
        #expect(report["documents"]?.integer == 2)
        #expect(report["planned"]?.integer == Self.names.count)
        #expect(report["stopped"]?.string == "paymentRequired (402)")
      }
      #expect(try results(in: folder).count == 2)
    }
  }

  @Test func endsWithTwoWithoutConnection() async throws {
    try await withFolder { folder in
      let outcome = try runner.shell(
        """
        cd '\(folder.path)'; classify-bridge compare --rules rules.json f*.txt --format json \
        --api-key llx-any-key --base-url http://127.0.0.1:1
        """)
      #expect(outcome.status == 2, "\(outcome.messages)")
      #expect(outcome.messages.contains("connection"), "\(outcome.messages)")
    }
  }
}
#endif
