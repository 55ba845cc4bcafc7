// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Synchronization

/// Puts documents through both versions, on a sandbox in the process.
///
/// Ids and times are the same each time, so the same request gives the same report.
struct DemoRun {
  /// When it always is: 2026-01-05T09:00:00Z, in milliseconds since 1970.
  private static let time = 1_767_603_600_000

  private let request: DemoRequest
  private let sandbox: Sandbox
  /// The ids of the documents in v1's form, a bare UUID.
  private let fileIDs: [String]

  /// Uploads the documents to a new sandbox.
  init(_ request: DemoRequest) {
    self.request = request
    var configuration = Sandbox.Configuration(time: { Self.time })
    // No name of a file is special here.
    configuration.failingNameSuffix = nil
    let sandbox = Sandbox(configuration: configuration)
    self.sandbox = sandbox
    fileIDs = request.documents.map { document in
      Self.bare(sandbox.addFile(name: document.name, text: document.text))
    }
  }

  /// Runs both versions and compares them.
  ///
  /// - Throws: ``TranslationRefusal`` if a version can't say the request; ``ClassifyError``.
  func report() async throws -> DemoReport {
    let v1 = try await run(on: .v1, selection: request.selection)
    let v2 = try await run(on: .v2, selection: request.selection)
    let comparisons = zip(request.documents, zip(v1.outcomes, v2.outcomes)).map {
      DemoComparison(document: $0, v1: $1.0, v2: $1.1)
    }
    var offByOne: OffByOne?
    if let pages = request.selection.pages, let wrongPages = OffByOne.wrongPages(for: pages) {
      let misled = try await run(on: .v1, selection: .pages(wrongPages))
      let changes = zip(request.documents, zip(v1.outcomes, misled.outcomes)).map {
        OffByOne.Change(name: $0.name, before: $1.0, after: $1.1)
      }
      offByOne = try OffByOne(pages, misreadAs: wrongPages, changes: changes)
    }
    return DemoReport(
      rules: request.rules, selection: request.selection, v1: v1.traffic, v2: v2.traffic,
      documents: comparisons, notes: request.notes + v1.notes + v2.notes, offByOne: offByOne)
  }

  /// What one version did.
  private struct Run {
    let traffic: DemoTraffic
    /// In the order of the documents.
    let outcomes: [DocumentOutcome]
    let notes: [DemoNote]
  }

  private func run(on version: APIVersion, selection: PageSelection) async throws -> Run {
    let wiretap = RecordingTransport(sandbox)
    let notes = Mutex<[Note]>([])
    let backend = try backend(version, transport: wiretap) { new in
      notes.withLock { $0 += new }
    }
    let job = try await backend.classify(
      ClassifyRequest(
        documents: fileIDs.map { .file($0) }, rules: request.rules,
        parsing: ParsingOptions(pages: selection)),
      schedule: PollingSchedule(initialDelay: .zero))
    let outcomes = Dictionary(
      job.documents.compactMap { document in
        document.reference.map { (Self.bare($0.identifier), Self.outcome(of: document, in: job)) }
      }, uniquingKeysWith: { $1 })
    let subject: DemoNote.Subject = version == .v1 ? .v1 : .v2
    return Run(
      traffic: try DemoTraffic(wiretap.exchanges),
      outcomes: fileIDs.map { outcomes[$0] ?? .failed(message: "the answer lacks it") },
      notes: notes.withLock { $0 }.map { DemoNote(subject: subject, note: $0) })
  }

  private func backend(
    _ version: APIVersion, transport: RecordingTransport,
    observe: @escaping @Sendable ([Note]) -> Void
  ) throws -> any ClassifyBackend {
    let client = ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-demo")), transport: transport)
    return switch version {
    case .v1: V1Backend(client: client, observe: observe)
    case .v2:
      V2Backend(
        client: client, translator: V2Translator(fileIdentifiers: .prefixed),
        // One after the other, so that ids are given in the same order each time; and at once,
        // since the sandbox counts no requests.
        options: V2Options(creationsPerSecond: 1_000_000, concurrency: 1),
        now: { Int64(Self.time) }, generator: SharedGenerator(SplitMix64(seed: 0)),
        observe: observe)
    }
  }

  /// What became of a document, with the job's message where the document has none.
  private static func outcome(of document: DocumentRecord, in job: ClassifyJob) -> DocumentOutcome {
    if case .failed(message: nil) = document.outcome { return .failed(message: job.errorMessage) }
    return document.outcome
  }

  private static func bare(_ fileID: String) -> String {
    fileID.hasPrefix("dfl-") ? String(fileID.dropFirst(4)) : fileID
  }
}
