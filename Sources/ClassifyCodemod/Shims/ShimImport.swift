// SPDX-License-Identifier: Apache-2.0

/// The import of the shim's `classifier` in one file.
struct ShimImport {
  /// How code calls the function: `classifier`, `classify_v2.classifier`.
  let callee: String
  /// The edits that import it; none if the file imports it already.
  let edits: [Edit]

  private static let function = "classifier"

  /// Chooses the name and the place of the import.
  ///
  /// - Parameters:
  ///   - placement: The place of the shim.
  ///   - program: The importing file.
  ///   - offset: The offset of the site.
  /// - Returns: Nil if all names are taken.
  /// - Throws: Why there is no place for the import.
  static func importing(
    _ placement: ShimPlacement, in program: ProgramFile, at offset: Int
  ) throws(Refusal) -> ShimImport? {
    let place = try ImportPlace(in: program, for: offset)
    if let existing = existing(placement, in: program, at: offset) { return existing }
    let module = placement.module
    let isFree = !program.binds(function)
    let name =
      placement.kind == .python ? String(module.split(separator: ".").last ?? "") : "classifierV2"
    guard isFree || !program.binds(name) else { return nil }
    let (quote, end) = (program.importQuote, program.importEnd)
    let callee: String
    let line: String
    switch placement.kind {
    case .python:
      callee = isFree ? function : "\(name).\(function)"
      let package = Self.package(of: module)
      if isFree {
        return try importing([function], placement, place, callee, in: program)
      }
      line = package.isEmpty ? "import \(name)" : "from \(package) import \(name)"
    case .typeScript, .javaScript:
      callee = isFree ? function : name
      let item = isFree ? function : "\(function) as \(name)"
      line = "import { \(item) } from \(quote)\(module)\(quote)\(end)"
    case .commonJS:
      callee = isFree ? function : name
      let item = isFree ? function : "\(function): \(name)"
      line = "const { \(item) } = require(\(quote)\(module)\(quote))\(end)"
    }
    return ShimImport(
      callee: callee, edits: [try place.insertion(of: line, module, in: program)])
  }

  private static func importing(
    _ names: [String], _ placement: ShimPlacement, _ place: ImportPlace, _ callee: String,
    in program: ProgramFile
  ) throws(Refusal) -> ShimImport {
    let line = "from \(placement.module) import \(names.sorted().joined(separator: ", "))"
    return ShimImport(
      callee: callee, edits: [try place.insertion(of: line, placement.module, in: program)])
  }

  /// Imports types of a Python shim at the top of a file, in one statement with its function.
  ///
  /// - Parameters:
  ///   - types: The names, with aliases.
  ///   - placement: The place of the shim.
  ///   - program: The importing file.
  ///   - findings: The findings whose edits may import the function.
  /// - Returns: The edit to add, and the findings without their own import if it has the function.
  /// - Throws: Why there is no place for the import.
  static func importing(
    types: [String], _ placement: ShimPlacement, in program: ProgramFile,
    replacing findings: [Finding]
  ) throws(Refusal) -> (edit: Edit, findings: [Finding]) {
    let place = ImportPlace.top
    let own = try importing([function], placement, place, function, in: program).edits
    let isImported = findings.contains { finding in own.contains { finding.edits.contains($0) } }
    let all = try importing(
      types + (isImported ? [function] : []), placement, place, function, in: program
    ).edits
    guard let edit = all.first else {
      throw Refusal(.typeWithoutCounterpart, at: 0..<0, "import these types by hand")
    }
    guard isImported else { return (edit, findings) }
    return (
      edit, findings.map { $0.replacing(edits: $0.edits.map { own.contains($0) ? edit : $0 }) }
    )
  }

  /// The part of a Python module before its last name: `app` of `app.m`, `.` of `.m`.
  private static func package(of module: String) -> String {
    let name = module.split(separator: ".").last ?? ""
    let rest = module.dropLast(name.count)
    return String(rest.allSatisfy { $0 == "." } ? rest : rest.dropLast())
  }

  /// The import that an earlier run added, or a person, at the top of the file or in the function of
  /// the site.
  private static func existing(
    _ placement: ShimPlacement, in program: ProgramFile, at offset: Int
  ) -> ShimImport? {
    for (statement, value) in program.imports
    where program.functions(around: statement.range).allSatisfy({ $0.contains(offset) }) {
      if value.module == placement.module {
        guard let items = value.items else {
          return ShimImport(
            callee: "\(value.alias?.text ?? value.module).\(function)", edits: [])
        }
        if let item = items.first(where: { $0.name.text == function }) {
          return ShimImport(callee: item.localName ?? function, edits: [])
        }
      } else if let item = value.items?.first(where: {
        value.module == package(of: placement.module)
          && placement.module.hasSuffix(".\($0.name.text)")
      }) {
        return ShimImport(callee: "\(item.localName ?? item.name.text).\(function)", edits: [])
      }
    }
    return nil
  }
}

extension ProgramFile {
  /// The quote of the file's imports.
  fileprivate var importQuote: String {
    let statement = tree.statements.first { statement in
      if case .import = statement.kind { true } else { false }
    }
    return quote(in: statement?.range ?? text.range)
  }

  /// The semicolon of the file's imports, if they have one.
  fileprivate var importEnd: String {
    let last = tree.statements.last { statement in
      if case .import = statement.kind { true } else { false }
    }
    return text[(last ?? tree.statements.last)?.range ?? 0..<0].hasSuffix(";") ? ";" : ""
  }
}

extension Finding {
  /// Returns the finding with other edits.
  func replacing(edits: [Edit]) -> Finding {
    Finding(code, at: range, message, proof: proof, note: note, edits: edits, client: client)
  }
}
