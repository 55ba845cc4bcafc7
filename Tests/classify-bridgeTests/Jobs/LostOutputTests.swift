// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

/// Commands that create jobs and can't write their output.
@Suite struct LostOutputTests {
  private static let file = "53cb9f0c-747e-42ea-ac82-9abe1f4532e1"
  private static let rule = "'{type: invoice, description: has an invoice number}'"
  private static let commands = [
    "classifier:jobs create --file-id \(file) --rule \(rule)",
    "classifier:jobs create --file-id \(file) --rule \(rule) --on v2",
    "classifier:jobs create --file-id \(file) --file-id \(file) --rule \(rule) --on v2",
    "classify create --file-input dfl-\(file) --configuration.rules \(rule)",
  ]

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test(arguments: commands)
  func namesJobIfReaderHasGone(command: String) throws {
    let outcome = try runner.shell(
      "mkfifo p; true < p & exec 3> p; wait $!; "
        + "classify-bridge \(command) --sandbox < /dev/null >&3; echo \"status $?\" >&2")
    #expect(outcome.messages.contains(#/(Job|Group) \S{36,40} exists, although the output/#))
    #expect(outcome.messages.hasSuffix("\nstatus 0\n"), "\(outcome.messages)")
  }

  @Test func stopsRunIfReaderHasGone() async throws {
    let names = (0..<8).map { "f\($0)" }
    let contents = Dictionary(uniqueKeysWithValues: names.map { ($0, "x") })
    try await FinishingService.plan().run { server in
      let outcome = try await RunningCommand(
        runner,
        "{ classify-bridge run --rules rules.json \(names.joined(separator: " ")) --concurrency 1 "
          + "--format jsonl --api-key llx-any-key --base-url http://\(server.authority); "
          + "echo \"status $?\" >&2; } | head -n 1",
        files: contents.merging(["rules.json": RunCommandTests.rules]) { $1 }
      ).outcome()
      let creations = server.requests.filter {
        $0.method == "POST" && $0.path.hasSuffix("/classify")
      }
      #expect((1..<8).contains(creations.count))
      #expect(outcome.output.split(separator: "\n").count == 1)
      #expect(
        outcome.messages.hasPrefix(
          "classify-bridge: the output can't be written: cancelling running jobs\n"),
        "\(outcome.messages)")
      #expect(outcome.messages.contains(#/\nf0 +song +0\.90? +clj-101\n/#), "\(outcome.messages)")
      #expect(outcome.messages.contains("\n8 files: "))
      #expect(outcome.messages.hasSuffix("\nstatus 0\n"))
    }
  }

  @Test(arguments: ["text", "json", "csv", "yaml"])
  func stopsRunBeforeItPrintsIfReaderHasGone(format: String) async throws {
    let names = (0..<8).map { "f\($0)" }
    let contents = Dictionary(uniqueKeysWithValues: names.map { ($0, "x") })
    try await FinishingService.plan().run { server in
      let outcome = try await RunningCommand(
        runner,
        "mkfifo p; true < p & exec 3> p; wait $!; "
          + "classify-bridge run --rules rules.json \(names.joined(separator: " ")) "
          + "--concurrency 1 --format \(format) --api-key llx-any-key "
          + "--base-url http://\(server.authority) >&3; echo \"status $?\" >&2",
        files: contents.merging(["rules.json": RunCommandTests.rules]) { $1 }
      ).outcome()
      let creationCount = server.requests.count {
        $0.method == "POST" && $0.path.hasSuffix("/classify")
      }
      #expect(creationCount < 8)
      #expect(
        outcome.messages.hasPrefix(
          "classify-bridge: the output can't be written: cancelling running jobs\n"),
        "\(outcome.messages)")
      #expect(outcome.messages.hasSuffix("\nstatus 0\n"))
    }
  }

  #if os(Linux)
  @Test(arguments: commands)
  func namesJobIfDiskIsFull(command: String) throws {
    let outcome = try runner.shell(
      "classify-bridge \(command) --sandbox < /dev/null > /dev/full")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.contains(
        #/(Job|Group) \S{36,40} exists, although the output could not be written\.\n/#),
      "\(outcome.messages)")
    #expect(outcome.messages.contains("can't write the output: No space left on device\n"))
  }

  @Test(arguments: ["text", "json", "jsonl", "csv", "yaml"])
  func printsResultsOfRunIfDiskIsFull(format: String) throws {
    let outcome = try runner.shell(
      "printf 'zzz' > f; cat > rules.json; classify-bridge run --sandbox --rules rules.json f "
        + "--format \(format) > /dev/full", input: RunCommandTests.rules)
    #expect(outcome.status == 2)
    #expect(outcome.messages.contains("The output could not be written. The results are:\nFile "))
    #expect(outcome.messages.contains(#/\nf +\(unmatched\) +[\d.]+ +clj-\S+\n/#))
    #expect(
      outcome.messages.hasSuffix(
        """

        1 file: 1 unmatched
        classify-bridge: can't write the output: No space left on device

        """), "\(outcome.messages)")
  }
  #endif
}
#endif
