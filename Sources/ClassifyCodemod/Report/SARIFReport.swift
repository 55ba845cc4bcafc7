// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A plan in SARIF 2.1.0, for code scanning services and editors, with the edits as fixes.
///
/// Specification: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
public struct SARIFReport: Sendable {
  private let plan: MigrationPlan
  private let toolVersion: String

  /// Creates a report.
  ///
  /// - Parameters:
  ///   - plan: The plan.
  ///   - toolVersion: The semantic version of the tool.
  public init(_ plan: MigrationPlan, toolVersion: String) {
    self.plan = plan
    self.toolVersion = toolVersion
  }

  /// Returns the log, indented, with a trailing newline.
  public func render() -> String {
    let log: JSONValue = .object([
      ("$schema", .string(Self.schema)), ("version", "2.1.0"), ("runs", .array([run])),
    ])
    return log.jsonText(pretty: true) + "\n"
  }

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  /// The symbol for the root of the project, by the convention of code scanning services.
  private static let root = "%SRCROOT%"

  private var run: JSONValue {
    let codes = FindingCode.allCases
    let positions = Dictionary(uniqueKeysWithValues: zip(codes, codes.indices))
    let shims = Dictionary(
      plan.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    let results = plan.files.flatMap { file in
      file.findings.map { finding in
        result(
          finding, in: file, ruleIndex: positions[finding.code] ?? -1,
          shims: finding.code.kind == .shim
            ? file.shims.sorted().compactMap { shims[$0] } : [])
      }
    }
    return .object([
      (
        "tool",
        .object([
          (
            "driver",
            .object([
              ("name", "classify-bridge"), ("semanticVersion", .string(toolVersion)),
              ("rules", .array(codes.map(Self.rule))),
            ])
          )
        ])
      ),
      (
        "invocations",
        .array([
          .object([
            ("executionSuccessful", .bool(plan.count(of: .unreadable) == 0)),
            ("exitCode", .integer(Int(plan.exitCode))),
          ])
        ])
      ),
      (
        "originalUriBaseIds",
        .object([
          (Self.root, .object([("description", Self.message("The root of the project"))]))
        ])
      ),
      ("columnKind", "unicodeCodePoints"), ("newlineSequences", ["\r\n", "\n", "\r"]),
      ("results", .array(results)),
    ])
  }

  private static func rule(_ code: FindingCode) -> JSONValue {
    let entry = FindingTable[code]
    return .object([
      ("id", .string(code.rawValue)), ("shortDescription", message(entry.summary)),
      ("help", message("\(entry.meaning) \(entry.advice)")),
      ("defaultConfiguration", .object([("level", .string(code.kind.level))])),
    ])
  }

  private func result(
    _ finding: Finding, in file: FilePlan, ruleIndex: Int, shims: [FilePlan]
  ) -> JSONValue {
    .object([
      ("ruleId", .string(finding.code.rawValue)), ("ruleIndex", .integer(ruleIndex)),
      ("level", .string(finding.code.kind.level)), ("message", Self.message(finding.message)),
      (
        "locations",
        .array([
          .object([
            (
              "physicalLocation",
              Self.place(file.path, file.text.map { Self.region(finding.range, $0) })
            )
          ])
        ])
      ),
      (
        "relatedLocations",
        finding.proof.isEmpty ? nil : .array(finding.proof.map(Self.relatedLocation))
      ),
      ("fixes", Self.fix(finding, in: file, shims).map { .array([$0]) }),
      ("properties", finding.note.map { .object([("note", .string($0.rawValue))]) }),
    ])
  }

  private static func relatedLocation(_ step: ProofStep) -> JSONValue {
    let region: JSONValue = .object([
      ("startLine", .integer(step.location.line)), ("startColumn", .integer(step.location.column)),
    ])
    return .object([
      ("message", message(step.text)), ("physicalLocation", place(step.path, region)),
    ])
  }

  private static func fix(
    _ finding: Finding, in file: FilePlan, _ shims: [FilePlan]
  ) -> JSONValue? {
    guard let text = file.text, !finding.edits.isEmpty else { return nil }
    return .object([
      ("description", message(FindingTable[finding.code].summary)),
      (
        "artifactChanges",
        .array([change(file.path, finding.edits, in: text)] + shims.map(change(of:)))
      ),
    ])
  }

  /// The change that writes a shim.
  private static func change(of file: FilePlan) -> JSONValue {
    guard let content = file.generated else {
      return change(file.path, file.edits.edits, in: file.text ?? SourceText(""))
    }
    return change(file.path, [.insert(content, at: 0)], in: SourceText(""))
  }

  private static func change(
    _ path: FilePath, _ edits: [Edit], in text: SourceText
  ) -> JSONValue {
    .object([
      ("artifactLocation", artifact(path)),
      (
        "replacements",
        .array(
          edits.map { edit in
            .object([
              ("deletedRegion", region(edit.range, text)),
              (
                "insertedContent",
                edit.replacement.isEmpty ? nil : .object([("text", .string(edit.replacement))])
              ),
            ])
          })
      ),
    ])
  }

  private static func message(_ text: String) -> JSONValue { .object([("text", .string(text))]) }

  private static func place(_ path: FilePath, _ region: JSONValue?) -> JSONValue {
    .object([("artifactLocation", artifact(path)), ("region", region)])
  }

  private static func artifact(_ path: FilePath) -> JSONValue {
    .object([("uri", .string(uri(of: path))), ("uriBaseId", .string(root))])
  }

  private static func region(_ range: ByteRange, _ text: SourceText) -> JSONValue {
    let start = text.location(at: range.lowerBound)
    let end = text.location(at: range.upperBound)
    return .object([
      ("startLine", .integer(start.line)), ("startColumn", .integer(start.column)),
      ("endLine", .integer(end.line)), ("endColumn", .integer(end.column)),
      ("byteOffset", .integer(range.lowerBound)), ("byteLength", .integer(range.count)),
    ])
  }

  /// Returns the relative reference of a path (RFC 3986, section 4.2).
  static func uri(of path: FilePath) -> String {
    path.description.utf8.map { byte in
      guard !unreserved.contains(byte) else { return String(Unicode.Scalar(byte)) }
      return (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
    }.joined()
  }

  private static let unreserved = Set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/".utf8)
}

extension FindingKind {
  /// The level of results.
  fileprivate var level: String {
    switch self {
    case .rewrite, .shim: "note"
    case .decision: "warning"
    case .blocked, .unreadable: "error"
    }
  }
}
