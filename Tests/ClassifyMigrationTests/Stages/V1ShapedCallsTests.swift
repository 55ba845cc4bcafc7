// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Synchronization
import Testing

/// The v1-shaped calls of a client, served by a `MigratingBackend`.
@Suite struct V1ShapedCallsTests {
  /// A transport to a sandbox that keeps the bodies of requests that create v1 jobs.
  private final class RecordingTransport: HTTPTransport {
    private let sandbox: Sandbox
    private let bodies = Mutex<[String]>([])

    init(_ sandbox: Sandbox) { self.sandbox = sandbox }

    var createdBodies: [String] { bodies.withLock(\.self) }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      if request.method == .post, request.path.hasPrefix("/api/v1/classifier/jobs") {
        let text = String(decoding: request.body ?? [], as: UTF8.self)
        bodies.withLock { $0.append(text) }
      }
      return try await sandbox.send(request)
    }
  }

  /// What v1 received, and what the caller got.
  private struct Outcome: Equatable {
    var bodies: [String] = []
    var status: Int?
    var code: ClassifyError.Code?
  }

  /// Stages in which v1 answers.
  private static let stagesOfV1 = [
    "v1Only", "shadow", "canary:0", "canary:0+mirror", "v2Only, killed",
  ]

  /// Members besides files and rules that the model does not keep as they are.
  private static let members = [
    #""parsing_configuration":{"target_pages":[0,1]}"#,
    #""parsing_configuration":{"target_pages":[1,0,1]}"#,
    #""parsing_configuration":{"target_pages":[0],"max_pages":null,"new":{"a":1.50}}"#,
    #""parsing_configuration":{}"#,
    #""parsing_configuration":null,"mode":null,"webhook_configurations":[]"#,
    #""new":true"#,
    #""mode":"MULTIMODAL""#,
    #""webhook_configurations":[{"webhook_url":"https://example.com/a","#
      + #""webhook_events":["classify.pending","parse.success","older.event"],"#
      + #""webhook_headers":{"x":1}}]"#,
  ]

  /// Members that the translation to the model refuses, of which v1 accepts some.
  private static let refusedMembers = [
    #""parsing_configuration":{"max_pages":0}"#,
    #""parsing_configuration":{"lang":"not-a-code"}"#,
    #""parsing_configuration":{"target_pages":"1-2"}"#,
    #""parsing_configuration":{"target_pages":[]}"#,
  ]

  private let sandbox = Sandbox()
  private let file: String
  private let control = MigrationControl()
  private let mirror = JobMirror(v1: FakeBackend(.v1), v2: FakeBackend(.v2)) { _ in }

  init() {
    file = sandbox.addFile(name: "a.txt", text: "Invoice number 7, total amount 12 EUR")
  }

  private var service: ClassifierService {
    .backend { [control, mirror] v1, v2 in
      MigratingBackend(v1: v1, v2: v2, control: control, mirror: mirror)
    }
  }

  /// Sets the stage, and turns on the kill switch if the text ends so.
  private func setStage(_ text: String) throws {
    let parts = text.split(separator: ", ")
    control.stage = try #require(MigrationStage(String(parts[0])))
    if parts.count > 1 { control.kill() }
  }

  private func params(_ members: String) throws -> V1.JobCreateParams {
    let rule = #"{"type":"invoice","description":"has an invoice number","weight":2}"#
    return try V1.JobCreateParams(
      json: #"{"file_ids":["\#(file)"],"rules":[\#(rule)],\#(members)}"#)
  }

  private func client(
    _ service: ClassifierService, _ transport: any HTTPTransport,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in }
  ) throws -> LlamaCloud {
    LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("any-key")), classifier: service,
      transport: transport, onTranslation: onTranslation)
  }

  @available(*, deprecated)
  private func outcome(_ members: String, by service: ClassifierService) async throws -> Outcome {
    let transport = RecordingTransport(sandbox)
    var outcome = Outcome()
    do {
      _ = try await client(service, transport).classifier.jobs.create(try params(members))
    } catch let error as ClassifyError {
      outcome.status = error.status
      outcome.code = error.code
    }
    outcome.bodies = transport.createdBodies
    return outcome
  }

  // MARK: - Creating

  @available(*, deprecated)
  @Test(arguments: stagesOfV1, members + refusedMembers)
  func sendsUnchangedBodyToV1(stage: String, members: String) async throws {
    try setStage(stage)
    let direct = try await outcome(members, by: .v1)
    #expect(direct.bodies.count == 1)
    #expect(try await outcome(members, by: service) == direct)
    mirror.stop()
  }

  /// A canary refuses nothing that one of the versions accepts.
  @available(*, deprecated)
  @Test(arguments: [#""mode":"MULTIMODAL""#] + refusedMembers)
  func sendsUnchangedBodyToV1IfV2CanNotGetIt(members: String) async throws {
    try setStage("canary:100")
    let direct = try await outcome(members, by: .v1)
    #expect(direct.bodies.count == 1)
    #expect(try await outcome(members, by: service) == direct)
    #expect(sandbox.createdV2JobCount == 0)
    #expect(control.counts.inexpressible == (Self.refusedMembers.contains(members) ? 1 : 0))
  }

  @available(*, deprecated)
  @Test(arguments: ["rampDown", "v2Only"], refusedMembers)
  func refusesWhatV2CanNotGet(stage: String, members: String) async throws {
    try setStage(stage)
    await #expect(throws: TranslationRefusal.self) { try await outcome(members, by: service) }
    #expect(sandbox.requests.isEmpty)
    #expect(control.counts.inexpressible == 1)
    #expect(control.counts.failed == 0)
  }

  /// Only v2 has groups, so v1 is not asked instead.
  @available(*, deprecated)
  @Test(arguments: stagesOfV1, refusedMembers)
  func refusesGroupThatV2CanNotGet(stage: String, members: String) async throws {
    try setStage(stage)
    let client = try client(service, sandbox)
    let group = client.classifier.jobs.newGroup(fileCount: 1)
    #expect(group != nil)
    let params = try params(members)
    await #expect(throws: TranslationRefusal.self) {
      try await client.classifier.jobs.create(params, as: group)
    }
    #expect(sandbox.requests.isEmpty)
    #expect(control.counts.inexpressible == 1)
  }

  @available(*, deprecated)
  @Test func reportsWhyV2CanNotGetRequest() async throws {
    control.stage = .shadow
    let notes = Mutex<[TranslationNotes]>([])
    let client = try client(service, sandbox) { new in notes.withLock { $0.append(new) } }
    let params = try params(#""parsing_configuration":{"max_pages":0}"#)
    let job = try await client.classifier.jobs.create(params)
    #expect(try await client.classifier.jobs.get(job.id).id == job.id)
    let reported = notes.withLock(\.self)
    #expect(
      reported.contains {
        $0.operation == "classifier.jobs.create"
          && $0.notes.contains { $0.code == .pageLimitBelowOne }
      })
    #expect(mirror.counts.offered == 0)
    #expect(control.counts.inexpressible == 1)
    #expect(control.counts.v1 == 0)
  }

  // MARK: - Listing

  /// v1 accepts any page size, and v2 up to 100.
  @available(*, deprecated)
  @Test(arguments: ["shadow", "v2Only"], [100, 101, 100_000])
  func listsPagesOfAnySize(stage: String, pageSize: Int) async throws {
    let client = try client(service, sandbox)
    var created: Set<String> = []
    for stage in [MigrationStage.v1Only, .v2Only] {
      control.stage = stage
      let params = try params(#""mode":"FAST""#)
      created.insert(try await client.classifier.jobs.create(params).id)
    }
    try setStage(stage)
    var listed: [String] = []
    for try await job in client.classifier.jobs.list(pageSize: pageSize) { listed.append(job.id) }
    #expect(Set(listed) == created)
    #expect(listed.count == 2)
    func paths(_ operation: Sandbox.Operation) -> [String] {
      sandbox.requests.filter { $0.operation == operation }.map(\.path)
    }
    #expect(paths(.listV1Jobs).count == 1)
    #expect(paths(.listV1Jobs).allSatisfy { $0.hasSuffix("page_size=\(pageSize)") })
    #expect(paths(.listV2Jobs).count == 1)
    #expect(paths(.listV2Jobs).allSatisfy { $0.hasSuffix("page_size=100") })
  }
}
