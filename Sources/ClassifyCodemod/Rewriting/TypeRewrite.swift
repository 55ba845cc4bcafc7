// SPDX-License-Identifier: Apache-2.0

/// Rewrites imports and uses of v1's types in one file.
///
/// A type that is used by its plain name gets v2's name; one that is exported, named in other ways,
/// or whose new name is taken keeps its name as an alias.
struct TypeRewrite {
  private let program: ProgramFile
  private let context: MigrationContext
  private let shapes: MigratedShapes
  private var statements: [ImportStatement]
  private var edits: [Edit] = []
  private var results: [Finding]
  private var shims: Set<FileDraft.Shim> = []
  /// The names to import from the shim in one statement.
  private var taken: Set<String> = []
  /// The findings of calls, which import the rest of the shim.
  private(set) var calls: [Finding]
  /// The values of v1 from elsewhere that the file uses; see ``GroupStyle``.
  private let used: Set<V1Value>

  /// Reads the sites of a file; those of calls are passed over.
  init(
    program: ProgramFile, sites: [Site], context: MigrationContext, _ shapes: MigratedShapes,
    calls: [Finding] = []
  ) {
    self.calls = calls
    self.program = program
    self.context = context
    self.shapes = shapes
    used = Set(
      sites.compactMap { site in
        if case .use(let use) = site.kind, site.certainty == .proved { use.value } else { nil }
      })
    let imported = ImportedTypes(of: sites.filter { $0.certainty == .proved }, in: program)
    statements = imported.statements
    results = imported.findings
    for type in imported.types { rewrite(type) }
    for site in imported.otherUses { rewritePath(site) }
    addStatements()
  }

  /// The findings, of which the first has all edits, and the shims that types come from.
  func draft() -> FileDraft {
    guard !edits.isEmpty, let index = results.firstIndex(where: { $0.code.kind == .rewrite })
    else { return FileDraft(findings: results) }
    var results = results
    let first = results[index]
    results[index] = Finding(
      first.code, at: first.range, first.message, proof: first.proof, note: first.note, edits: edits
    )
    return FileDraft(findings: results, shims: shims)
  }

  /// Whether code that is left as it is uses values of a type.
  private func isUsed(_ type: V1Type) -> Bool {
    guard case .value(let value)? = SDKNames.value(of: type, isPython ? .python : .typeScript)
    else { return false }
    return used.contains(value)
  }

  private var isPython: Bool { program.spelling.hasKeywordArguments }

  private func counterpart(_ name: String) -> TypeTable.Counterpart? {
    isPython ? TypeTable.python(name) : TypeTable.typeScript(name)
  }

  /// The shims whose shape values of a type have; empty if it is v2's, or the same.
  private func generated(_ type: V1Type) -> Set<FileDraft.Shim> {
    if case .generated(let shims)? = shapes.shape(of: type) { shims } else { [] }
  }

  /// The module of a counterpart, beside the module of an import.
  private func module(_ counterpart: TypeTable.Counterpart, beside old: String) -> String {
    guard !isPython else { return counterpart.module }
    let parts = old.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let resources = parts.firstIndex(of: "resources"), resources + 1 < parts.count
    else { return old }
    let ending = [".js", ".mjs", ".ts"].first { old.hasSuffix($0) } ?? ""
    return (parts[..<resources] + [counterpart.module]).joined(separator: "/") + ending
  }

  // MARK: Imported names

  private mutating func rewrite(_ type: ImportedTypes.Member) {
    guard case .import(_, _, .type(let kind, _)) = type.site.kind else { return }
    let shape = shapes.shape(of: kind)
    guard shape != .v1 else {
      let (places, areLeft) = shapes.places(of: kind)
      return decide(
        type,
        "\(type.name) follows the calls at \(places), "
          + (areLeft
            ? "and is replaced when they are"
            : "of which some are v2's and some the shim's: write a type for each"))
    }
    guard !isAmbiguous(type, shape) else {
      return decide(
        type,
        "\(type.name) can be that of v2 or of \(placement.path), which an earlier run generated:"
          + " import it from where the calls that it is used with are")
    }
    let generated = generated(kind)
    guard generated.isEmpty else { return take(type, from: generated) }
    guard !isUsed(kind) else {
      return decide(type, "values of \(type.name) are used as v1's; replace it with their uses")
    }
    guard let counterpart = counterpart(type.name), !isConstructedRequest(type) else {
      return decide(type, "\(type.name) has no counterpart in v2; replace what it is used for")
    }
    let statement = statements[type.statement]
    let item = statement.value.items?[type.item]
    let module = module(counterpart, beside: statement.value.module)
    let isExported = self.isExported(type)
    let count = program.occurrences(of: type.local)
    guard count > 0 || isExported || item?.alias != nil else {
      statements[type.statement].changes[type.item] = .remove
      note(type.site, .importRewritten, "\(type.name) is not used")
      return
    }
    let renames = renames(type, counterpart)
    let isComplete = renames.count == type.uses.count && count == type.uses.count
    if item?.alias == nil, !isExported, isComplete, isFree(counterpart, in: module) {
      let change = ImportStatement.Change.replace(
        module: module, name: counterpart.name, alias: nil)
      statements[type.statement].changes[type.item] =
        isImported(change) || program.imports(counterpart.name, from: module) ? .remove : change
      edits += renames
    } else if counterpart.suffix.isEmpty, type.uses.allSatisfy({ $0.use.path.count == 1 }) {
      statements[type.statement].changes[type.item] = .replace(
        module: module, name: counterpart.name,
        alias: counterpart.name == type.local ? nil : type.local)
    } else {
      return decide(
        type, "\(type.name) is \(counterpart.usage) of \(module) in v2; rename its uses")
    }
    let message = "v1's \(type.name) is \(counterpart.usage) of \(module) in v2"
    note(type.site, .importRewritten, message)
    for (_, site) in type.uses { note(site, .typeRewritten, message) }
  }

  private var placement: ShimPlacement { context.facts.placement(for: program.file) }

  /// Whether a type that nothing in this run has to do with can be that of an earlier run's shim.
  private func isAmbiguous(_ type: ImportedTypes.Member, _ shape: MigratedShapes.Shape?) -> Bool {
    guard TypeTable.isGenerated(type.name, placement.kind) else { return false }
    switch shape {
    case .generated, .v1: return false
    case .v2: return program.imports.contains { $0.value.isShim(placement.kind) }
    case nil:
      return context.project.file(at: placement.path).map { ShimFile.isGenerated($0.text) } ?? false
    }
  }

  /// Imports a type from the shim that serves the calls.
  private mutating func take(_ type: ImportedTypes.Member, from generated: Set<FileDraft.Shim>) {
    let parts = generated.filter { $0.path == placement.path }
    guard !parts.isEmpty, TypeTable.isGenerated(type.name, placement.kind),
      type.uses.allSatisfy({ $0.use.path.count == 1 })
    else {
      return decide(
        type,
        "the shim keeps v1's shape but has no \(type.name) for this file; replace what it"
          + " is used for")
    }
    let alias = type.local == type.name ? nil : type.local
    if isPython,
      program.tree.statements.contains(where: {
        $0.range == statements[type.statement].statement.range
      })
    {
      statements[type.statement].changes[type.item] = .remove
      taken.insert(alias.map { "\(type.name) as \($0)" } ?? type.name)
    } else {
      statements[type.statement].changes[type.item] = .replace(
        module: placement.module, name: type.name, alias: alias)
    }
    shims.formUnion(parts)
    note(type.site, .importRewritten, "\(placement.path) has v1's \(type.name)")
    for (_, site) in type.uses { note(site, .shimCall, "\(placement.path) has this type") }
  }

  /// The edits of all uses; fewer if one of them has another form.
  private func renames(_ type: ImportedTypes.Member, _ counterpart: TypeTable.Counterpart) -> [Edit]
  {
    type.uses.compactMap { use, _ in
      let key = ([type.name] + use.path.dropFirst()).joined(separator: ".")
      guard let new = use.path.count == 1 ? counterpart : self.counterpart(key),
        new.name == counterpart.name || use.path.count == 1, let range = use.range,
        !program.tree.hasFault(in: range)
      else { return nil }
      return Edit(range, new.usage)
    }
  }

  /// Whether v2's name means nothing else in the file.
  private func isFree(_ counterpart: TypeTable.Counterpart, in module: String) -> Bool {
    let isTaken = statements.contains { statement in
      statement.changes.contains { change in
        guard case .replace(let other, counterpart.name, nil) = change else { return false }
        return other != module
      }
    }
    return !isTaken
      && (!program.binds(counterpart.name) || program.imports(counterpart.name, from: module))
  }

  /// Whether another statement imports the same already.
  private func isImported(_ change: ImportStatement.Change) -> Bool {
    statements.contains { $0.changes.contains(change) }
  }

  /// Whether other files, or `__all__`, name the type.
  private func isExported(_ type: ImportedTypes.Member) -> Bool {
    if statements[type.statement].value.isReexport { return true }
    if program.file.path.name == "__init__.py" { return true }
    if program.hasString(type.local, excluding: type.uses.map(\.use.expression.range)) {
      return true
    }
    return context.project.candidates.contains { file in
      file.path != program.file.path
        && file.importsLocally(type.local, isPython: isPython)
    }
  }

  /// Whether `JobCreateParams(…)` is called: v2's has other members.
  private func isConstructedRequest(_ type: ImportedTypes.Member) -> Bool {
    guard case .import(_, _, .type(.createParameters, _)) = type.site.kind else { return false }
    return type.uses.contains { use, _ in
      guard case .call(let call)? = program.parents.parentExpression(of: use.expression)?.kind
      else { return false }
      return call.callee.range == use.expression.range
    }
  }

  // MARK: Paths

  /// `LlamaCloud.Classifier.ClassifyJob`, `llama_cloud.types.classifier.ClassifyJob`.
  private mutating func rewritePath(_ site: Site) {
    guard case .type(let expression, let type, _) = site.kind else { return }
    guard shapes.shape(of: type) != .v1, generated(type).isEmpty else {
      return decide(site, "values of this type keep v1's shape; replace it with what makes them")
    }
    guard !isUsed(type) else {
      return decide(site, "values of this type are used as v1's; replace it with their uses")
    }
    let separator = isPython ? "classifier" : "Classifier"
    guard let use = TypeUse(expression), let range = use.range,
      let position = use.path.firstIndex(of: separator), position > 0,
      let counterpart = counterpart(use.path[(position + 1)...].joined(separator: ".")),
      !program.tree.hasFault(in: range), !program.tree.hasComment(in: range)
    else {
      if let name = TypeUse(expression)?.path.last, counterpart(name) != nil {
        note(site, .typeRewritten, "the module that this comes from imports v2's type")
      } else {
        decide(site, "this type has no counterpart in v2; replace what it is used for")
      }
      return
    }
    let path: String
    if isPython {
      let module = counterpart.module.split(separator: ".").dropFirst(2).map(String.init)
      path = (use.path[..<position] + module + [counterpart.name]).joined(separator: ".")
    } else {
      path = (use.path[..<position] + [counterpart.usage]).joined(separator: ".")
    }
    edits.append(Edit(range, path))
    note(site, .typeRewritten, "v1's \(use.path.last ?? "type") is \(counterpart.usage) in v2")
  }

  // MARK: Results

  private mutating func addStatements() {
    do throws(Refusal) {
      for statement in statements where statement.changes.contains(where: { $0 != .keep }) {
        edits += try statement.edits(in: program)
      }
      guard !taken.isEmpty else { return }
      let added = try ShimImport.importing(
        types: taken.sorted(), placement, in: program, replacing: calls)
      edits.append(added.edit)
      calls = added.findings
    } catch {
      // Without one of the imports no name may change.
      edits = []
      results = results.map { finding in
        finding.code.kind == .rewrite
          ? Finding(error.code, at: finding.range, error.message, proof: finding.proof) : finding
      }
    }
  }

  private mutating func note(_ site: Site, _ code: FindingCode, _ message: String) {
    results.append(Finding(code, at: site.range, message, proof: site.proof))
  }

  private mutating func decide(_ site: Site, _ message: String) {
    note(site, .typeWithoutCounterpart, message)
  }

  private mutating func decide(_ type: ImportedTypes.Member, _ message: String) {
    decide(type.site, message)
  }
}
