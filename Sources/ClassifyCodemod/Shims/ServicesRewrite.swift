// SPDX-License-Identifier: Apache-2.0

/// Replaces `llama-cloud-services` by the shim.
///
/// Imports take the same names from the shim, and `AsyncLlamaCloud(token=…)` becomes
/// `AsyncLlamaCloud(api_key=…)`; calls stay as they are. A file is edited as a whole or not at all.
struct ServicesRewrite {
  let program: ProgramFile
  let context: MigrationContext

  /// What stands in the way of a file or of the whole project.
  private struct Obstacle: Error {
    var code: FindingCode
    var message: String
  }

  /// Returns the draft of a site; nil for a site of the generated SDK alone.
  func draft(for site: Site) -> FileDraft? {
    guard let sdk = site.sdk else { return nil }
    let isPython = program.spelling.hasKeywordArguments
    let isServed =
      sdk == .services || sdk == .typeScriptServices
      || sdk == .generatedPython && !site.isCall && context.facts.usesServices
    guard isServed else { return nil }
    let placement = context.facts.placement(for: program.file)
    guard placement.has(.services, in: context.project) else {
      return ShimRewrite.taken(site, placement, lacks: .services, in: context)
    }
    let edits: [Edit]
    do {
      edits = isPython ? try pythonEdits(placement) : try scriptEdits(placement)
    } catch let obstacle as Obstacle {
      return FileDraft(findings: [
        Finding(obstacle.code, at: site.range, obstacle.message, proof: site.proof)
      ])
    } catch let refusal as Refusal {
      return FileDraft(findings: [refusal.finding(proof: site.proof)])
    } catch { return nil }
    return FileDraft(
      findings: [
        Finding(
          .shimServices, at: site.range,
          "\(placement.path) has the classifier of llama-cloud-services on v2", proof: site.proof,
          edits: isFirst(site) ? edits : [])
      ],
      shims: [
        FileDraft.Shim(kind: placement.kind, path: placement.path, part: .services)
      ])
  }

  /// Whether the site carries the edits of the file.
  private func isFirst(_ site: Site) -> Bool {
    let sites = context.finder.sites(in: program.file)
    return sites.first { $0.certainty == .proved && $0.isServices }?.range == site.range
  }

  // MARK: Python

  /// The names of the shim.
  private static let names: Set<String> = [
    "ClassifyClient", "LlamaClassify", "ClassifyJobResultsWithFiles", "FileClassificationWithFile",
    "SourceText", "FileInput", "ClassifierRule", "ClassifyParsingConfiguration", "ClassifyJob",
    "ClassifyJobResults", "FileClassification", "ClassificationResult", "StatusEnum",
    "ClassifyMode", "ParserLanguages",
  ]

  /// Whether only the part of the shim for llama-cloud-services has a name.
  static func isOnlyOfServices(_ name: String) -> Bool {
    names.contains(name) && name != "ClassifierRule"
      && !FileDraft.Shim.Kind.allCases.contains { TypeTable.isGenerated(name, $0) }
  }

  private func pythonEdits(_ placement: ShimPlacement) throws -> [Edit] {
    if let product = context.facts.otherProduct {
      throw Obstacle(
        code: .otherProducts,
        message: "\(product.path) uses \(product.name): llama-cloud-services pins a llama-cloud"
          + " without v2, so it must move to llama-cloud 2.19 first")
    }
    try checkClients()
    var edits: [Edit] = []
    for (_, statement) in program.importStatements.sorted(by: {
      $0.key.lowerBound < $1.key.lowerBound
    }) {
      guard case .import(let value) = statement.kind else { continue }
      var replaced = ImportStatement(statement, value)
      guard try plan(&replaced, value, placement) else { continue }
      edits += try replaced.edits(in: program)
    }
    return edits + tokenEdits
  }

  /// Decides on the names of an import; false if it stays as it is.
  private func plan(
    _ statement: inout ImportStatement, _ value: Import, _ placement: ShimPlacement
  ) throws(Obstacle) -> Bool {
    let isServices = ServicesInventory.isServices(value.module)
    let module = value.module.split(separator: ".").first.map(String.init)
    guard isServices || module == "llama_cloud" else { return false }
    guard let items = value.items else {
      guard isServices else { return false }
      throw Obstacle(
        code: .typeWithoutCounterpart,
        message: "import the names of \(value.module) that are used here, and run again")
    }
    for (index, item) in items.enumerated() {
      let name = item.name.text
      if Self.names.contains(name), isServices || value.module.hasPrefix("llama_cloud") {
        statement.changes[index] = .replace(module: placement.module, name: name, alias: nil)
      } else if ["LlamaCloud", "AsyncLlamaCloud"].contains(name) {
        if value.module == "llama_cloud" { continue }
        statement.changes[index] = .replace(module: "llama_cloud", name: name, alias: nil)
      } else {
        throw Obstacle(
          code: .typeWithoutCounterpart,
          message: "\(name) of \(value.module) does not exist in llama-cloud 2.19; replace it first"
        )
      }
    }
    return statement.changes.contains { $0 != .keep }
  }

  /// Clients of llama-cloud 0.1 may serve nothing but the classifier: their other functions changed.
  private func checkClients() throws(Obstacle) {
    var other: Expression?
    program.tree.walk { node in
      guard other == nil, case .expression(let expression) = node else { return other == nil }
      if case .member(let member) = expression.kind, member.name.text != "classifier",
        case .client? = context.finder.origin(of: member.base, in: program.file)?.entity
      {
        other = expression
      }
      return other == nil
    }
    guard let other else { return }
    throw Obstacle(
      code: .otherProducts,
      message: "\(program.source(other)) belongs to llama-cloud 0.1, which has no v2: move it to"
        + " llama-cloud 2.19 first")
  }

  /// `token=` of a client's constructor becomes `api_key=`.
  private var tokenEdits: [Edit] {
    var edits: [Edit] = []
    program.tree.walk { node in
      guard case .expression(let expression) = node, case .call(let call) = expression.kind,
        let label = call.arguments.lazy.compactMap(\.keyword).first(where: { $0.text == "token" }),
        case .clientType? = context.finder.origin(of: call.callee, in: program.file)?.entity
      else { return true }
      edits.append(Edit(label.range, "api_key"))
      return true
    }
    return edits
  }

  // MARK: TypeScript and JavaScript

  private static let scriptNames: Set<String> = [
    "LlamaClassify", "ClassifierRule", "ClassifyParsingConfiguration", "ClassifyJobResults",
  ]

  private func scriptEdits(_ placement: ShimPlacement) throws -> [Edit] {
    var edits: [Edit] = []
    for (_, statement) in program.importStatements.sorted(by: {
      $0.key.lowerBound < $1.key.lowerBound
    }) {
      guard case .import(let value) = statement.kind, let items = value.items,
        SDKModules.sdk(of: value.module, isPython: false) == .typeScriptServices
      else { continue }
      var replaced = ImportStatement(statement, value)
      for (index, item) in items.enumerated() where Self.scriptNames.contains(item.name.text) {
        replaced.changes[index] = .replace(
          module: placement.module, name: item.name.text, alias: nil)
      }
      if replaced.changes.contains(where: { $0 != .keep }) {
        edits += try replaced.edits(in: program)
      }
    }
    return edits
  }
}

extension Site {
  fileprivate var isCall: Bool { if case .call = kind { true } else { false } }

  fileprivate var isServices: Bool {
    switch sdk {
    case .services, .typeScriptServices: true
    case .generatedPython: !isCall
    default: false
    }
  }
}

extension Argument {
  fileprivate var keyword: Name? { if case .keyword(let name) = label { name } else { nil } }
}
