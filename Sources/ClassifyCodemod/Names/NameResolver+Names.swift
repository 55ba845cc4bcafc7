// SPDX-License-Identifier: Apache-2.0

extension NameResolver {
  // MARK: Names

  mutating func resolveName(_ text: String, at offset: Int, in names: FileNames) -> Resolution {
    if text == "this", let type = names.type(at: offset) {
      return Resolution(meaning: .instance(Place(path: names.path, range: type.range)))
    }
    let bindings = names.bindings(of: text, at: offset)
    if bindings.isEmpty, names.scope(of: text, at: offset) == nil {
      return resolveWildcards(text, in: names)
        ?? (Self.builtinTypes.contains(text) ? .other : .unknown)
    }
    return resolve(bindings, in: names)
  }

  private static let builtinTypes: Set<String> = [
    "str", "int", "float", "bool", "bytes", "dict", "list", "set", "tuple", "print", "len",
    "string", "number", "boolean", "void", "console", "JSON", "Math", "Object", "Array",
  ]

  /// Returns what all bindings of a name have in common.
  mutating func resolve(_ bindings: [Binding], in names: FileNames) -> Resolution {
    var resolutions: [Resolution] = []
    for binding in bindings { resolutions.append(resolve(binding, in: names)) }
    return .joined(resolutions)
  }

  mutating func resolve(_ binding: Binding, in names: FileNames) -> Resolution {
    value(of: binding, in: names)
      .sourced(at: Place(path: names.path, range: binding.name.range))
  }

  private mutating func value(of binding: Binding, in names: FileNames) -> Resolution {
    switch binding.source {
    case .imported(let declaration, let item):
      return resolve(declaration, item, in: names)
    case .function(let range):
      return Resolution(meaning: .function(Place(path: names.path, range: range)))
    case .type(let range):
      return Resolution(meaning: .type(Place(path: names.path, range: range)))
    case .parameter(let range, let position, let path):
      return resolveParameter(of: range, at: position, path, binding, in: names)
    case .declared:
      return binding.annotation.map { resolveAnnotation($0, in: names) } ?? .null
    case .unclear: return .unknown
    case .value(let value, let path):
      if path.isEmpty, let annotation = binding.annotation, annotation.lastName != "TypeAlias" {
        let resolution = resolveAnnotation(annotation, in: names)
        if resolution.meaning.isInformative {
          return resolution.adding(describing(binding.name, resolution.meaning, in: names))
        }
      }
      let resolution = resolve(value, path, in: names)
      guard resolution.meaning.entity != nil, value.unwrapped.awaited.isCall else {
        return resolution
      }
      return resolution.adding(describing(binding.name, resolution.meaning, in: names))
    }
  }

  /// Returns what a part of a value is.
  mutating func resolve(
    _ value: Expression, _ path: [Binding.Projection], in names: FileNames
  ) -> Resolution {
    var path = path[...]
    var value = value
    // Parts of literals are expressions of their own.
    while let step = path.first, let part = value.unwrapped.part(step) {
      value = part
      path = path.dropFirst()
    }
    var resolution = resolve(value, in: names)
    for step in path { resolution = project(resolution, step) }
    return resolution
  }

  /// Returns what a part of a value is, by the value's meaning.
  mutating func project(_ resolution: Resolution, _ step: Binding.Projection) -> Resolution {
    if step == .entered, case .instance(let place) = resolution.meaning {
      return resolveMethod("__enter__", of: place) ?? resolveMethod("__aenter__", of: place)
        ?? resolution
    }
    return switch (step, resolution.meaning) {
    case (.entered, _): resolution
    case (.element, .entity(.value(let value))), (.index, .entity(.value(let value))):
      SDKNames.element(of: value).map { resolution.with(.entity(.value($0))) } ?? .unknown
    case (.element, .rows(let parts)): resolution.with(.tuple(parts))
    case (.element, .tuple(let parts)):
      resolution.with(Resolution.joined(parts.map { Resolution(meaning: $0) }).meaning)
    case (.index(let position), .tuple(let parts)):
      parts.indices.contains(position) ? resolution.with(parts[position]) : .unknown
    case (.key(let name), _): resolveMember(name, of: resolution)
    default: .unknown
    }
  }
}

extension Meaning {
  /// Whether an annotation says what a value is.
  var isInformative: Bool {
    switch self {
    case .unknown, .null, .unset: false
    default: true
    }
  }
}

extension Expression {
  /// The expression without `await`.
  var awaited: Expression {
    if case .await(let inner) = kind { inner.unwrapped } else { self }
  }

  var isCall: Bool { if case .call = kind { true } else { false } }

  /// The value of an integer literal, with its sign.
  var integer: Int? {
    switch kind {
    case .number(let literal): literal.integer
    case .unary("-", let inner): inner.integer.map { -$0 }
    default: nil
    }
  }

  /// A part of a literal, or nil.
  fileprivate func part(_ step: Binding.Projection) -> Expression? {
    switch (kind, step) {
    case (.dictionary(let entries), .key(let name)):
      return entries.last { $0.name == name }?.value
    case (.collection(let literal), .index(let position)):
      guard literal.elements.indices.contains(position),
        !literal.elements.prefix(position + 1).contains(where: \.isSpread)
      else { return nil }
      return literal.elements[position].value
    default: return nil
    }
  }
}
