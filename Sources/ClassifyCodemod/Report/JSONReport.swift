// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A plan as one JSON object, for programs.
///
/// The members of every release stay; later ones add members:
/// - `version`: 1.
/// - `written`: whether the files were written.
/// - `exitCode`: see ``MigrationPlan/exitCode``.
/// - `summary`: `files` (looked at), `changed` (files to change or changed, shims included), a count of
///   places for each kind of finding: `rewrite`, `shim`, `decision`, `blocked`, `unreadable`, the count
///   of `ignored` findings, and of places that were `unwritten` because their file can't be written.
/// - `files`: for each file with findings or changes its `path`, `language`, `added` and `deleted`
///   lines, `generated` (whether it is a new file, with its `content`), `findings`, and `ignored`
///   findings.
/// - a finding: `code`, `kind`, `message`, `note` (a code of the catalogue), `start` and `end` (`line`
///   and `column` from 1, in code points; `byte` from 0; `end` is exclusive), `proof` (`text`, `path`,
///   `line`, `column` each), and `edits` (`start`, `end`, `replacement`), which only make sense together.
///
/// A member without a value is left out. Places refer to the files before the edits.
public struct JSONReport: Sendable {
  private let plan: MigrationPlan
  private let isWritten: Bool

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - isWritten: Whether the files were written.
  public init(_ plan: MigrationPlan, isWritten: Bool = false) {
    self.plan = plan
    self.isWritten = isWritten
  }

  /// Returns the object, indented, with a trailing newline.
  public func render() -> String { value.jsonText(pretty: true) + "\n" }

  private var value: JSONValue {
    let counts = FindingKind.allCases.map {
      ($0.rawValue, JSONValue.integer(plan.placeCount(of: $0)))
    }
    return .object([
      ("version", 1), ("written", .bool(isWritten)), ("exitCode", .integer(Int(plan.exitCode))),
      (
        "summary",
        .object(
          [
            ("files", .integer(plan.fileCount)),
            ("changed", .integer(plan.changedFiles.count + plan.generatedFiles.count)),
          ] + counts + [
            ("ignored", .integer(plan.ignoredCount)),
            ("unwritten", .integer(plan.unwrittenPlaceCount)),
          ])
      ),
      ("files", .array(plan.files.map(Self.value(of:)))),
    ])
  }

  private static func value(of file: FilePlan) -> JSONValue {
    let counts = file.diff.counts
    return .object([
      ("path", .string(file.path.description)),
      ("language", file.language.map { .string($0.rawValue) }),
      ("added", .integer(counts.added)), ("deleted", .integer(counts.deleted)),
      ("generated", .bool(file.generated != nil)),
      ("content", file.generated.map { .string($0) }),
      ("findings", .array(file.findings.map { value(of: $0, in: file.text) })),
      ("ignored", .array(file.ignored.map { value(of: $0, in: file.text) })),
    ])
  }

  private static func value(of finding: Finding, in text: SourceText?) -> JSONValue {
    .object([
      ("code", .string(finding.code.rawValue)), ("kind", .string(finding.code.kind.rawValue)),
      ("message", .string(finding.message)),
      ("note", finding.note.map { .string($0.rawValue) }),
      ("start", text.map { place(finding.range.lowerBound, in: $0) }),
      ("end", text.map { place(finding.range.upperBound, in: $0) }),
      ("proof", .array(finding.proof.map(value(of:)))),
      (
        "edits",
        .array(
          finding.edits.map { edit in
            .object([
              ("start", text.map { place(edit.range.lowerBound, in: $0) }),
              ("end", text.map { place(edit.range.upperBound, in: $0) }),
              ("replacement", .string(edit.replacement)),
            ])
          })
      ),
    ])
  }

  private static func value(of step: ProofStep) -> JSONValue {
    .object([
      ("text", .string(step.text)), ("path", .string(step.path.description)),
      ("line", .integer(step.location.line)), ("column", .integer(step.location.column)),
    ])
  }

  private static func place(_ offset: Int, in text: SourceText) -> JSONValue {
    let location = text.location(at: offset)
    return .object([
      ("line", .integer(location.line)), ("column", .integer(location.column)),
      ("byte", .integer(offset)),
    ])
  }
}

extension JSONValue {
  /// Returns an object without the members that have no value.
  static func object(_ members: [(String, JSONValue?)]) -> JSONValue {
    var object = JSONObject()
    for case (let name, let value?) in members { object.append(name, value) }
    return .object(object)
  }

  /// Returns an integer.
  static func integer(_ value: Int) -> JSONValue { .number(JSONNumber(value)) }
}
