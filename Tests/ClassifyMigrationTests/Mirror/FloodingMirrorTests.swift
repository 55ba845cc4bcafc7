// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyMigration
import ClassifyModel
import ClassifyV2
import TestSupport
import Testing

/// A mirrored version that returns too much costs neither the caller's result nor memory.
@Suite(.serialized, .timeLimit(.minutes(15))) struct FloodingMirrorTests {
  private static let rule = Rule(type: "invoice", description: "contains an invoice number")
  private static let request = ClassifyRequest(
    documents: [ForgetfulBackend.document], rules: [rule])

  /// Checks that a result has no text beyond the bounds.
  private func expectBounded(_ result: ComparisonResult) {
    let side = result.document.v2
    switch side.answer {
    case .label(.type(let type)):
      #expect(type.unicodeScalars.count <= Label.maximumTypeLength)
    case .label: break
    case .failed(let message), .error(_, let message):
      #expect(message.unicodeScalars.count <= SideResult.maximumMessageLength)
    }
    let reasoning = side.reasoning ?? ""
    #expect(reasoning.unicodeScalars.count <= SideResult.maximumReasoningLength)
    #expect(result.drift.count <= ComparisonResult.maximumFindingCount)
    for finding in result.drift {
      #expect(finding.name.unicodeScalars.count <= DriftFinding.maximumNameLength)
      #expect(finding.sample.unicodeScalars.count <= DriftFinding.maximumSampleLength)
    }
  }

  /// Submits and reads one request, and returns what the mirror compared.
  private func mirroredResult(on v2: any ClassifyBackend) async throws -> ComparisonResult {
    let v1 = ForgetfulBackend(.v1)
    let collector = MirrorSetup.Collector()
    let mirror = JobMirror(v1: v1, v2: v2, options: .quick, onCompared: collector.add)
    let backend = MigratingBackend(
      v1: v1, v2: v2, control: MigrationControl(stage: .shadow), mirror: mirror)
    let job = try await backend.submit(Self.request)
    #expect(job == (try await ForgetfulBackend(.v1).submit(Self.request)))
    #expect(try await backend.job(job.id) == job)
    #expect(await mirror.drain(within: .seconds(300)))
    #expect(mirror.counts.compared == 1)
    #expect(mirror.counts.isBalanced)
    return try #require(collector.results.first)
  }

  @Test func resultHasBoundedTexts() async throws {
    let result = try await mirroredResult(on: ForgetfulBackend(.v2, .floods))
    expectBounded(result)
    guard case .label(.type) = result.document.v2.answer else {
      Issue.record("\(result.document.v2.answer)")
      return
    }
    #expect(result.drift.count == ComparisonResult.maximumFindingCount)
  }

  // MARK: - Responses

  enum Response: CaseIterable {
    case garbage, unknownMembers, longReasoning, headerFields

    /// The body of every response: a finished job of v2 with too much in it.
    var body: [UInt8] {
      let long = String(repeating: "flood ", count: 200_000)
      let members =
        switch self {
        case .garbage: ""
        case .unknownMembers: (0..<5_000).map { #","flood\#($0)":[1,2,3]"# }.joined()
        case .longReasoning:
          #","result":{"type":"\#(long)","confidence":0.5,"reasoning":"\#(long)"}"#
        case .headerFields:
          #","result":{"type":"invoice","confidence":0.5,"reasoning":"because"}"#
        }
      guard self != .garbage else { return Array(repeating: UInt8(ascii: "<"), count: 16 << 20) }
      let rule = #"{"type":"invoice","description":"contains an invoice number"}"#
      let job =
        #"{"id":"j","configuration":{"rules":[\#(rule)]},"document_input_type":"file_id","#
        + #""document_input_value":"dfl-1","project_id":"p","status":"COMPLETED","user_id":"u""#
      return Array("\(job)\(members)}".utf8)
    }

    func headerFields() throws -> HTTPFields {
      var fields: HTTPFields = [.contentTypeJSON]
      guard self == .headerFields else { return fields }
      for number in 0..<10_000 {
        fields.append(
          try HTTPField(name: "x-\(number)", value: String(repeating: "x", count: 100)))
      }
      return fields
    }
  }

  private struct FloodingTransport: HTTPTransport {
    let response: HTTPResponse

    init(_ response: Response) throws {
      self.response = HTTPResponse(
        status: 200, headerFields: try response.headerFields(), body: response.body)
    }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse { response }
  }

  @Test(arguments: Response.allCases)
  func callerNoticesNothing(of response: Response) async throws {
    var configuration = ServiceConfiguration(key: try Secret("any-key"))
    configuration.retryPolicy.maximumRetries = 0
    let client = ServiceClient(
      configuration: configuration, transport: try FloodingTransport(response))
    expectBounded(try await mirroredResult(on: V2Backend(client: client)))
  }

  // MARK: - Memory

  /// Each request has its own text of 64 KiB: together more than 6 GB.
  @Test(arguments: [ForgetfulBackend.Behavior.hangs, .floods])
  func hundredThousandCallsLeaveMemoryBounded(behavior: ForgetfulBackend.Behavior) async throws {
    let capacity = 50
    let v1 = ForgetfulBackend(.v1)
    let v2 = ForgetfulBackend(.v2, behavior)
    let mirror = JobMirror(
      v1: v1, v2: v2,
      options: .quick {
        $0.queueCapacity = capacity
        if case .hangs = behavior { $0.deadline = .milliseconds(20) }
      }
    ) { expectBounded($0) }
    let backend = MigratingBackend(
      v1: v1, v2: v2, control: MigrationControl(stage: .shadow), mirror: mirror)
    let bytes = Array(repeating: UInt8(ascii: "x"), count: 64 << 10)
    let memory = try ResidentMemory.bytes()
    for call in 1...100_000 {
      let rule = Rule(type: "invoice", description: String(decoding: bytes, as: UTF8.self))
      let request = ClassifyRequest(documents: [ForgetfulBackend.document], rules: [rule])
      _ = try await backend.job(try await backend.submit(request).id)
      guard call.isMultiple(of: 1_000) else { continue }
      // Other tests of the process run at the same time.
      try #require(try ResidentMemory.bytes() - memory < 1 << 30)
      let counts = mirror.counts
      #expect(counts.queued <= capacity)
      #expect(counts.isBalanced)
    }
    mirror.stop()
    let counts = mirror.counts
    #expect(counts.offered == 100_000)
    #expect(counts.compared + counts.droppedTotal == 100_000)
  }
}
