// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Synchronization

/// Classifies documents with both versions on an in-memory sandbox.
///
/// IDs and times are deterministic: the same request gives the same report.
struct DemoRun {
  /// The fixed time, 2026-01-05T09:00:00Z, in milliseconds since 1970.
  private static let time = 1_767_603_600_000

  private let request: DemoRequest
  private let translator: V2Translator
  private let sandbox: Sandbox
  /// The file IDs of the documents in v1's form, a bare UUID.
  private let fileIDs: [String]

  /// Creates a sandbox with the documents.
  ///
  /// - Parameters:
  ///   - request: The documents, the rules and the options.
  ///   - translator: The translator to v2, whose policy holds for v1, too; the sandbox has its
  ///     dialect.
  init(
    _ request: DemoRequest, translator: V2Translator = V2Translator(fileIdentifiers: .prefixed)
  ) {
    self.request = request
    self.translator = translator
    var configuration = Sandbox.Configuration(time: { Self.time })
    configuration.dialect = translator.dialect == .current ? .current : .published
    // By default, files with a certain name suffix fail; the demo takes any name.
    configuration.failingNameSuffix = nil
    let sandbox = Sandbox(configuration: configuration)
    self.sandbox = sandbox
    fileIDs = request.documents.map { document in
      FileID.bare(
        sandbox.addFile(name: document.name, text: document.text))
    }
  }

  /// Runs both versions and compares their results.
  ///
  /// - Throws: ``TranslationRefusal`` if the request can't be translated to a version;
  ///   ``ClassifyError`` if a call fails.
  func report() async throws -> DemoReport {
    let v1 = try await run(on: .v1, pages: request.parsing.pages)
    let v2 = try await run(on: .v2, pages: request.parsing.pages)
    let comparisons = zip(request.documents, zip(v1.outcomes, v2.outcomes)).map {
      DemoComparison(document: $0, v1: $1.0, v2: $1.1)
    }
    var offByOne: OffByOne?
    if let pages = request.parsing.pages.pages, let wrongPages = OffByOne.wrongPages(for: pages) {
      let misled = try await run(on: .v1, pages: .pages(wrongPages))
      let changes = zip(request.documents, zip(v1.outcomes, misled.outcomes)).map {
        OffByOne.Change(name: $0.name, before: $1.0, after: $1.1)
      }
      offByOne = try OffByOne(pages, misreadAs: wrongPages, changes: changes)
    }
    return DemoReport(
      rules: request.rules, parsing: request.parsing, v1: v1.traffic, v2: v2.traffic,
      documents: comparisons, notes: request.notes + v1.notes + v2.notes, offByOne: offByOne)
  }

  /// The result of one version.
  private struct VersionRun {
    let traffic: DemoTraffic
    /// The outcomes, in the order of the documents.
    let outcomes: [DocumentOutcome]
    let notes: [DemoNote]
  }

  private func run(
    on version: APIVersion, pages: PageSelection
  ) async throws -> VersionRun {
    let recorder = RecordingTransport(sandbox)
    let notes = Mutex<[Note]>([])
    let backend = try backend(version, transport: recorder) { new in
      notes.withLock { $0 += new }
    }
    var parsing = request.parsing
    parsing.pages = pages
    let job = try await backend.classify(
      ClassifyRequest(
        documents: fileIDs.map { .file($0) }, rules: request.rules, mode: request.mode,
        parsing: parsing),
      schedule: PollingSchedule(initialDelay: .zero))
    let outcomes = Dictionary(
      job.documents.compactMap { document in
        document.reference.map {
          (FileID.bare($0.identifier), Self.outcome(of: document, in: job))
        }
      }, uniquingKeysWith: { $1 })
    return VersionRun(
      traffic: try DemoTraffic(recorder.exchanges),
      outcomes: fileIDs.map {
        outcomes[$0] ?? .failed(message: "the response does not contain it")
      },
      notes: notes.withLock { $0 }.map { DemoNote(subject: .body(version), note: $0) })
  }

  private func backend(
    _ version: APIVersion, transport: RecordingTransport,
    observe: @escaping @Sendable ([Note]) -> Void
  ) throws -> any ClassifyBackend {
    let client = ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-demo")), transport: transport)
    return switch version {
    case .v1:
      V1Backend(
        client: client, translator: V1Translator(policy: translator.policy), observe: observe)
    case .v2:
      V2Backend(
        client: client, translator: translator,
        // Sequential, so that IDs are assigned in a fixed order, and without throttling, since this
        // sandbox has no rate limit.
        options: V2Options(creationsPerSecond: 1_000_000, concurrency: 1),
        now: { Int64(Self.time) }, generator: SharedGenerator(SplitMix64(seed: 0)),
        observe: observe)
    }
  }

  /// Returns a document's outcome; a failure without a message gets the job's.
  private static func outcome(of document: DocumentRecord, in job: ClassifyJob) -> DocumentOutcome {
    if case .failed(message: nil) = document.outcome { return .failed(message: job.errorMessage) }
    return document.outcome
  }
}

/// A transport that forwards requests and records each exchange.
final class RecordingTransport: HTTPTransport {
  /// A request and its response.
  struct Exchange: Sendable {
    let request: HTTPRequest
    let response: HTTPResponse
  }

  private let transport: any HTTPTransport
  private let recorded = Mutex<[Exchange]>([])

  /// Creates a transport that forwards to another one.
  init(_ transport: any HTTPTransport) {
    self.transport = transport
  }

  /// The exchanges so far, in the order of their responses; failed requests are not recorded.
  var exchanges: [Exchange] { recorded.withLock { $0 } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let response = try await transport.send(request)
    recorded.withLock { $0.append(Exchange(request: request, response: response)) }
    return response
  }
}
