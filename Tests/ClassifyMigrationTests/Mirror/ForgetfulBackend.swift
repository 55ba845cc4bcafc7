// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Synchronization

/// A backend that keeps nothing, so that a test can measure what a mirror keeps.
final class ForgetfulBackend: ClassifyBackend {
  enum Behavior: Sendable {
    /// Jobs are finished at once.
    case answers
    /// Every call hangs until its task is cancelled.
    case hangs
    /// Each read of a job has a thousand other unknown members and another status, texts of a
    /// million characters, and a hundred documents; every tenth read finds the job finished.
    case floods
  }

  static let document = DocumentReference.file("dfl-1")
  private static let long = String(repeating: "flood ", count: 200_000)
  private static let value = JSONValue.string(String(repeating: "x", count: 1_000))

  let capabilities: BackendCapabilities
  private let behavior: Behavior
  private let calls = Mutex(0)

  init(_ version: APIVersion, _ behavior: Behavior = .answers) {
    capabilities = BackendCapabilities(
      version: version, canCancel: false, canDelete: false,
      supportsIdempotencyKeys: version == .v2, supportsSavedConfigurations: false,
      filtersOnServer: false, supportsParseJobs: false, supportsMultimodal: false)
    self.behavior = behavior
  }

  private func nextNumber() -> Int {
    calls.withLock { calls in
      calls += 1
      return calls
    }
  }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    if case .hangs = behavior { try await Task.sleep(for: .seconds(86_400)) }
    return finishedJob(.job("\(capabilities.version)-\(nextNumber())", capabilities.version))
  }

  func job(_ id: JobID) async throws -> ClassifyJob {
    switch behavior {
    case .answers: return finishedJob(id)
    case .hangs:
      try await Task.sleep(for: .seconds(86_400))
      return finishedJob(id)
    case .floods: return flood(id, number: nextNumber())
    }
  }

  func jobs(matching query: JobQuery) -> JobPages {
    Paged { _ in Paged.Page(items: [], nextToken: nil) }
  }

  func cancel(_ id: JobID) async throws -> ClassifyJob { finishedJob(id) }
  func delete(_ id: JobID) async throws {}

  private func finishedJob(_ id: JobID) -> ClassifyJob {
    ClassifyJob(
      id: id, status: .succeeded, rules: [], documents: [record("invoice", "because")],
      projectID: "", userID: "")
  }

  private func flood(_ id: JobID, number: Int) -> ClassifyJob {
    let members = (0..<1_000).map { index in
      UnknownMembers.Member(
        version: capabilities.version, parent: "", name: "\(number)-\(index)", value: Self.value)
    }
    return ClassifyJob(
      id: id, status: number.isMultiple(of: 10) ? .succeeded : .unrecognized("FLOOD \(number)"),
      rules: [], documents: Array(repeating: record(Self.long, Self.long), count: 100),
      projectID: Self.long, userID: Self.long, errorMessage: Self.long,
      unknownMembers: UnknownMembers(members: members))
  }

  private func record(_ type: String, _ reasoning: String) -> DocumentRecord {
    DocumentRecord(
      reference: Self.document, status: .succeeded,
      classification: Confidence(0.5).map { confidence in
        Classification(type: type, confidence: confidence, reasoning: reasoning)
      })
  }
}
