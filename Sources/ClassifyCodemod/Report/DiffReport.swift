// SPDX-License-Identifier: Apache-2.0

/// The changes of a plan as a patch, for `git apply` and `patch -p1`.
public struct DiffReport: Sendable {
  private let plan: MigrationPlan

  /// Creates a report.
  public init(_ plan: MigrationPlan) { self.plan = plan }

  /// Returns the patch; empty if nothing changes.
  public func render() -> String {
    plan.files.map { Self.patch(of: $0) }.joined()
  }

  /// Returns the patch of one file with its header; empty if the file stays as it is.
  static func patch(of file: FilePlan) -> String {
    let diff = file.diff
    guard !diff.hunks.isEmpty else { return "" }
    return header(of: file).map { $0 + "\n" }.joined() + diff.hunks.map(text(of:)).joined()
  }

  /// Returns the lines before the hunks of a file.
  package static func header(of file: FilePlan) -> [String] {
    let old = name("a/\(file.path)")
    let new = name("b/\(file.path)")
    let isNew = file.generated != nil
    // A tab ends a name with spaces for patch.
    let end = file.path.description.contains(" ") ? "\t" : ""
    return ["diff --git \(old) \(new)"] + (isNew ? ["new file mode 100644"] : [])
      + ["--- \(isNew ? "/dev/null" : old + end)", "+++ \(new)\(end)"]
  }

  /// Returns a hunk with its header, each line with an ending.
  static func text(of hunk: UnifiedDiff.Hunk) -> String {
    var bytes = ContiguousArray("\(hunk.header)\n".utf8)
    for line in hunk.lines {
      bytes.append(line.kind.rawValue)
      bytes.append(contentsOf: line.bytes)
      if line.bytes.last != 0x0A { bytes.append(contentsOf: "\n\(missingLineEnd)\n".utf8) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The line after one that lacks LF.
  package static let missingLineEnd = "\\ No newline at end of file"

  /// Returns a name as git writes it: in quotes, with escapes, if it has special characters.
  static func name(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x22 && $0 != 0x5C }
    guard !isPlain else { return text }
    let escaped = text.unicodeScalars.map { scalar in
      if let short = escapes[scalar] { return "\\\(short)" }
      guard scalar.value < 0x20 || scalar.value == 0x7F else { return String(scalar) }
      let octal = String(scalar.value, radix: 8)
      return "\\" + String(repeating: "0", count: 3 - octal.count) + octal
    }
    return "\"\(escaped.joined())\""
  }

  private static let escapes: [Unicode.Scalar: String] = [
    "\u{07}": "a", "\u{08}": "b", "\t": "t", "\n": "n", "\u{0B}": "v", "\u{0C}": "f", "\r": "r",
    "\"": "\"", "\\": "\\",
  ]
}

extension FilePlan {
  /// The change of the file.
  var diff: UnifiedDiff { diff() }

  /// Returns the change of the file.
  ///
  /// - Parameter context: The number of unchanged lines before and after a change.
  /// - Returns: The difference; all lines of a shim.
  package func diff(context: Int = UnifiedDiff.contextLength) -> UnifiedDiff {
    if let generated { return UnifiedDiff(creating: generated) }
    guard let text else { return UnifiedDiff(creating: "") }
    return UnifiedDiff(of: text, edits, context: context)
  }
}
