// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Synchronization

/// A backend in memory whose calls return at once, and whose jobs are always finished.
final class InstantBackend: ClassifyBackend {
  let capabilities: BackendCapabilities
  private let count = Mutex(0)
  private let record: DocumentRecord

  /// The number of jobs that were created.
  var createdCount: Int { count.withLock(\.self) }

  init(_ version: APIVersion, document: DocumentReference) {
    capabilities = BackendCapabilities(
      version: version, canCancel: false, canDelete: false, supportsIdempotencyKeys: true,
      supportsSavedConfigurations: false, filtersOnServer: false, supportsParseJobs: false,
      supportsMultimodal: false)
    record = DocumentRecord(
      reference: document, status: .succeeded,
      classification: Confidence(1).map { confidence in
        Classification(type: "invoice", confidence: confidence, reasoning: "has a number")
      })
  }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    let number = count.withLock { count in
      count += 1
      return count
    }
    return job(numbered: "\(number)")
  }

  func job(_ id: JobID) async throws -> ClassifyJob { job(numbered: id.text) }

  func jobs(matching query: JobQuery) -> JobPages {
    Paged { _ in Paged.Page(items: [], nextToken: nil) }
  }

  func cancel(_ id: JobID) async throws -> ClassifyJob { job(numbered: id.text) }

  func delete(_ id: JobID) async throws {}

  private func job(numbered number: String) -> ClassifyJob {
    ClassifyJob(
      id: .job(number, capabilities.version), status: .succeeded, rules: [], documents: [record],
      projectID: "", userID: "")
  }
}
