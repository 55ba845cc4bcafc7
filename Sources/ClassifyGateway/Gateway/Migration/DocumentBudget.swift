// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyModel
import Synchronization

/// The number of documents that the mirrors of all callers may still submit.
final class DocumentBudget: Sendable {
  private let rest: Atomic<Int>

  /// Creates a budget of a number of documents; a negative one counts as 0.
  init(_ count: Int) {
    rest = Atomic(max(0, count))
  }

  var isUsedUp: Bool { rest.load(ordering: .relaxed) == 0 }

  /// Takes a number of documents, or none and returns `false` if there are fewer left.
  func take(_ count: Int) -> Bool {
    var known = rest.load(ordering: .relaxed)
    while known >= count {
      let (isExchanged, original) = rest.weakCompareExchange(
        expected: known, desired: known - count, ordering: .relaxed)
      if isExchanged { return true }
      known = original
    }
    return false
  }
}

/// A backend whose jobs are paid from a budget; without any left, it creates none.
struct BudgetedBackend: ClassifyBackend {
  let base: any ClassifyBackend
  let budget: DocumentBudget

  var capabilities: BackendCapabilities { base.capabilities }

  func submit(_ request: ClassifyRequest) async throws -> ClassifyJob {
    guard budget.take(request.documents.count) else {
      // As without credits, the mirror drops the document.
      throw ClassifyError(
        code: .paymentRequired, message: "The document budget of the mirrors is used up.",
        operation: "mirror.create")
    }
    return try await base.submit(request)
  }

  func job(_ id: JobID) async throws -> ClassifyJob { try await base.job(id) }

  func jobs(matching query: JobQuery) -> JobPages { base.jobs(matching: query) }

  func cancel(_ id: JobID) async throws -> ClassifyJob { try await base.cancel(id) }

  func delete(_ id: JobID) async throws { try await base.delete(id) }
}
#endif
