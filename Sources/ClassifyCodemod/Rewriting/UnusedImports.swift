// SPDX-License-Identifier: Apache-2.0

/// Removes imports of names that edits leave without a use, such as that of a constant whose pages
/// are written out.
struct UnusedImports {
  private let program: ProgramFile
  private let context: MigrationContext

  /// Prepares a file.
  init(in program: ProgramFile, _ context: MigrationContext) {
    self.program = program
    self.context = context
  }

  /// Returns findings, of which those that remove the last use of a name remove its import, too.
  func removed(by findings: [Finding]) -> [Finding] {
    var edits = EditSet()
    guard findings.allSatisfy({ edits.add($0.edits) }), !edits.isEmpty else { return findings }
    let new = String(decoding: edits.applied(to: program.text), as: UTF8.self)
    var findings = findings
    for statement in program.tree.statements {
      guard case .import(let value) = statement.kind, !value.isReexport, let items = value.items,
        !edits.edits.contains(where: { $0.range.overlaps(statement.range) })
      else { continue }
      var removal = ImportStatement(statement, value)
      var causes: [Int] = []
      for (index, item) in items.enumerated() {
        guard let name = item.localName, let cause = cause(of: name, in: findings),
          new.wordOffsets(of: name).count == 1, !isExported(name)
        else { continue }
        removal.changes[index] = .remove
        causes.append(cause)
      }
      guard let cause = causes.first, let removed = try? removal.edits(in: program),
        edits.add(removed)
      else { continue }
      findings[cause] = findings[cause].replacing(edits: findings[cause].edits + removed)
    }
    return findings
  }

  /// The finding whose edits replace a use of a name.
  private func cause(of name: String, in findings: [Finding]) -> Int? {
    findings.firstIndex { finding in
      finding.edits.contains { edit in
        !edit.range.isEmpty && !program.text[edit.range].wordOffsets(of: name).isEmpty
      }
    }
  }

  /// Whether another file can take the name from this one.
  private func isExported(_ name: String) -> Bool {
    let path = program.file.path
    if path.name == "__init__.py" { return true }
    let stem = path.name.split(separator: ".").first.map(String.init) ?? ""
    let isImported = context.project.candidates.contains { file in
      file.path != path
        && file.imports.contains { value in
          value.module.split(whereSeparator: { "./".contains($0) }).contains { $0 == stem }
            && value.items?.contains { $0.name.text == name || $0.name.text == "*" } ?? true
        }
    }
    return isImported
      || program.spelling.hasKeywordArguments
        && context.facts.pythonImports.items.contains { item in
          item.module.last == stem && item.names.contains { $0 == name || $0 == "*" }
        }
  }
}
