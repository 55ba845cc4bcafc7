// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// One requirement for backends, as a test that any test framework can run.
///
/// ``BackendConformance/checks`` has them all.
public struct ConformanceCheck: Sendable, Identifiable {
  /// Creates a fixture with an empty service of its own.
  ///
  /// Throws ``ConformanceSkip`` if the service can't be made to behave that way.
  public typealias FixtureFactory =
    @Sendable (_ behavior: ServiceBehavior) async throws -> any ConformanceFixture

  /// The name, such as `list.filter`; it stays the same across releases.
  public let name: String
  /// The requirement in one sentence.
  public let requirement: String
  private let body: @Sendable (ConformanceRun) async throws -> Void

  init(
    _ name: String, _ requirement: String,
    body: @escaping @Sendable (ConformanceRun) async throws -> Void
  ) {
    self.name = name
    self.requirement = requirement
    self.body = body
  }

  /// The name.
  public var id: String { name }

  /// Runs the check on one or more new fixtures.
  ///
  /// A check has no time limit: set that of the test framework if the backend may hang.
  ///
  /// - Parameter makeFixture: Creates the fixtures.
  /// - Throws: ``ConformanceViolation`` if the backend does not meet the requirement, or if it or
  ///   the fixture throws an unexpected error; ``ConformanceSkip`` if the fixture can't do what the
  ///   check needs; `CancellationError` in a cancelled task.
  public func run(makeFixture: @escaping FixtureFactory) async throws {
    do {
      try await body(
        ConformanceRun(check: name, requirement: requirement, makeFixture: makeFixture))
    } catch {
      // In a cancelled task, the backend throws errors that say nothing about the requirement.
      if Task.isCancelled { throw CancellationError() }
      if error is ConformanceViolation || error is ConformanceSkip { throw error }
      throw ConformanceViolation(
        check: name, requirement: requirement, expected: "no error", seen: "threw \(error)")
    }
  }
}

extension ConformanceCheck: CustomStringConvertible {
  /// The name.
  public var description: String { name }
}

/// A requirement that a backend does not meet.
public struct ConformanceViolation: Error, Sendable, Hashable {
  /// The name of the check that found it.
  public let check: String
  /// The requirement in one sentence.
  public let requirement: String
  /// The value that the requirement demands.
  public let expected: String
  /// The value that the backend returned, or the error that it threw.
  public let seen: String

  /// Creates a violation.
  public init(check: String, requirement: String, expected: String, seen: String) {
    self.check = check
    self.requirement = requirement
    self.expected = expected
    self.seen = seen
  }
}

extension ConformanceViolation: CustomStringConvertible {
  /// All four properties on one line.
  public var description: String {
    "\(check): \(requirement) Expected: \(expected). Seen: \(seen)."
  }
}

/// Thrown by fixtures for what they can't do; skips the check that needs it.
public struct ConformanceSkip: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason, such as "the fixture can't inject faults".
  public let reason: String

  /// Creates a skip.
  public init(_ reason: String) {
    self.reason = reason
  }

  /// The reason.
  public var description: String { reason }
}
