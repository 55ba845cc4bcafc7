// SPDX-License-Identifier: Apache-2.0

/// The types of v1 that a file imports from an SDK, with their uses.
struct ImportedTypes {
  /// A type that a statement imports.
  struct Member {
    /// The position in ``ImportedTypes/statements``.
    var statement: Int
    /// The position in the items of the statement.
    var item: Int
    var name: String
    /// The name in this file.
    var local: String
    var site: Site
    var uses: [(use: TypeUse, site: Site)] = []
  }

  private(set) var statements: [ImportStatement] = []
  private(set) var types: [Member] = []
  /// The uses of types that are named in another way, such as by the path of their module.
  private(set) var otherUses: [Site] = []
  /// The findings of imports that are no names of types.
  private(set) var findings: [Finding] = []

  /// Reads the sites of a file; those of calls are passed over.
  init(of sites: [Site], in program: ProgramFile) {
    let imports = program.importStatements
    for site in sites {
      guard case .import(let value, let item, let entity) = site.kind,
        entity.sdk?.isOfficial ?? false
      else { continue }
      add(value, item, entity, site, imports[value.moduleRange], program)
    }
    for site in sites {
      guard case .type(let expression, _, let sdk) = site.kind, sdk.isOfficial
      else { continue }
      if let use = TypeUse(expression),
        let index = types.firstIndex(where: { $0.local == use.path.first })
      {
        types[index].uses.append((use, site))
      } else {
        otherUses.append(site)
      }
    }
  }

  private mutating func add(
    _ value: Import, _ item: Import.Item?, _ entity: Entity, _ site: Site, _ statement: Statement?,
    _ program: ProgramFile
  ) {
    if case .clientType = entity { return }
    guard case .type = entity, let item, let statement,
      let position = value.items?.firstIndex(of: item)
    else {
      findings.append(
        Finding(
          .typeWithoutCounterpart, at: site.range,
          "v2 has no module of this name; import what is needed of client.classify",
          proof: site.proof))
      return
    }
    let isPython = program.spelling.hasKeywordArguments
    guard SDKModules.sdk(of: value.module, isPython: isPython) != nil else {
      findings.append(
        Finding(
          .importRewritten, at: site.range, "the module that this comes from imports v2's type",
          proof: site.proof))
      return
    }
    types.append(
      Member(
        statement: index(of: statement, value), item: position, name: item.name.text,
        local: item.localName ?? item.name.text, site: site))
  }

  private mutating func index(of statement: Statement, _ value: Import) -> Int {
    if let index = statements.firstIndex(where: { $0.statement.range == statement.range }) {
      return index
    }
    statements.append(ImportStatement(statement, value))
    return statements.count - 1
  }
}
