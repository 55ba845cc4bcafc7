// SPDX-License-Identifier: Apache-2.0

/// A kind of disagreement that is known and does not count, until a day.
///
/// A rule has at least one condition; all of its conditions must hold. Only disagreements are
/// ignored: they are counted apart, and are neither agreements nor disagreements of the judgement.
///
/// The JSON file of rules is an array, or an object whose member `ignore` is that array:
///
/// ```json
/// [
///   {"v1": "receipt", "v2": "invoice", "reason": "v2 merges receipts", "expires": "2027-01-31"},
///   {"v2": {"kind": "unmatched"}, "document": "scans/*.tif", "reason": "blank pages",
///    "expires": "2026-12-31"}
/// ]
/// ```
///
/// | Member | Value |
/// |---|---|
/// | `v1`, `v2` | The label on that version |
/// | `document` | A pattern for the name of the document |
/// | `reason` | Why the disagreement does not count; required |
/// | `expires` | The last day on which the rule applies, in UTC, as `YYYY-MM-DD`; required |
///
/// A label is a type, or `{"kind": …}` with `type` and `name`, `unmatched` (no rule matches), or
/// `none` (failed, or an error). In a pattern, `*` matches any characters, also `/`, and `?` one.
///
/// A member of any other name is an error, so that a misspelled condition does not ignore more than
/// its author meant.
public struct IgnoreRule: Sendable, Hashable {
  /// The maximum number of rules in a file.
  public static let maximumCount = 1_000
  /// The maximum length of a reason, in Unicode scalars.
  public static let maximumReasonLength = 500
  /// The maximum length of a pattern, in Unicode scalars.
  public static let maximumPatternLength = 500

  /// A condition on the result of one version.
  @nonexhaustive
  public enum LabelCondition: Sendable, Hashable {
    /// The result has this label.
    case label(Label)
    /// The result has no label: the document failed, or there was an error.
    case noLabel

    /// Returns whether a result meets the condition.
    func holds(for result: SideResult) -> Bool {
      switch self {
      case .label(let label): result.label == label
      case .noLabel: result.label == nil
      }
    }
  }

  /// The condition on the result of v1; `nil` for any.
  public var v1: LabelCondition?
  /// The condition on the result of v2; `nil` for any.
  public var v2: LabelCondition?
  /// The pattern of the document's name; `nil` for any.
  public var document: String?
  /// The reason why the disagreement does not count.
  public var reason: String
  /// The last day on which the rule applies, in UTC.
  public var expires: CalendarDay

  /// Creates a rule, or returns `nil` if it has no condition, which would ignore everything.
  public init?(
    v1: LabelCondition? = nil, v2: LabelCondition? = nil, document: String? = nil, reason: String,
    expires: CalendarDay
  ) {
    guard v1 != nil || v2 != nil || document != nil else { return nil }
    self.v1 = v1
    self.v2 = v2
    self.document = document
    self.reason = reason
    self.expires = expires
  }

  /// Returns whether all conditions hold for a document, whatever the day.
  public func matches(_ compared: ComparedDocument) -> Bool {
    if let v1, !v1.holds(for: compared.v1) { return false }
    if let v2, !v2.holds(for: compared.v2) { return false }
    guard let document else { return true }
    return NamePattern(document).matches(compared.name)
  }

  /// Returns whether the rule no longer applies on a day.
  public func isExpired(on today: CalendarDay) -> Bool { expires < today }
}

extension IgnoreRule {
  /// The conditions in words, such as `invoice → (no result) in scans/*`; `any` is any result.
  public var conditions: String {
    let labels = [v1, v2].map { $0?.description ?? "any" }
    let result = "\(labels[0]) → \(labels[1])"
    return document.map { "\(result) in \($0)" } ?? result
  }
}

extension IgnoreRule.LabelCondition: CustomStringConvertible {
  /// The label as in a report.
  public var description: String {
    switch self {
    case .label(.type(let name)): ReportLabel.type(name).description
    case .label(.unmatched): ReportLabel.unmatched.description
    case .noLabel: ReportLabel.noLabel.description
    }
  }
}

/// A pattern with `*` for any characters and `?` for one, compared by Unicode scalars.
struct NamePattern {
  private let pattern: [Unicode.Scalar]

  init(_ pattern: String) {
    self.pattern = Array(pattern.unicodeScalars)
  }

  /// Returns whether the pattern matches all of a name.
  ///
  /// - Complexity: O(*n* × *m*): after a mismatch, only the last `*` takes one scalar more.
  func matches(_ name: String) -> Bool {
    let name = Array(name.unicodeScalars)
    var position = 0
    var next = 0
    var star: (pattern: Int, name: Int)?
    while position < name.count {
      if next < pattern.count, pattern[next] == "*" {
        star = (next, position)
        next += 1
      } else if next < pattern.count, pattern[next] == "?" || pattern[next] == name[position] {
        next += 1
        position += 1
      } else if let last = star {
        star = (last.pattern, last.name + 1)
        next = last.pattern + 1
        position = last.name + 1
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == "*" }
  }
}
