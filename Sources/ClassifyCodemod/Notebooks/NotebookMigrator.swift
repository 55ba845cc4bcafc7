// SPDX-License-Identifier: Apache-2.0

/// Migrates the code cells of Jupyter notebooks.
///
/// All Python cells are one module, in the order of the file. Outputs, metadata and everything else
/// of the JSON stay as they are.
struct NotebookMigrator: FileMigrating {
  var languages: Set<Language> { [.notebook] }

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    guard let notebook = Notebook(file.text) else { return FileDraft() }
    var draft = FileDraft()
    for part in notebook.parts {
      let inner = Self.draft(for: part, of: file, in: context)
      let translation = NotebookTranslation(part: part, file: file)
      draft.findings += inner.findings.map(translation.finding)
      draft.shims.formUnion(inner.shims)
    }
    let plan = FilePlan(
      path: file.path, language: file.language, text: file.text, findings: draft.findings)
    let need = DependencyNeed([plan], usesV2: CurrentVersions.usesV2(file))
    let servicesUser = need.replacesServices ? nil : context.facts.servicesUsers.first
    for part in notebook.parts where part.language == .python {
      let packages = NotebookPackages.list(in: part.code.text, of: file.path)
      let translation = NotebookTranslation(part: part, file: file)
      draft.findings += DependencyMigrator()
        .findings(for: packages, servicesUser: servicesUser) { need }
        .map(translation.finding)
      draft.findings += NotebookCommands.findings(in: part.code.text).map(translation.finding)
    }
    draft.findings += Self.documentation(notebook, file)
    draft.findings += Self.unreadable(notebook, file)
    draft.findings.sort { $0.range.lowerBound < $1.range.lowerBound }
    return draft
  }

  func failure(of edited: SourceFile, from file: SourceFile, by draft: FileDraft) -> String? {
    guard let old = Notebook(file.text), let new = Notebook(edited.text) else {
      return "the edited file would be no notebook"
    }
    return new.parts.count == old.parts.count && new.unreadable.count == old.unreadable.count
      ? nil : "a cell of the edited file could not be read"
  }

  /// Returns the verified findings of a part, in its own bytes.
  private static func draft(
    for part: Notebook.Part, of file: SourceFile, in context: MigrationContext
  ) -> FileDraft {
    var inner = SourceFile(path: file.path, language: part.language, text: part.code.text)
    guard part.language == .python else {
      return ShellMigrator().draft(for: inner, in: context)
    }
    guard let tree = try? Notebook.frontEnd.tree(of: inner.text) else { return FileDraft() }
    inner.tree = tree
    let context = context.replacing(inner)
    let draft = ProgramMigrator().draft(for: inner, in: context)
    let plan = Verifier.plan(for: draft, of: inner, in: context, frontEnd: Notebook.frontEnd)
    return FileDraft(
      findings: plan.findings, shims: plan.edits.isEmpty ? [] : draft.shims)
  }

  /// Reports cells of text that show v1.
  private static func documentation(_ notebook: Notebook, _ file: SourceFile) -> [Finding] {
    let namesSDK = WordScan.sdks.matches(file.text.bytes)
    return notebook.documentation.compactMap { cell in
      let text = cell.code.text
      guard V1Text.isShown(in: text[text.range], namesSDK: namesSDK) else { return nil }
      return Finding(.documentation, at: cell.range, "this cell of text shows v1; rewrite it")
    }
  }

  /// Reports cells that hold v1 and can't be read, such as unfinished ones.
  private static func unreadable(_ notebook: Notebook, _ file: SourceFile) -> [Finding] {
    guard WordScan.sdks.matches(file.text.bytes) else { return [] }
    let words = WordScan.scan(for: .python)
    return notebook.unreadable.filter { words.matches($0.cell.code.text.bytes) }.map {
      cell, fault in
      Finding(
        .unclearSyntax, at: cell.range,
        "this cell can't be read as Python: \(fault.reason); rewrite its v1 code by hand")
    }
  }
}
