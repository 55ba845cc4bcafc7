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

/// Tests of commands that create or watch jobs when a signal interrupts them.
@Suite struct CreateInterruptionTests {
  private let runner: CommandRunner
  private let service = ServedSandbox(
    jobDurations: Sandbox.JobDurations(pending: .seconds(600), running: .zero))

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  /// Sends a signal while creations are held, and releases them afterwards.
  private func interrupt(
    _ command: RunningCommand, _ signal: Int32 = SIGINT, whenHeld count: Int
  ) async throws -> CommandRunner.Outcome {
    service.waitForCreations(count)
    command.send(signal: signal)
    try command.waitForMessage("classify-bridge: stopping", "classify-bridge: cancelling")
    usleep(200_000)
    service.set(.serve)
    return try await command.outcome()
  }

  private func start(
    _ server: LoopbackServer, _ command: String, files: [String] = []
  ) throws -> RunningCommand {
    try GroupCommand.start(runner, server, command, files: files)
  }

  private func startV2(_ server: LoopbackServer, _ command: String) throws -> RunningCommand {
    try RunningCommand(
      runner, "exec classify-bridge classify \(command) --api-key llx-any-key --format jsonl",
      environment: ["LLAMA_CLOUD_BASE_URL": "http://\(server.authority)"])
  }

  // MARK: - Groups

  @Test(arguments: zip([SIGINT, SIGTERM, SIGHUP], [Int32(130), 143, 129]))
  func keepsAndCountsCreatedJobs(signal: Int32, status: Int32) async throws {
    let files = service.addFiles(30)
    try await service.run { server in
      service.set(.hold, afterCreations: 5)
      let command = try start(server, "create --on v2", files: files)
      let outcome = try await interrupt(command, signal, whenHeld: 6)
      #expect(outcome.status == status, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
      // The held creations end, and no other starts.
      let created = service.sandbox.createdV2JobCount
      #expect((6..<30).contains(created))
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      let hint = signal == SIGINT ? "; press Ctrl-C again to exit immediately" : ""
      #expect(
        outcome.messages.contains(
          """
          classify-bridge: stopping\(hint)
          Group \(group): \(created) of 30 jobs exist and continue.
            To create what is missing, run again with --group-id \(group)
            To cancel them: classify-bridge classifier:jobs cancel \(group) --on v2

          """), "\(outcome.messages)")
      #expect(try await service.v2Statuses().allSatisfy { $0 == "PENDING" })
      let again = try await start(server, "create --on v2 --group-id \(group)", files: files)
        .outcome()
      #expect(again.status == 0, "\(again.messages)")
      #expect(service.sandbox.createdV2JobCount == 30)
    }
  }

  @Test func cancelsEveryCreatedJobIfChosen() async throws {
    let files = service.addFiles(30)
    try await service.run { server in
      service.set(.hold, afterCreations: 5)
      let command = try start(server, "create --on v2 --on-interrupt cancel", files: files)
      let outcome = try await interrupt(command, whenHeld: 6)
      #expect(outcome.status == 130, "\(outcome.messages)")
      let statuses = try await service.v2Statuses()
      #expect(statuses.count == service.sandbox.createdV2JobCount)
      #expect(statuses.count < 30)
      #expect(statuses.allSatisfy { $0 == "CANCELLED" })
      #expect(outcome.messages.contains("classify-bridge: cancelling; press Ctrl-C again"))
      #expect(
        outcome.messages.contains(
          ": \(statuses.count) jobs existed; \(statuses.count) cancelled, 0 finished before.\n"))
    }
  }

  @Test func saysWhatIsLeftOnSecondSignal() async throws {
    let files = service.addFiles(30)
    try await service.run { server in
      service.set(.hold, afterCreations: 5)
      let command = try start(server, "create --on v2", files: files)
      service.waitForCreations(13)
      command.send(signal: SIGINT)
      try command.waitForMessage("press Ctrl-C again")
      // Until then, another signal counts as the same.
      usleep(600_000)
      command.send(signal: SIGINT)
      let outcome = try await command.outcome()
      #expect(outcome.status == 130)
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(
        outcome.messages.contains(
          "Group \(group): 5 of 30 jobs exist and continue; up to 8 more may exist.\n"),
        "\(outcome.messages)")
      #expect(outcome.messages.contains("run again with --group-id \(group)\n"))
    }
  }

  @Test func saysThatOnlyJobOfGroupMayExist() async throws {
    let files = service.addFiles(30)
    try await service.run { server in
      service.set(.hold)
      let command = try start(server, "create --on v2", files: files)
      // The first member is created alone.
      service.waitForCreations(1)
      command.send(signal: SIGINT)
      try command.waitForMessage("press Ctrl-C again")
      // Until then, another signal counts as the same.
      usleep(600_000)
      command.send(signal: SIGINT)
      let outcome = try await command.outcome()
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(
        outcome.messages.contains("\nGroup \(group): up to 1 of 30 jobs may exist.\n"),
        "\(outcome.messages)")
    }
  }

  @Test func namesMembersThatMayExistDespiteCancellation() async throws {
    let files = service.addFiles(30)
    try await service.run { server in
      service.set(.hold, afterCreations: 5)
      let command = try start(server, "create --on v2 --on-interrupt cancel", files: files)
      service.waitForCreations(13)
      command.send(signal: SIGINT)
      // The held creations get no response: they end with the grace period.
      let outcome = try await command.outcome()
      #expect(outcome.status == 130, "\(outcome.messages)")
      let group = try #require(GroupCommand.announcedGroup(in: outcome.messages))
      #expect(
        outcome.messages.contains(
          """
          Group \(group): 5 jobs existed; 5 cancelled, 0 finished before.
          Up to 8 more may exist: the service has not confirmed them.
            To cancel them: classify-bridge classifier:jobs cancel \(group) --on v2

          """), "\(outcome.messages)")
    }
  }

  // MARK: - Single jobs

  @Test func saysThatV1JobContinues() async throws {
    let files = service.addFiles(2)
    try await service.run { server in
      service.set(.hold)
      let command = try start(server, "create --on v1", files: files)
      let outcome = try await interrupt(command, whenHeld: 1)
      #expect(outcome.status == 130, "\(outcome.messages)")
      #expect(service.sandbox.createdV1JobCount == 1)
      #expect(outcome.messages.hasPrefix("classify-bridge: stopping; press Ctrl-C again"))
      #expect(
        outcome.messages.contains(" was created and continues.\n  v1 can't cancel jobs.\n"),
        "\(outcome.messages)")
    }
  }

  @Test func printsCreatedJobDespiteSignal() async throws {
    let file = service.addFiles(1)[0]
    try await service.run { server in
      service.set(.hold)
      let command = try startV2(
        server,
        "create --file-input \(file) --configuration.rules '{type: a, description: ten letters}'")
      let outcome = try await interrupt(command, whenHeld: 1)
      #expect(outcome.status == 130, "\(outcome.messages)")
      let id = try #require(try JSONValue(json: outcome.output)["id"]?.string)
      #expect(
        outcome.messages.hasSuffix(
          """
          Job \(id) was created and continues.
            To cancel it: classify-bridge classify cancel \(id)

          """), "\(outcome.messages)")
      #expect(try await service.v2Statuses() == ["PENDING"])
    }
  }

  @Test(arguments: ["keep", "cancel"])
  func printsRefusalDespiteSignal(action: String) async throws {
    let file = service.addFiles(1)[0]
    service.sandbox.inject(.creditsExhausted, into: [.createV2Job], times: 1)
    try await service.run { server in
      service.set(.hold)
      let command = try startV2(
        server,
        "create --file-input \(file) --configuration.rules '{type: a, description: ten letters}' "
          + "--on-interrupt \(action)")
      let outcome = try await interrupt(command, whenHeld: 1)
      #expect(outcome.status == 130, "\(outcome.messages)")
      #expect(
        outcome.messages.contains("\nclassify-bridge: the service refused to create a job (402"),
        "\(outcome.messages)")
      #expect(outcome.messages.hasSuffix("\nNo job was created.\n"), "\(outcome.messages)")
    }
  }

  @Test func cancelsCreatedJobIfChosen() async throws {
    let file = service.addFiles(1)[0]
    try await service.run { server in
      service.set(.hold)
      let command = try startV2(
        server,
        "create --file-input \(file) --configuration.rules '{type: a, description: ten letters}' "
          + "--on-interrupt cancel")
      let outcome = try await interrupt(command, whenHeld: 1)
      #expect(outcome.status == 130, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.messages.hasSuffix(" was cancelled.\n"))
      #expect(try await service.v2Statuses() == ["CANCELLED"])
    }
  }

  @Test func givesKeyOfUnansweredCreation() async throws {
    let file = service.addFiles(1)[0]
    try await service.run { server in
      service.set(.loseResponses)
      let command = try startV2(
        server,
        "create --file-input \(file) --configuration.rules '{type: a, description: ten letters}' "
          + "--transaction-id march-1")
      service.waitForCreations(1)
      command.send(signal: SIGINT)
      try command.waitForMessage("press Ctrl-C again")
      // Until then, another signal counts as the same.
      usleep(600_000)
      command.send(signal: SIGTERM)
      let outcome = try await command.outcome()
      #expect(outcome.status == 143)
      #expect(
        outcome.messages == """
          classify-bridge: stopping; press Ctrl-C again to exit immediately
          It is not known whether a job was created: the service has not confirmed it.
            To find it: classify-bridge classify list
            To create it only once, run again with --transaction-id march-1

          """)
    }
  }

  /// The job may exist after these responses, and the command waits before it tries again.
  @Test(arguments: [408, 409, 503])
  func doesNotDenyUnconfirmedJob(status: Int) async throws {
    let plan = LoopbackPlan.always(.json(status, "{}", headers: [("Retry-After", "50")]))
    try await plan.run { server in
      let command = try startV2(
        server,
        "create --file-input f --configuration.rules '{type: a, description: ten letters}' "
          + "--transaction-id march-1 --project-id p-1 --organization-id o-1")
      let limit = ContinuousClock.now.advanced(by: .seconds(300))
      while server.requests.isEmpty, ContinuousClock.now < limit { usleep(10_000) }
      command.send(signal: SIGINT)
      let outcome = try await command.outcome()
      #expect(outcome.status == 130)
      #expect(
        outcome.messages == """
          classify-bridge: stopping; press Ctrl-C again to exit immediately
          It is not known whether a job was created: the service has not confirmed it.
            To find it: classify-bridge classify list --project-id p-1 --organization-id o-1
            To create it only once, run again with --transaction-id march-1 --project-id p-1 \
          --organization-id o-1

          """)
    }
  }

  @Test(arguments: zip(["keep", "cancel"], ["PENDING", "CANCELLED"]))
  func keepsOrCancelsAwaitedJob(action: String, status: String) async throws {
    let file = service.addFiles(1)[0]
    try await service.run { server in
      let created = try await startV2(
        server,
        "create --file-input \(file) --configuration.rules '{type: a, description: ten letters}'"
      ).outcome()
      let id = try #require(try JSONValue(json: created.output)["id"]?.string)
      let command = try startV2(server, "wait \(id) --on-interrupt \(action)")
      let limit = ContinuousClock.now.advanced(by: .seconds(300))
      while !server.requests.contains(where: { $0.method == "GET" }),
        ContinuousClock.now < limit
      { try await Task.sleep(for: .milliseconds(20)) }
      command.send(signal: SIGINT)
      let outcome = try await command.outcome()
      #expect(outcome.status == 130, "\(outcome.messages)")
      #expect(outcome.output.isEmpty)
      #expect(try await service.v2Statuses() == [status])
      let text = action == "keep" ? "Job \(id) continues.\n" : "Job \(id) was cancelled.\n"
      #expect(outcome.messages.contains(text), "\(outcome.messages)")
    }
  }

  @Test(.enabled(if: PseudoTerminal.canType, "there is no setsid"))
  func keepsAwaitedJobOnCtrlCInTerminal() async throws {
    let file = service.addFiles(1)[0]
    try await service.run { server in
      let created = try await startV2(
        server,
        "create --file-input \(file) --configuration.rules '{type: a, description: ten letters}'"
      ).outcome()
      let id = try #require(try JSONValue(json: created.output)["id"]?.string)
      let text = try PseudoTerminal(runner).run(
        "classify-bridge classify wait \(id) --api-key llx-any-key "
          + "--base-url http://\(server.authority)",
        typing: .init("\u{3}", after: "\(id): PENDING"))
      // The progress line is erased before each message.
      #expect(text.contains("\r\u{1B}[Kclassify-bridge: stopping; press Ctrl-C again"))
      #expect(text.contains("\u{1B}[KJob \(id) continues.\n"), "\(text)")
    }
  }
}
#endif
