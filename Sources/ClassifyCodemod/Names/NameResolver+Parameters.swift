// SPDX-License-Identifier: Apache-2.0

// MARK: Parameters

extension NameResolver {
  /// Returns what a parameter is: by its annotation, its default, or what all calls pass.
  mutating func resolveParameter(
    of range: ByteRange, at position: Int, _ path: [Binding.Projection], _ binding: Binding,
    in names: FileNames
  ) -> Resolution {
    guard let function = names.functions[range],
      function.function.parameters.indices.contains(position)
    else { return .unknown }
    let parameter = function.function.parameters[position]
    if names.isPython, position == 0, let type = function.type, path.isEmpty,
      !function.decoratorNames.contains("staticmethod")
    {
      let place = Place(path: names.path, range: type)
      let isClass =
        function.decoratorNames.contains("classmethod") || function.function.name?.text == "__new__"
      return Resolution(meaning: isClass ? .type(place) : .instance(place))
    }
    if let annotation = parameter.annotation {
      var resolution = resolveAnnotation(annotation, in: names)
      for step in path { resolution = project(resolution, step) }
      if resolution.meaning.isInformative {
        guard let entity = resolution.meaning.entity else { return resolution }
        let text = "\(binding.name.text) is declared as \(entity.description)"
        return resolution.adding(step(text, at: binding.name.range, in: names))
      }
    }
    let place = Place(path: names.path, range: parameter.target.range)
    return answer(.parameter(place, path)) { resolver in
      resolver.resolveParameter(parameter, of: function, at: position, path, in: names)
    }
  }

  /// Returns what a parameter without a telling annotation is.
  private mutating func resolveParameter(
    _ parameter: Function.Parameter, of function: FunctionNames, at position: Int,
    _ path: [Binding.Projection], in names: FileNames
  ) -> Resolution {
    guard parameter.kind != .rest, parameter.kind != .keywordRest else { return .unknown }
    var resolutions: [Resolution] = []
    if let initial = parameter.initial {
      let resolution = resolve(initial, path, in: names)
      // A default that is made by a library, such as `Depends(get_client)`.
      if resolution.meaning.entity != nil, initial.unwrapped.isCall { return resolution }
      resolutions.append(resolution)
    }
    if let element = resolveCallback(function.range, position, in: names) {
      var resolution = element
      for step in path { resolution = project(resolution, step) }
      return resolution
    }
    if let fixture = resolveFixture(parameter, of: function, in: names) { return fixture }
    let passed = resolveArguments(for: function, at: position, path, in: names)
    if passed.isEmpty, index.hasMoreNeighbors(of: names.path, isPython: names.isPython) {
      hasUnseenCallers = true
    }
    resolutions += passed
    let joined = Resolution.joined(resolutions)
    guard passed.isEmpty ? joined.meaning.entity == nil : true else { return joined }
    guard passed.isEmpty else { return joined }
    // Nobody is seen calling it: a default of another kind says nothing.
    let isUnset =
      parameter.initial != nil && parameter.annotation == nil && joined.meaning == .null
    return isUnset && path.isEmpty && !hasUnseenCallers ? Resolution(meaning: .unset) : .unknown
  }

  /// The methods of arrays that call a function with an element first.
  private static let elementCallbacks: Set<String> = [
    "map", "forEach", "filter", "find", "findIndex", "findLast", "some", "every", "flatMap",
    "sort", "then",
  ]

  /// Returns what the parameter of a function literal is that is passed to `items.map(…)`.
  private mutating func resolveCallback(
    _ range: ByteRange, _ position: Int, in names: FileNames
  ) -> Resolution? {
    guard position == 0 else { return nil }
    for name in Self.elementCallbacks {
      for expression in names.calls[name] ?? [] {
        guard case .call(let call) = expression.kind,
          call.arguments.contains(where: { $0.value.unwrapped.range == range })
        else { continue }
        if case .member(let member) = call.callee.kind {
          let base = resolve(member.base, in: names)
          return name == "then" ? base : project(base, .element)
        }
        guard call.arguments.count == 2 else { return nil }
        return project(resolve(call.arguments[1].value, in: names), .element)
      }
    }
    return nil
  }

  /// Returns what a pytest fixture gives to a parameter of its name.
  private mutating func resolveFixture(
    _ parameter: Function.Parameter, of function: FunctionNames, in names: FileNames
  ) -> Resolution? {
    guard names.isPython, parameter.initial == nil, let name = parameter.target.lastName,
      function.function.name?.text.hasPrefix("test") == true
        || !function.decoratorNames.isDisjoint(with: Self.fixtureDecorators)
    else { return nil }
    var folder = names.path.folder
    var paths = [names.path]
    while true {
      paths.append(folder.appending("conftest.py"))
      if folder == folder.folder { break }
      folder = folder.folder
    }
    for path in paths where path == names.path || index.modules.contains(path) {
      guard let file = self.names(at: path) else { continue }
      for binding in file.scopes[0].bindings[name] ?? [] {
        guard case .function(let range) = binding.source, let fixture = file.functions[range],
          fixture.range != function.range,
          !fixture.decoratorNames.isDisjoint(with: Self.fixtureDecorators)
        else { continue }
        return resolveReturn(of: Place(path: path, range: range), nil, in: file)
      }
    }
    return nil
  }

  private static let fixtureDecorators: Set<String> = ["fixture"]

  /// Returns what the calls of a function in the project pass for a parameter.
  private mutating func resolveArguments(
    for function: FunctionNames, at position: Int, _ path: [Binding.Projection],
    in names: FileNames
  ) -> [Resolution] {
    let parameter = function.function.parameters[position]
    let isConstructor = ["__init__", "constructor"].contains(function.function.name?.text)
    let type = function.type.map { Place(path: names.path, range: $0) }
    guard
      let name = isConstructor
        ? function.type.flatMap({ names.types[$0]?.declaration.name?.text })
        : function.function.name?.text
    else { return [] }
    let target: Meaning =
      isConstructor && type != nil
      ? .type(type ?? Place(path: names.path, range: function.range))
      : .function(Place(path: names.path, range: function.range))
    let isBound =
      names.isPython && function.type != nil && !function.decoratorNames.contains("staticmethod")
    var callers = index.programs
    if !callers.contains(names.path) { callers.append(names.path) }
    if searchesNeighbors {
      callers += index.neighbors(of: names.path, isPython: names.isPython)
    }
    var resolutions: [Resolution] = []
    for caller in callers {
      guard let file = self.names(at: caller) else { continue }
      for expression in file.calls[name] ?? [] {
        guard case .call(let call) = expression.kind,
          resolve(call.callee, in: file).meaning == target,
          let argument = call.argument(
            for: parameter.target.lastName, at: isBound ? position - 1 : position)
        else { continue }
        resolutions.append(resolve(argument, path, in: file))
      }
    }
    return resolutions
  }
}

extension Call {
  /// Returns what is passed for a parameter, or nil.
  fileprivate func argument(for name: String?, at position: Int) -> Expression? {
    for argument in arguments {
      if case .keyword(let label) = argument.label, label.text == name { return argument.value }
    }
    guard arguments.indices.contains(position),
      arguments.prefix(position + 1).allSatisfy({ $0.label == .positional })
    else { return nil }
    return arguments[position].value
  }
}
