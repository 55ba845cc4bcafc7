// SPDX-License-Identifier: Apache-2.0

/// Finds the sites of one file.
struct SiteFinder {
  var resolver: NameResolver
  let names: FileNames
  let parents: SyntaxParents

  var sites: [Site] = []
  /// The expressions that a site or the flow of its value covers.
  var covered: Set<ByteRange> = []

  init(_ resolver: NameResolver, _ names: FileNames) {
    self.resolver = resolver
    self.names = names
    parents = names.parents
  }

  /// Finds all sites, in ascending order.
  mutating func find() {
    findImports()
    findCalls()
    findReferences()
    findTypes()
    findUses()
    if resolver.hasGivenUp, !sites.isEmpty || names.file.text.mentionsLlama {
      add(.mention(.unclearSyntax), sites.first?.range ?? names.file.text.lineRange(0), [])
    }
    // Types that other products share are v1's only next to it. Later releases keep them.
    if !sites.contains(where: { !$0.isShared && $0.sdk?.isOfficial == false }) {
      sites.removeAll(where: \.isShared)
    }
    sites += MentionFinder(resolver, names, parents).mentions(excluding: sites)
    var partial = PartialSuccess(resolver, names)
    for range in partial.literals() { add(.mention(.partialSuccess), range, []) }
    sites.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
  }

  mutating func add(
    _ kind: Site.Kind, _ range: ByteRange, _ steps: [ProofStep], _ certainty: Certainty = .proved,
    sources: Set<Place> = []
  ) {
    sites.append(
      Site(kind: kind, range: range, certainty: certainty, proof: steps, sources: sources))
  }

  // MARK: Imports

  private mutating func findImports() {
    for (statement, declaration) in names.imports {
      guard let items = declaration.items else {
        let meaning = SDKModules.meaning(
          of: nil, in: declaration.module, isPython: names.isPython)
        if resolver.index.modules.pythonModule(declaration.module, from: names.path) == nil,
          let entity = meaning?.entity, entity.isV1Module
        {
          add(.import(declaration, item: nil, entity), statement.range, [])
        }
        continue
      }
      for item in items {
        let resolution = resolver.resolve(declaration, item, in: names)
        guard SDKModules.sdk(of: declaration.module, isPython: names.isPython) != nil else {
          continue
        }
        let entity: Entity? =
          if case .resourceType = resolution.meaning {
            .type(.resource, names.isPython ? .python : .typeScript)
          } else {
            resolution.meaning.entity
          }
        guard let entity, entity.isV1Import else { continue }
        add(.import(declaration, item: item, entity), item.name.range, resolution.steps)
      }
    }
  }

  // MARK: Calls

  private mutating func findCalls() {
    for name in SDKNames.operationNames.union(classifierTypeNames) {
      for expression in names.calls[name] ?? [] {
        guard case .call(let call) = expression.kind else { continue }
        find(call, expression)
      }
    }
  }

  /// The names in this file of the classes that make classifiers.
  private var classifierTypeNames: Set<String> {
    var result: Set<String> = ["ClassifyClient", "LlamaClassify"]
    for site in sites {
      if case .import(_, let item?, .type(.classifier, _)) = site.kind, let name = item.localName {
        result.insert(name)
      }
    }
    return result
  }

  mutating func find(_ call: Call, _ expression: Expression) {
    let callee = resolver.resolve(call.callee, in: names)
    switch callee.meaning {
    case .entity(.operation(let operation, let sdk, let isAsync)):
      add(call, expression, operation, sdk, isAsync: isAsync, callee)
    case .entity(.type(.classifier, let sdk)):
      add(call, expression, .makeClassifier, sdk, isAsync: true, callee)
    case .unknown, .null, .unset:
      guard let shape = ProbableShape(call, isPython: names.isPython) else {
        if resolver.hasUnseenCallers, call.names.isSuperset(of: ["file_ids", "rules"]),
          resolver.index.mentionsLlama
        {
          add(.mention(.unclearSyntax), expression.range, [])
        }
        return
      }
      guard shape.isOpen(&resolver, names), resolver.index.mentionsLlama else { return }
      add(
        call, expression, shape.operation, shape.sdk, isAsync: false, callee,
        certainty: .probable)
    default: return
    }
  }

  mutating func add(
    _ call: Call, _ expression: Expression, _ operation: V1Operation, _ sdk: SDK, isAsync: Bool,
    _ callee: Resolution, certainty: Certainty = .proved
  ) {
    var awaited: ByteRange?
    if case .expression(let outer)? = parents[expression], case .await = outer.kind {
      awaited = outer.range
    }
    var flow = ValueFlow()
    if certainty == .proved,
      case .value(let value) = SDKNames.result(of: operation, sdk, isAsync: isAsync)
    {
      // Two resolvers with the same answers would copy them.
      var tracer = FlowTracer(expression, resolver.withoutAnswers, names, parents)
      swap(&tracer.resolver, &resolver)
      tracer.trace(value)
      swap(&tracer.resolver, &resolver)
      flow = tracer.flow
      covered.formUnion(tracer.visited)
    }
    covered.insert(expression.range)
    let chain = ReceiverChain(call, operation, sdk)
    let offset = expression.range.lowerBound
    let statement =
      parents.statement(around: expression) ?? Statement(.expression(expression), expression.range)
    add(
      .call(
        CallSite(
          operation: operation, sdk: sdk, isAsync: isAsync || awaited != nil,
          expression: expression, call: call, awaited: awaited, client: chain.client,
          classifier: chain.classifier,
          scope: names.function(at: offset)?.range ?? 0..<names.file.text.count,
          statement: statement, flow: flow)),
      expression.range, certainty == .proved ? callee.steps : [], certainty,
      sources: callee.sources)
  }
}

extension Site {
  /// Whether it is a type that v1 shares with other products: reported only next to v1.
  fileprivate var isShared: Bool {
    switch kind {
    case .import(_, _, .type(.status, _)), .import(_, _, .type(.language, _)): true
    case .type(_, .status, _), .type(_, .language, _): true
    default: false
    }
  }
}

extension Entity {
  /// Whether an import of the entity fails without v1.
  fileprivate var isV1Import: Bool {
    switch self {
    case .type, .operation: true
    case .module: isV1Module
    case .clientType, .client, .classifier, .jobs, .value: false
    }
  }

  /// Whether the entity is a module that only v1 has.
  fileprivate var isV1Module: Bool {
    guard case .module(let name, _) = self else { return false }
    return name.hasPrefix("llama_cloud.types.classifier.")
      || ["llama_cloud.types.classifier", "llama_cloud.resources.classifier"].contains(name)
      || name.hasPrefix("llama_cloud_services.beta.classifier")
      || name.contains("/resources/classifier")
  }

  /// Whether v1's functions are its members.
  var hasOperations: Bool {
    switch self {
    case .classifier, .jobs: true
    default: false
    }
  }
}
