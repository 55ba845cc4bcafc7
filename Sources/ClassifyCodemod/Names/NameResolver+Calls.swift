// SPDX-License-Identifier: Apache-2.0

// MARK: Calls

extension NameResolver {
  mutating func resolve(_ call: Call, in names: FileNames) -> Resolution {
    if let known = resolveMethod(call, in: names) ?? resolveBuiltin(call, in: names) {
      return known
    }
    let callee = resolve(call.callee, in: names)
    switch callee.meaning {
    case .entity(.clientType(let sdk, let isAsync)):
      return callee.with(.entity(.client(call.hasToken ? .generatedPython : sdk, isAsync: isAsync)))
    case .entity(.client): return callee
    case .entity(.module(let module, .typeScript)) where !module.contains("/resources"):
      return callee.with(.entity(.client(.typeScript, isAsync: true)))
    case .entity(.type(.classifier, let sdk)):
      return callee.with(.entity(.classifier(sdk, isAsync: false)))
    case .entity(.operation(let operation, let sdk, let isAsync)):
      return callee.with(.entity(SDKNames.result(of: operation, sdk, isAsync: isAsync)))
    case .entity: return .other
    case .resourceType(let entity): return callee.with(.entity(entity))
    case .type(let place):
      if let made = resolveMethod("__new__", of: place), made.meaning.entity != nil { return made }
      return callee.with(.instance(place))
    case .function(let place):
      guard let definitions = self.names(at: place.path) else { return .unknown }
      return resolveReturn(of: place, call, in: definitions)
    case .replaced: return callee
    case .other:
      if let value = resolveWrapped(call, in: names) { return value }
      // A class of another library makes its own values; a function can return anything.
      let isType = call.isNew || call.callee.lastName?.first?.isUppercase == true
      return isType ? .other : .unknown
    case .unknown: return resolveWrapped(call, in: names) ?? .unknown
    case .null, .unset, .module, .instance, .record, .typeForm, .tuple, .rows, .rawAccess, .assumed:
      return .unknown
    }
  }

  /// Returns what a method of a v1 value returns: `items.find(…)`.
  private mutating func resolveMethod(_ call: Call, in names: FileNames) -> Resolution? {
    guard case .member(let member) = call.callee.kind else { return nil }
    let base = resolve(member.base, in: names)
    guard let value = base.meaning.value else { return nil }
    return SDKNames.method(member.name.text, of: value).map { base.with(.entity(.value($0))) }
      ?? .unknown
  }

  /// Returns what a function of the language returns for v1 values: `next(iter(items))`.
  private mutating func resolveBuiltin(_ call: Call, in names: FileNames) -> Resolution? {
    let values = call.arguments.compactMap { $0.label == .positional ? $0.value : nil }
    guard let name = call.callee.lastName, let first = values.first else { return nil }
    switch (name, call.callee.kind) {
    case ("require", .name), ("import", .name):
      guard case .string(let literal) = first.kind, let module = literal.value else { return nil }
      let declaration = Import(module: module, moduleRange: first.range, items: nil)
      return resolve(declaration, nil, in: names)
    case ("cast", _):
      return values.count == 2 ? resolveAnnotation(first, in: names) : nil
    case ("zip_longest", _): return rows(values, in: names)
    default: break
    }
    switch names.builtin(call.callee) {
    case "iter", "list", "sorted", "reversed", "tuple", "Array.from":
      let value = resolve(first, in: names)
      return value.meaning.entity == nil ? nil : value
    case "filter":
      return values.count == 2 ? resolve(values[1], in: names) : nil
    case "next":
      let value = resolve(first, in: names)
      return value.meaning.entity == nil ? nil : project(value, .element)
    case "enumerate":
      let value = resolve(first, in: names)
      return value.with(.rows([.other, project(value, .element).meaning]))
    case "zip": return rows(values, in: names)
    default: return nil
    }
  }

  /// Returns what `zip` makes of iterables.
  private mutating func rows(_ values: [Expression], in names: FileNames) -> Resolution {
    var parts: [Resolution] = []
    for value in values { parts.append(project(resolve(value, in: names), .element)) }
    let steps = parts.first { !$0.steps.isEmpty }?.steps ?? []
    return Resolution(meaning: .rows(parts.map(\.meaning)), steps: steps)
  }

  /// Returns what a library's function passes through: `asyncio.run(x)`, `Promise.all([x, y])`.
  private mutating func resolveWrapped(_ call: Call, in names: FileNames) -> Resolution? {
    let values = call.arguments.compactMap { $0.label == .positional ? $0.value : nil }
    guard let name = call.callee.lastName, let first = values.first else { return nil }
    switch name {
    case "run", "run_until_complete", "create_task", "ensure_future", "wait_for", "shield",
      "resolve", "cached", "all", "enter_context", "enter_async_context", "closing", "aclosing",
      "nullcontext":
      let value = resolve(first, in: names)
      if case .tuple = value.meaning, name == "all" { return value }
      return value.meaning.entity == nil ? nil : value
    case "gather":
      var parts: [Resolution] = []
      for value in values { parts.append(resolve(value, in: names)) }
      let steps = parts.first { !$0.steps.isEmpty }?.steps ?? []
      return Resolution(meaning: .tuple(parts.map(\.meaning)), steps: steps)
    case "Depends", "Provide", "Inject", "Resource", "Security":
      guard case .function(let place) = resolve(first, in: names).meaning,
        let definitions = self.names(at: place.path)
      else { return nil }
      return resolveReturn(of: place, nil, in: definitions)
    default: return nil
    }
  }

  /// Returns what a function of the project returns.
  ///
  /// - Parameters:
  ///   - place: The function.
  ///   - call: The call, for its proof; nil for attributes.
  ///   - names: The names of the function's file.
  /// - Returns: The annotated type or what all returned values have in common.
  mutating func resolveReturn(
    of place: Place, _ call: Call?, in names: FileNames
  ) -> Resolution {
    guard let function = names.functions[place.range] else { return .unknown }
    if let annotation = function.function.returns {
      let resolution = resolveAnnotation(annotation, in: names)
      if resolution.meaning.isInformative { return returned(resolution, by: function, in: names) }
    }
    let values = function.returned.isEmpty ? function.yielded : function.returned
    guard !values.isEmpty else { return function.function.body.isAbsent ? .unknown : .other }
    let resolution =
      answer(.returned(place)) { resolver in
        Resolution.joined(values.map { resolver.resolve($0, in: names) })
      }
    return returned(resolution, by: function, in: names)
  }

  private func returned(
    _ resolution: Resolution, by function: FunctionNames, in names: FileNames
  ) -> Resolution {
    guard let entity = resolution.meaning.entity, let name = function.function.name else {
      return resolution
    }
    return resolution.adding(
      step("\(name.text)() returns \(entity.description)", at: name.range, in: names))
  }
}

extension Call {
  /// Whether the generated client of `llama_cloud` 0.1 is made: it takes `token`, later ones
  /// `api_key`.
  fileprivate var hasToken: Bool {
    arguments.contains {
      if case .keyword(let name) = $0.label { name.text == "token" } else { false }
    }
  }
}

extension Function.Body {
  fileprivate var isAbsent: Bool { if case .absent = self { true } else { false } }
}
