// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The credits of jobs, as far as the service reports them.
///
/// Only v2 reports credits, and not always at once: a v2 job without them counts with the mean of the
/// others. v1 jobs count nothing.
struct CreditMeter: Sendable {
  /// Why no further job is created.
  enum Limit: Sendable, Hashable {
    /// The budget is used up.
    case budget
    /// The service reports no credits, so that the budget limits nothing.
    case unknownCredits
  }

  /// The credits reported.
  private(set) var reported = 0.0
  private var pricedCount = 0
  /// The number of v2 jobs whose credits were not reported, or not yet.
  private var unpricedCount = 0

  /// Adds the jobs of a document.
  mutating func add(_ document: ComparedDocument) {
    for result in [document.v1, document.v2, document.repeated].compactMap(\.self) { add(result) }
  }

  /// Removes the jobs of a document that were added.
  mutating func remove(_ document: ComparedDocument) {
    for result in [document.v1, document.v2, document.repeated].compactMap(\.self) {
      if let credits = result.credits {
        pricedCount -= 1
        // No rest of a rounding without a job.
        reported = pricedCount > 0 ? max(reported - credits, 0) : 0
      } else if result.jobID?.version == .v2 {
        unpricedCount -= 1
      }
    }
  }

  /// Adds a job, if there is one.
  mutating func add(_ result: SideResult) {
    if let credits = result.credits {
      reported += credits
      pricedCount += 1
    } else if result.jobID?.version == .v2 {
      unpricedCount += 1
    }
  }

  /// Returns why no further job is created under a budget, or `nil` if one is.
  func limit(under budget: Double) -> Limit? {
    let spent = spent
    // Not a number is no budget, like 0.
    guard (spent ?? 0) < budget else { return .budget }
    let isUnknown = spent == nil && unpricedCount >= ComparisonRun.maximumUnpricedJobs
    return isUnknown ? .unknownCredits : nil
  }

  /// The credits spent: those reported, and for each other v2 job their mean; `nil` if no job has
  /// reported any.
  private var spent: Double? {
    guard pricedCount > 0 else { return nil }
    return reported + reported / Double(pricedCount) * Double(unpricedCount)
  }
}
