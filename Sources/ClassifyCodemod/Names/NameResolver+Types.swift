// SPDX-License-Identifier: Apache-2.0

// MARK: Annotations

extension NameResolver {
  /// Returns what a value with a type annotation is.
  mutating func resolveAnnotation(_ annotation: Expression, in names: FileNames) -> Resolution {
    switch annotation.kind {
    case .name, .member: return resolveValue(of: resolve(annotation, in: names))
    case .parenthesized(let inner): return resolveAnnotation(inner, in: names)
    case .null, .undefined: return .null
    case .operation(let operation) where operation.spelling == "|":
      return .joined([
        resolveAnnotation(operation.left, in: names),
        resolveAnnotation(operation.right, in: names),
      ])
    case .dictionary(let entries):
      return record(entries, annotation.range, isType: true, in: names)
    case .string(let literal):
      guard let text = literal.value else { return .unknown }
      return answer(.quoted(Place(path: names.path, range: annotation.range))) {
        $0.resolveAnnotation(text, annotation.range, in: names)
      }
    case .unary("typeof", let value): return resolve(value, in: names)
    case .subscripted(let subscripted):
      return resolveGeneric(subscripted.base, subscripted.indices, in: names)
    default: return .unknown
    }
  }

  // MARK: Types made of others

  /// The types whose values are, or lead to, values of their arguments.
  private enum Generic { case first, last, union, sequence, annotated }

  private static let generics: [String: Generic] = [
    "Optional": .first, "Annotated": .annotated, "Promise": .first, "PromiseLike": .first,
    "Awaitable": .first, "Awaited": .first, "ClassVar": .first, "Final": .first,
    "Required": .first, "NotRequired": .first, "Readonly": .first, "Partial": .first,
    "NonNullable": .first, "InstanceType": .first, "APIPromise": .first, "Iterator": .first,
    "AsyncIterator": .first, "Generator": .first, "AsyncGenerator": .first, "Ref": .first,
    "Coroutine": .last, "Union": .union, "list": .sequence, "List": .sequence,
    "Sequence": .sequence, "Iterable": .sequence, "AsyncIterable": .sequence, "Array": .sequence,
    "ReadonlyArray": .sequence,
  ]

  private mutating func resolveGeneric(
    _ base: Expression, _ arguments: [Expression], in names: FileNames
  ) -> Resolution {
    guard let name = base.lastName, let generic = Self.generics[name] else {
      // `Item[]` of TypeScript has no arguments.
      return arguments.isEmpty
        ? sequence(of: resolveAnnotation(base, in: names)) : resolveAnnotation(base, in: names)
    }
    switch generic {
    case .first:
      return arguments.first.map { resolveAnnotation($0, in: names) } ?? .unknown
    case .last:
      return arguments.last.map { resolveAnnotation($0, in: names) } ?? .unknown
    case .union:
      var parts: [Resolution] = []
      for argument in arguments { parts.append(resolveAnnotation(argument, in: names)) }
      return .joined(parts)
    case .annotated:
      guard let first = arguments.first else { return .unknown }
      let annotated = resolveAnnotation(first, in: names)
      guard annotated.meaning.entity == nil else { return annotated }
      // `Annotated[Any, Depends(get_client)]`: the function says more than the type.
      for argument in arguments.dropFirst() where argument.unwrapped.isCall {
        let made = resolve(argument, in: names)
        if made.meaning.entity != nil { return made }
      }
      return annotated
    case .sequence:
      return arguments.first.map { sequence(of: resolveAnnotation($0, in: names)) } ?? .unknown
    }
  }

  /// Returns the type that `Client = Annotated[LlamaCloud, …]` names, or nil for a part of a value.
  mutating func resolveTypeForm(
    _ subscripted: Subscripted, _ expression: Expression, in names: FileNames
  ) -> Resolution? {
    guard names.isPython, let name = subscripted.base.lastName, Self.generics[name] != nil
    else { return nil }
    let base = resolve(subscripted.base, in: names).meaning
    // `typing.Annotated` is a member of another library.
    guard base == .other || base == .unknown && name.first?.isUppercase == true else { return nil }
    return typeForm(expression, in: names)
  }

  /// Returns the type that `Client = LlamaCloud | AsyncLlamaCloud` names.
  mutating func resolveTypeForm(
    _ operation: Operation, _ expression: Expression, in names: FileNames
  ) -> Resolution {
    for part in [operation.left, operation.right] {
      switch resolve(part, in: names).meaning {
      case .type, .typeForm, .entity(.clientType), .entity(.type), .resourceType:
        return typeForm(expression, in: names)
      default: continue
      }
    }
    return .other
  }

  private mutating func typeForm(_ expression: Expression, in names: FileNames) -> Resolution {
    let place = Place(path: names.path, range: expression.range)
    typeForms[place] = expression
    return Resolution(meaning: .typeForm(place))
  }

  private func sequence(of element: Resolution) -> Resolution {
    switch element.meaning.value {
    case .item: element.with(.entity(.value(.items)))
    case .job: element.with(.entity(.value(.jobList)))
    default: element.meaning.isInformative ? .other : .unknown
    }
  }

  /// Returns what a value of a type is.
  private mutating func resolveValue(of type: Resolution) -> Resolution {
    switch type.meaning {
    case .entity(.clientType(let sdk, let isAsync)):
      return type.with(.entity(.client(sdk, isAsync: isAsync)))
    case .entity(.type(let v1Type, let sdk)):
      return SDKNames.value(of: v1Type, sdk).map { type.with(.entity($0)) } ?? .other
    case .resourceType(let entity): return type.with(.entity(entity))
    case .type(let place):
      guard let names = names(at: place.path), let definition = names.types[place.range] else {
        return .unknown
      }
      if let aliased = definition.declaration.aliased {
        return answer(.alias(place)) { $0.resolveAnnotation(aliased, in: names) }
      }
      return resolveBaseClient(of: definition, in: names) ?? type.with(.instance(place))
    case .typeForm(let place):
      guard let names = names(at: place.path), let form = typeForms[place] else { return .unknown }
      return answer(.alias(place)) { $0.resolveAnnotation(form, in: names) }
    case .entity(.module(let module, .typeScript)) where !module.contains("/resources"):
      return type.with(.entity(.client(.typeScript, isAsync: true)))
    case .other, .replaced: return type
    case .null: return .null
    default: return .unknown
    }
  }

  /// `class Client(LlamaCloud): …`: its values are clients if it defines nothing of v1 itself.
  private mutating func resolveBaseClient(
    of type: TypeNames, in names: FileNames
  ) -> Resolution? {
    guard names.scopes[type.scope].bindings["classifier"] == nil else { return nil }
    for base in type.declaration.bases where base.label == .positional {
      let resolution = resolve(base.value, in: names)
      if case .entity(.clientType(let sdk, let isAsync)) = resolution.meaning {
        return resolution.with(.entity(.client(sdk, isAsync: isAsync)))
      }
    }
    return nil
  }

  /// Reads an annotation in quotes: `"LlamaCloud | None"`, `"Optional[LlamaCloud]"`.
  private mutating func resolveAnnotation(
    _ text: String, _ range: ByteRange, in names: FileNames
  ) -> Resolution {
    var parts: [Resolution] = []
    for part in text.split(separator: "|") {
      var type = part.filter { !$0.isWhitespace }[...]
      while let bracket = type.firstIndex(of: "["), type.last == "]",
        let generic = Self.generics[String(type[..<bracket].split(separator: ".").last ?? "")],
        generic == .first || generic == .annotated
      {
        type = type[type.index(after: bracket)...].dropLast().prefix { $0 != "," }
      }
      guard type != "None" else { continue }
      let components = type.split(separator: ".").map(String.init)
      guard let first = components.first else { return .unknown }
      // A type in quotes can be defined below.
      var resolution = resolve(
        names.scope(of: first, at: range.lowerBound)
          .flatMap { names.scopes[$0].bindings[first] } ?? [], in: names)
      for name in components.dropFirst() { resolution = resolveMember(name, of: resolution) }
      parts.append(resolveValue(of: resolution))
    }
    return .joined(parts)
  }
}
