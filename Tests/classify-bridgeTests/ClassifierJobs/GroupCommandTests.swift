// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import ClassifySandbox
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// Creating and resuming groups with `classifier:jobs create --on v2`.
@Suite struct GroupCommandTests {
  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func start(
    _ server: LoopbackServer, _ command: String, files: [String] = []
  ) throws -> RunningCommand {
    try GroupCommand.start(runner, server, command, files: files)
  }

  // MARK: - Resuming

  @Test func createsOnlyMissingJobsAfterKill() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(20)
    try await service.run { server in
      service.set(.loseResponses, afterCreations: 7)
      let first = try start(server, "create --on v2", files: files)
      service.waitForCreations(8)
      first.send(signal: SIGKILL)
      let killed = try await first.outcome()
      // The service processes what has arrived.
      while server.openConnectionCount > 0 { usleep(2_000) }
      #expect(killed.status == -SIGKILL)
      #expect(killed.output.isEmpty)
      let group = try #require(GroupCommand.announcedGroup(in: killed.messages))
      let created = service.sandbox.createdV2JobCount
      #expect((8..<20).contains(created))

      service.set(.serve)
      for _ in 1...2 {
        let again = try await start(server, "create --on v2 --group-id \(group)", files: files)
          .outcome()
        #expect(again.status == 0, "\(again.messages)")
        #expect(try JSONValue(json: again.output)["id"]?.string == group)
        #expect(service.sandbox.createdV2JobCount == 20)
      }
      let results = try await start(server, "get-results \(group) --on v2").outcome()
      let items = try JSONValue(json: results.output)["items"]?.array ?? []
      #expect(items.compactMap { $0["file_id"]?.string } == files)
    }
  }

  @Test func printsGroupOnceBeforeFirstCreation() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(3)
    try await service.run { server in
      service.set(.hold)
      let command = try start(server, "create --on v2", files: files)
      service.waitForCreations(1)
      command.send(signal: SIGKILL)
      let outcome = try await command.outcome()
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(
        outcome.messages
          == "Creating group \(group). If this command is stopped, run it again with "
          + "--group-id \(group) to create only what is missing.\n")
      #expect(GroupID(group)?.memberCount == 3)
    }
  }

  @Test(arguments: [1, 3])
  func createsGroupWithIDMadeBeforehand(count: Int) async throws {
    let made = try runner.shell("classify-bridge classifier:jobs new-group-id --files \(count)")
    #expect(made.status == 0)
    #expect(made.messages.isEmpty)
    let group = try #require(made.output.split(separator: "\n").first.map(String.init))
    #expect(made.output == "\(group)\n")
    #expect(GroupID(group)?.memberCount == count)
    let service = ServedSandbox()
    let files = service.addFiles(count)
    try await service.run { server in
      for _ in 1...2 {
        let outcome = try await start(server, "create --on v2 --group-id \(group)", files: files)
          .outcome()
        #expect(outcome.status == 0, "\(outcome.messages)")
        #expect(try JSONValue(json: outcome.output)["id"]?.string == group)
        #expect(service.sandbox.createdV2JobCount == count)
      }
    }
  }

  @Test func printsNoGroupForOneFileOrRefusedRequest() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(2)
    try await service.run { server in
      let single = try await start(server, "create --on v2", files: [files[0]]).outcome()
      #expect(single.status == 0)
      #expect(!single.messages.contains("Creating group"))
      let refused = try await start(server, "create --on v2 --mode MULTIMODAL", files: files)
        .outcome()
      #expect(refused.status == 2)
      #expect(!refused.messages.contains("Creating group"))
    }
  }

  @Test func suggestsGroupAfterFailure() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(4)
    service.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2, times: 10)
    try await service.run { server in
      let outcome = try await start(server, "create --on v2", files: files).outcome()
      #expect(outcome.status == 2)
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(
        outcome.messages.contains(
          "\n  To create what is missing, run again with --group-id \(group)\n"))
    }
  }

  @Test func repeatsProjectInCommands() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(4)
    service.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 2, times: 10)
    let flag = "--project-id \(service.sandbox.projectID)"
    try await service.run { server in
      let outcome = try await start(server, "create --on v2 \(flag)", files: files).outcome()
      #expect(outcome.status == 2)
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(
        outcome.messages.hasPrefix(
          "Creating group \(group). If this command is stopped, run it again with "
            + "--group-id \(group) \(flag) to create only what is missing.\n"))
      #expect(
        outcome.messages.contains(
          "\n  To create what is missing, run again with --group-id \(group) \(flag)\n"))
    }
  }

  @Test func suggestsNewGroupIfDocumentIsRefused() async throws {
    let service = ServedSandbox()
    let unknownFile = "dfl-00000000-0000-4000-8000-000000000000"
    let files = service.addFiles(3) + [unknownFile]
    try await service.run { server in
      let outcome = try await start(server, "create --on v2", files: files).outcome()
      #expect(outcome.status == 2)
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(!outcome.messages.contains("To create what is missing"))
      #expect(
        outcome.messages.hasSuffix(
          """

            The service refuses \(unknownFile), and would again: replace it, and create a new group \
          without --group-id.
            To cancel the jobs of this group: classify-bridge classifier:jobs cancel \(group) --on v2

          """), "\(outcome.messages)")
    }
  }

  // MARK: - Wrong groups

  @Test(arguments: [
    ("--group-id 182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e --on v2", "is not a group ID: give the ID"),
    ("--group-id '' --on v2", "is not a group ID"),
    (
      "--group-id 019b8d87-0000-8005-8000-000000000000 --on v2",
      "is for 5 files, and the request has 2: give the files that the group was created for"
    ),
    ("--group-id 019b8d87-0000-8002-8000-000000000000", "--group-id needs --on v2"),
    ("--on-interrupt cancel", "--on-interrupt cancel needs --on v2: v1 can't cancel jobs"),
  ])
  func rejectsGroupBeforeSending(options: String, message: String) async throws {
    let service = ServedSandbox()
    let files = service.addFiles(2)
    try await service.run { server in
      let outcome = try await start(server, "create \(options)", files: files).outcome()
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages.contains(message), "\(outcome.messages)")
      #expect(server.requests.isEmpty)
    }
  }

  @Test func rejectsGroupOfOtherFilesBeforeCreating() async throws {
    let service = ServedSandbox()
    let files = service.addFiles(4)
    try await service.run { server in
      let first = try await start(server, "create --on v2", files: Array(files[..<2])).outcome()
      let group = try #require(GroupCommand.announcedGroup(in: first.messages))
      let other = try await start(
        server, "create --on v2 --group-id \(group)", files: Array(files[2...])
      ).outcome()
      #expect(other.status == 2)
      #expect(other.output.isEmpty)
      #expect(
        other.messages.contains(
          "Group \(group) was created for other files or options: run again with the same ones"),
        "\(other.messages)")
      // The command takes no keys.
      #expect(!other.messages.contains("the key \""), "\(other.messages)")
      #expect(service.creationCount == 2)
    }
  }

  @Test func saysThatMembersWereCancelled() async throws {
    let service = ServedSandbox(jobDurations: .init(pending: .seconds(600), running: .zero))
    let files = service.addFiles(3)
    try await service.run { server in
      let created = try await start(server, "create --on v2", files: files).outcome()
      let group = try #require(GroupCommand.announcedGroup(in: created.messages))
      #expect(!created.messages.contains("cancelled"))
      let cancelled = try await start(server, "cancel \(group) --on v2").outcome()
      #expect(cancelled.status == 0, "\(cancelled.messages)")
      let again = try await start(server, "create --on v2 --group-id \(group)", files: files)
        .outcome()
      #expect(again.status == 0, "\(again.messages)")
      #expect(try JSONValue(json: again.output)["status"] == "CANCELLED")
      #expect(
        again.messages.contains(
          "3 jobs of this group were cancelled before, for instance by an interruption. To classify "
            + "the files again, create a new group: leave out --group-id, or give a new one.\n"),
        "\(again.messages)")
    }
  }

  @Test(arguments: ["0", "501", "-1"])
  func rejectsFileCountOutOfRange(count: String) throws {
    let outcome = try runner.shell("classify-bridge classifier:jobs new-group-id --files=\(count)")
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("--files takes 1 to 500, not \(count)."))
  }

  // MARK: - Cancelling and deleting

  @Test func cancelsThenDeletesGroup() async throws {
    let service = ServedSandbox(jobDurations: .init(pending: .seconds(600), running: .zero))
    let files = service.addFiles(3)
    try await service.run { server in
      let created = try await start(server, "create --on v2", files: files).outcome()
      let group = try #require(try JSONValue(json: created.output)["id"]?.string)
      let early = try await start(server, "delete \(group) --on v2").outcome()
      #expect(early.status == 2)
      #expect(early.messages.contains("has 3 unfinished members"))
      let cancelled = try await start(server, "cancel \(group) --on v2").outcome()
      #expect(cancelled.status == 0, "\(cancelled.messages)")
      #expect(try JSONValue(json: cancelled.output)["status"] == "CANCELLED")
      let again = try await start(server, "cancel \(group) --on v2").outcome()
      #expect(again.status == 2)
      #expect(
        again.messages.contains("is already finished (CANCELLED); nothing was cancelled\n"),
        "\(again.messages)")
      #expect(try await service.v2Statuses() == ["CANCELLED", "CANCELLED", "CANCELLED"])
      let deleted = try await start(server, "delete \(group) --on v2").outcome()
      #expect(deleted.status == 0, "\(deleted.messages)")
      #expect(try JSONValue(json: deleted.output) == .object(["id": .string(group)]))
      #expect(try await service.v2Statuses().isEmpty)
    }
  }

  @Test(arguments: ["cancel", "delete"])
  func suggestsV2ForV1(command: String) throws {
    let outcome = try runner.shell("classify-bridge classifier:jobs \(command) x --sandbox")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(
      outcome.messages == """
        classify-bridge: v1 can't \(command) jobs; job x is unchanged
          For a job of v2 or a group, add --on v2.

        """)
  }
}

/// Starts `classifier:jobs` commands.
enum GroupCommand {
  /// Starts a command, such as `create --on v2`, for files and a rule.
  static func start(
    _ runner: CommandRunner, _ server: LoopbackServer, _ command: String, files: [String] = []
  ) throws -> RunningCommand {
    let rule = files.isEmpty ? "" : " --rule '{type: invoice, description: has an invoice number}'"
    return try RunningCommand(
      runner,
      "exec classify-bridge classifier:jobs \(command)\(rule) --format jsonl "
        + files.map { "--file-id \($0) " }.joined(),
      environment: [
        "LLAMA_CLOUD_BASE_URL": "http://\(server.authority)", "LLAMA_CLOUD_API_KEY": "llx-any-key",
      ])
  }

  /// Returns the ID in the first line of messages, `Creating group ID. If this command…`.
  static func announcedGroup(in messages: String) -> String? {
    let words = messages.split(separator: "\n").first?.split(separator: " ") ?? []
    guard words.count > 3, words[0] == "Creating", words[1] == "group", words[2].hasSuffix(".")
    else { return nil }
    return String(words[2].dropLast())
  }
}
#endif
