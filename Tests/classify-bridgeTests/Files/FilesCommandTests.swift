// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import TestSupport
import Testing

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

@Suite struct FilesCommandTests {
  private static let unknownID = "dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e"

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  private func files(_ line: String) throws -> CommandRunner.Outcome {
    try runner.shell(
      "printf a > a.txt; printf b > b.txt; classify-bridge files \(line) --sandbox")
  }

  private func values(_ outcome: CommandRunner.Outcome) throws -> [JSONValue] {
    try outcome.output.split(separator: "\n").map { try JSONValue(json: String($0)) }
  }

  // MARK: - upload

  @Test func printsIDAndPathOfEachUpload() throws {
    let outcome = try files("upload a.txt b.txt")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.isEmpty)
    #expect(
      outcome.output.wholeMatch(of: #/dfl-[0-9a-f-]{36}  a\.txt\ndfl-[0-9a-f-]{36}  b\.txt\n/#)
        != nil, "\(outcome.output)")
  }

  @Test func uploadsOtherFilesIfSomeCannotBeRead() throws {
    let outcome = try files("upload a.txt missing.txt . b.txt --format jsonl")
    #expect(outcome.status == 2)
    #expect(try values(outcome).map { $0["name"] } == ["a.txt", "b.txt"])
    #expect(
      outcome.messages == """
        classify-bridge: missing.txt: can't read missing.txt: No such file or directory
        classify-bridge: .: it is not a regular file

        """)
  }

  @Test func uploadsFileWhoseNameIsNotUTF8() throws {
    let outcome = try runner.shell(
      "name=$(printf 'caf\\351.txt'); printf a > \"$name\"; "
        + "classify-bridge files upload \"$name\" --sandbox")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.output.hasSuffix("  caf\\xE9.txt\n"), "\(outcome.output)")
  }

  @Test func namesDeletedFileIfOutputCannotBeWritten() async throws {
    try await LoopbackPlan.always(.respond(status: 204, headers: [], body: [])).run { server in
      let outcome = try await RunningCommand(
        runner,
        "classify-bridge files delete dfl-1 dfl-2 --api-key llx-any-key "
          + "--base-url http://\(server.authority) > /dev/full"
      ).outcome()
      #expect(outcome.status == 2)
      #expect(server.requests.count == 1)
      #expect(outcome.messages.contains("dfl-1 is deleted"), "\(outcome.messages)")
    }
  }

  @Test func continuesAfterForbiddenFile() async throws {
    let plan = LoopbackPlan { request in
      request.path.contains("dfl-1")
        ? .json(403, #"{"detail": "not yours"}"#) : .respond(status: 204, headers: [], body: [])
    }
    try await plan.run { server in
      let outcome = try await RunningCommand(
        runner,
        "classify-bridge files delete dfl-1 dfl-2 --format jsonl --api-key llx-any-key "
          + "--base-url http://\(server.authority)"
      ).outcome()
      #expect(outcome.status == 2)
      #expect(outcome.output == "{\"id\":\"dfl-2\"}\n")
      #expect(outcome.messages.contains("not yours"))
    }
  }

  @Test func sendsPurposeAndExternalID() throws {
    let outcome = try files(
      "upload a.txt --purpose user_data --external-file-id invoice-7 --format json")
    let file = try JSONValue(json: outcome.output)
    #expect(file["purpose"] == "user_data")
    #expect(file["external_file_id"] == "invoice-7")
  }

  @Test func sendsClassifyPurposeByDefault() throws {
    #expect(
      try JSONValue(json: try files("upload a.txt --format raw").output)["purpose"] == "classify")
  }

  @Test func printsOneYAMLSequenceForSeveralFiles() throws {
    let several = try files("upload a.txt b.txt --format yaml").output
    #expect(several.split(separator: "\n").count { $0.hasPrefix("- id: dfl-") } == 2)
    #expect(try files("upload a.txt --format yaml").output.hasPrefix("id: dfl-"))
  }

  @Test(arguments: [
    ("upload a.txt b.txt --external-file-id x", "--external-file-id names one file"),
    ("upload a.txt --purpose other", "give one of user_data, parse, extract"),
    ("upload", "<file>"), ("get", "<file-id>"), ("delete", "<file-id>"),
  ])
  func rejectsInvalidArguments(line: String, message: String) throws {
    let outcome = try files(line)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test(arguments: ["upload a b c", "delete a b c"])
  func stopsAtFailureThatAffectsEveryFile(line: String) async throws {
    let plan = LoopbackPlan.always(.json(401, #"{"detail": "Invalid key"}"#))
    try await plan.run { server in
      let outcome = try await RunningCommand(
        runner,
        "classify-bridge files \(line) --api-key llx-wrong-key "
          + "--base-url http://\(server.authority)",
        files: ["a": "x", "b": "x", "c": "x"]
      ).outcome()
      #expect(outcome.status == 2)
      #expect(outcome.output.isEmpty)
      #expect(server.requests.count == 1)
      #expect(outcome.messages.hasSuffix("The key came from --api-key.\n"))
    }
  }

  @Test func continuesAfterRejectedUpload() async throws {
    let plan = LoopbackPlan { request in
      String(decoding: request.body, as: UTF8.self).contains(#"filename="b""#)
        ? .json(422, #"{"detail": "unsupported"}"#)
        : .json(201, #"{"id": "dfl-1", "name": "f"}"#)
    }
    try await plan.run { server in
      let outcome = try await RunningCommand(
        runner,
        "classify-bridge files upload a b c --api-key llx-any-key "
          + "--base-url http://\(server.authority)",
        files: ["a": "x", "b": "x", "c": "x"]
      ).outcome()
      #expect(outcome.status == 2)
      #expect(outcome.output == "dfl-1  a\ndfl-1  c\n")
      #expect(outcome.messages.hasPrefix("classify-bridge: b: "), "\(outcome.messages)")
      #expect(outcome.messages.contains("unsupported"))
    }
  }

  @Test func saysWhatIsUploadedOnSignal() async throws {
    let plan = LoopbackPlan { request in
      String(decoding: request.body, as: UTF8.self).contains(#"filename="b""#)
        ? .hang : .json(201, #"{"id": "dfl-1", "name": "f"}"#)
    }
    try await plan.run { server in
      let command = try RunningCommand(
        runner,
        "exec classify-bridge files upload a b c --api-key llx-any-key "
          + "--base-url http://\(server.authority)",
        files: ["a": "x", "b": "x", "c": "x"])
      let limit = ContinuousClock.now.advanced(by: .seconds(300))
      while server.requests.count < 2, ContinuousClock.now < limit {
        try await Task.sleep(for: .milliseconds(20))
      }
      command.send(signal: SIGINT)
      let outcome = try await command.outcome()
      #expect(outcome.status == 130)
      #expect(outcome.output == "dfl-1  a\n")
      #expect(
        outcome.messages == """
          classify-bridge: stopping; press Ctrl-C again to exit immediately
          Uploaded 1 of 3 files; stdout has their IDs.
          b was in flight: it may have been uploaded, too.
            To find it: classify-bridge files list

          """)
      #expect(server.requests.count == 2)
    }
  }

  // MARK: - list, get, delete

  @Test(arguments: [
    ("", 4), ("--max-items 3 --page-size 2", 3), ("--max-items 0", 0),
    ("--file-name letter.txt", 1), ("--external-file-id none", 0),
  ])
  func listsFiles(options: String, count: Int) throws {
    let outcome = try files("list --format jsonl \(options)")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try values(outcome).count == count)
  }

  @Test func printsOnePageAsRaw() throws {
    let page = try JSONValue(json: try files("list --page-size 3 --format raw").output)
    #expect(page["items"]?.array?.count == 3)
    let token = try #require(page["next_page_token"]?.string)
    let rest = try files("list --page-size 3 --page-token \(token) --format jsonl")
    #expect(try values(rest).count == 1)
  }

  @Test func takesOptionsBeforeCommand() throws {
    let outcome = try runner.shell(
      "classify-bridge --format jsonl files --sandbox list --max-items 1")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try values(outcome).count == 1)
  }

  @Test(arguments: ["json", "raw"])
  func getsFile(format: String) throws {
    let listed = try #require(
      try values(try files("list --format jsonl --file-name letter.txt")).first)
    let id = try #require(listed["id"]?.string)
    let outcome = try files("get \(id) --format \(format)")
    #expect(try JSONValue(json: outcome.output) == listed)
  }

  @Test func saysThatContentsAreNotPrinted() throws {
    let help = try runner.shell("classify-bridge files get --help").output
    #expect(help.contains("not its contents"))
    #expect(help.contains("in the official CLI prints a URL"))
  }

  @Test func failsForUnknownFile() throws {
    let outcome = try files("get \(Self.unknownID)")
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.messages.contains("File not found"))
  }

  @Test func deletesOtherFilesIfOneIsUnknown() async throws {
    let service = ServedSandbox()
    let ids = service.addFiles(3)
    try await service.run { server in
      func files(_ line: String) async throws -> CommandRunner.Outcome {
        try await RunningCommand(
          runner,
          "classify-bridge files \(line) --format jsonl --api-key llx-any-key "
            + "--base-url http://\(server.authority)"
        ).outcome()
      }
      let deleted = try await files("delete \(ids[0]) \(Self.unknownID) \(ids[1])")
      #expect(deleted.status == 2)
      #expect(deleted.output == "{\"id\":\"\(ids[0])\"}\n{\"id\":\"\(ids[1])\"}\n")
      #expect(deleted.messages.hasPrefix("classify-bridge: \(Self.unknownID): "))
      #expect(deleted.messages.contains("File not found"))
      let left = try values(try await files("list"))
      #expect(left.map { $0["id"]?.string } == [ids[2]])
    }
  }
}
#endif
