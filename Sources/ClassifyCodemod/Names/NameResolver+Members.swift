// SPDX-License-Identifier: Apache-2.0

// MARK: Members of values, classes and modules

extension NameResolver {
  mutating func resolve(_ member: Member, in names: FileNames) -> Resolution {
    let base = resolve(member.base, in: names)
    let resolution = resolveMember(member.name.text, of: base, isPython: names.isPython)
    guard case .instance = base.meaning, resolution.meaning.entity != nil else {
      return resolution
    }
    return resolution.adding(describing(member, resolution.meaning, in: names))
  }

  mutating func resolveMember(
    _ name: String, of base: Resolution, isPython: Bool = true
  ) -> Resolution {
    switch base.meaning {
    case .entity(let entity):
      return SDKNames.member(name, of: entity).map { base.with($0) } ?? .unknown
    case .assumed:
      return SDKNames.assumedMember(name, isPython: isPython).map { base.with($0) } ?? .unknown
    case .rawAccess:
      return name == "classifier" || name == "jobs" ? base : .unknown
    case .replaced: return base
    case .module(let module): return resolveExport(name, of: module)
    case .instance(let place): return resolveAttribute(name, of: place, isInstance: true)
    case .type(let place): return resolveAttribute(name, of: place, isInstance: false)
    case .record(let place): return resolveMember(name, ofRecord: place)
    // Another library's value can hold a client, as `app.state` does; its classifier is its own.
    case .other, .tuple, .rows, .resourceType, .typeForm, .function:
      return name == "classifier" || name == "jobs" ? .other : .unknown
    case .null, .unset, .unknown: return .unknown
    }
  }

  private mutating func resolveMember(_ name: String, ofRecord place: Place) -> Resolution {
    guard let record = records[place], let names = names(at: place.path),
      let entry = record.entries.last(where: { $0.name == name }),
      names.memberWrites[name]?.allSatisfy({ $0.base.lastName == "this" }) ?? true
    else { return .unknown }
    guard record.isType else { return resolve(entry.value, in: names) }
    if case .function(let function) = entry.value.kind {
      return function.returns == nil
        ? .unknown
        : Resolution(meaning: .function(Place(path: place.path, range: entry.value.range)))
    }
    return resolveAnnotation(entry.value, in: names)
  }

  /// Returns what an attribute of a class of the project, or of its values, is.
  mutating func resolveAttribute(
    _ name: String, of place: Place, isInstance: Bool
  ) -> Resolution {
    answer(.attribute(place, name, isInstance: isInstance)) {
      $0.findAttribute(name, of: place, isInstance: isInstance)
    }
  }

  private mutating func findAttribute(
    _ name: String, of place: Place, isInstance: Bool
  ) -> Resolution {
    guard let names = names(at: place.path), let type = names.types[place.range] else {
      return .unknown
    }
    let members = names.scopes[type.scope].bindings[name] ?? []
    // A declared type says more than the values.
    for binding in members {
      guard let annotation = binding.annotation else { continue }
      let resolution = resolveAnnotation(annotation, in: names)
      if resolution.meaning.isInformative { return resolution }
    }
    var resolutions: [Resolution] = []
    for binding in members {
      if case .function(let range) = binding.source, let function = names.functions[range],
        function.isProperty
      {
        if isInstance {
          resolutions.append(
            resolveReturn(of: Place(path: names.path, range: range), nil, in: names))
        }
      } else {
        resolutions.append(resolve(binding, in: names))
      }
    }
    for write in names.memberWrites[name] ?? []
    where names.isReceiver(write.base, of: type) || isValue(write.base, of: place, in: names) {
      if let annotation = write.annotation {
        let resolution = resolveAnnotation(annotation, in: names)
        if resolution.meaning.isInformative { return resolution }
      }
      if case .value(let value, let path) = write.source {
        resolutions.append(resolve(value, path, in: names))
      } else if case .unclear = write.source {
        resolutions.append(.unknown)
      }
    }
    if !resolutions.isEmpty {
      let resolution = Resolution.joined(resolutions)
      // `client = None` in the class, and nobody sets it: it is set from elsewhere.
      return resolution.meaning == .null ? .unknown : resolution
    }
    return resolveInherited(name, by: type, in: names, isInstance: isInstance)
  }

  /// Whether an expression is the class itself or a value of it.
  private mutating func isValue(
    _ expression: Expression, of place: Place, in names: FileNames
  ) -> Bool {
    guard case .name = expression.kind else { return false }
    let meaning = resolve(expression, in: names).meaning
    return meaning == .instance(place) || meaning == .type(place)
  }

  /// Whether a class of the project, or one that it derives from, declares or sets an attribute.
  mutating func declares(_ name: String, in place: Place) -> Bool {
    var pending = [place]
    var seen: Set<Place> = []
    while let next = pending.popLast() {
      guard seen.insert(next).inserted, let names = names(at: next.path),
        let type = names.types[next.range]
      else { continue }
      if names.scopes[type.scope].bindings[name] != nil { return true }
      for write in names.memberWrites[name] ?? []
      where names.isReceiver(write.base, of: type) || isValue(write.base, of: next, in: names) {
        return true
      }
      for base in type.declaration.bases where base.label == .positional {
        if case .type(let parent) = resolve(base.value, in: names).meaning {
          pending.append(parent)
        }
      }
    }
    return false
  }

  /// Returns what a method returns that gives a value in place of the class's own, such as
  /// `__enter__`; nil if there is no such method, or it returns the value itself.
  mutating func resolveMethod(_ name: String, of place: Place) -> Resolution? {
    guard
      case .function(let method) = resolveAttribute(name, of: place, isInstance: true).meaning,
      let names = names(at: method.path), let type = names.functions[method.range]?.type
    else { return nil }
    let result = resolveReturn(of: method, nil, in: names)
    return result.meaning == .instance(Place(path: method.path, range: type)) ? nil : result
  }

  private mutating func resolveInherited(
    _ name: String, by type: TypeNames, in names: FileNames, isInstance: Bool
  ) -> Resolution {
    for base in type.declaration.bases where base.label == .positional {
      let resolution = resolve(base.value, in: names)
      let inherited: Resolution
      switch resolution.meaning {
      case .type(let place):
        inherited = resolveAttribute(name, of: place, isInstance: isInstance)
      case .entity(.clientType(let sdk, let isAsync)):
        inherited = resolveMember(
          name, of: resolution.with(.entity(.client(sdk, isAsync: isAsync))))
      case .entity(.type(.classifier, let sdk)):
        inherited = resolveMember(
          name, of: resolution.with(.entity(.classifier(sdk, isAsync: false))))
      default: continue
      }
      if inherited.meaning.isInformative { return inherited }
    }
    return .unknown
  }

  /// Returns the client that a value of a class of the project is; nil if the class has no client
  /// as a base, or a classifier of its own.
  mutating func inheritedClient(of place: Place) -> Entity? {
    answer(.client(place)) { $0.findClient(of: place) }.meaning.entity
  }

  private mutating func findClient(of place: Place) -> Resolution {
    guard let names = names(at: place.path), let type = names.types[place.range],
      names.scopes[type.scope].bindings["classifier"] == nil,
      !(names.memberWrites["classifier"] ?? []).contains(where: {
        names.isReceiver($0.base, of: type)
      })
    else { return .unknown }
    for base in type.declaration.bases where base.label == .positional {
      switch resolve(base.value, in: names).meaning {
      case .entity(.clientType(let sdk, let isAsync)):
        return Resolution(.client(sdk, isAsync: isAsync))
      case .type(let parent):
        if let client = inheritedClient(of: parent) { return Resolution(client) }
      default: continue
      }
    }
    return .unknown
  }

  // MARK: Proof

  /// The step that names what a binding is.
  func describing(_ name: Name, _ meaning: Meaning, in names: FileNames) -> ProofStep {
    step("\(name.text) is \(meaning.entity?.description ?? "known")", at: name.range, in: names)
  }

  private func describing(
    _ member: Member, _ meaning: Meaning, in names: FileNames
  ) -> ProofStep {
    let base = member.base.lastName ?? "the object"
    let text = "\(base).\(member.name.text) is \(meaning.entity?.description ?? "known")"
    return step(text, at: member.name.range, in: names)
  }
}

extension FileNames {
  /// Whether an expression is `self`, `cls` or `this` of a class.
  func isReceiver(_ expression: Expression, of type: TypeNames) -> Bool {
    guard case .name(let text) = expression.kind else { return false }
    let offset = expression.range.lowerBound
    guard self.type(at: offset)?.range == type.range else { return false }
    if !isPython { return text == "this" }
    guard let scope = scope(of: text, at: offset),
      case .parameter(let range, 0, _)? = scopes[scope].bindings[text]?.first?.source
    else { return false }
    return functions[range]?.type == type.range
  }
}

extension Entity {
  /// The entity in a sentence after `is`.
  var description: String {
    switch self {
    case .module(let name, _): "the module \(name)"
    case .type(let type, _): "the v1 type \(type.rawValue)"
    case .clientType: "a class of clients"
    case .client(.typeScript, _): "a LlamaCloud"
    case .client(_, let isAsync): isAsync ? "an AsyncLlamaCloud" : "a LlamaCloud"
    case .classifier(.services, _): "a ClassifyClient"
    case .classifier(.typeScriptServices, _): "a LlamaClassify"
    case .classifier: "the classifier of a client"
    case .jobs: "the jobs of a client's classifier"
    case .operation(let operation, _, _): "the v1 function \(operation.rawValue)"
    case .value(let value): "a v1 value: \(value.rawValue)"
    }
  }
}
