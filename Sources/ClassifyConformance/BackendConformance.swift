// SPDX-License-Identifier: Apache-2.0

/// The conformance suite of `ClassifyBackend`: the requirements for every backend.
///
/// Run it on each backend that you write. It uses no test framework; the checks are values that
/// throw ``ConformanceViolation``.
///
/// ### Write a fixture
///
/// A ``ConformanceFixture`` holds the backend and controls the service behind it, which can be a
/// fake, a server on the loopback interface or, with many checks skipped, a real account.
///
/// Checks let time pass on the fixture's clock. With the continuous clock, those that list jobs or
/// wait for them take about two and a half minutes in total if run one after the other; with a
/// manual clock they return at once.
///
/// ### Run the checks in Swift Testing
///
/// ```swift
/// import ClassifyConformance
/// import Testing
///
/// @Suite struct MyBackendConformanceTests {
///   @Test(arguments: BackendConformance.checks)
///   func conforms(check: ConformanceCheck) async throws {
///     do {
///       try await check.run { behavior in try MyFixture(behavior) }
///     } catch let skip as ConformanceSkip {
///       Issue.record("skipped \(check): \(skip)", severity: .warning)
///     }
///   }
/// }
/// ```
///
/// A skipped check says nothing about the backend, so the sample records a warning for it.
///
/// ### Run the checks in another framework
///
/// ``report(makeFixture:)`` runs all checks and returns the violations together. Also compare
/// ``ConformanceReport/skipped`` with the checks that you expect to be skipped.
public enum BackendConformance {
  /// All checks, in the order of the report.
  public static let checks: [ConformanceCheck] =
    jobChecks + errorChecks + listChecks + capabilityChecks + idempotencyChecks + faultChecks

  /// Runs all checks, one after the other.
  ///
  /// - Parameter makeFixture: Creates a fixture with an empty service of its own.
  /// - Returns: The outcome of each check.
  /// - Throws: `CancellationError` in a cancelled task.
  public static func report(
    makeFixture: @escaping ConformanceCheck.FixtureFactory
  ) async throws -> ConformanceReport {
    var report = ConformanceReport()
    for check in checks {
      do {
        try await check.run(makeFixture: makeFixture)
        report.passed.append(check.name)
      } catch let skip as ConformanceSkip {
        report.skipped.append(.init(check: check.name, reason: skip.reason))
      } catch let violation as ConformanceViolation {
        report.violations.append(violation)
      }
    }
    return report
  }
}

/// The outcomes of all checks on one kind of backend.
public struct ConformanceReport: Sendable, Hashable {
  /// A check that did not run to its end because the fixture can't do what it needs.
  public struct SkippedCheck: Sendable, Hashable {
    /// The name of the check.
    public var check: String
    /// The reason that the fixture gave.
    public var reason: String

    /// Creates a skipped check.
    public init(check: String, reason: String) {
      self.check = check
      self.reason = reason
    }
  }

  /// The names of the checks that ran and found no violation.
  public var passed: [String]
  /// The checks that were skipped.
  public var skipped: [SkippedCheck]
  /// The violations, at most one for each check.
  public var violations: [ConformanceViolation]

  /// Creates a report, by default an empty one.
  public init(
    passed: [String] = [], skipped: [SkippedCheck] = [], violations: [ConformanceViolation] = []
  ) {
    self.passed = passed
    self.skipped = skipped
    self.violations = violations
  }
}

extension ConformanceReport: CustomStringConvertible {
  /// One line for each violation and each skipped check, and the number of checks that passed.
  public var description: String {
    let lines =
      violations.map { "violated \($0)" } + skipped.map { "skipped \($0.check): \($0.reason)" }
      + ["\(passed.count) checks passed"]
    return lines.joined(separator: "\n")
  }
}
