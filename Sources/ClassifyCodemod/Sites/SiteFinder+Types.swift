// SPDX-License-Identifier: Apache-2.0

extension SiteFinder {
  // MARK: Types

  mutating func findTypes() {
    let local = Set(
      names.imports.flatMap { _, declaration in
        SDKModules.sdk(of: declaration.module, isPython: names.isPython) == nil
          ? [] : (declaration.items ?? []).compactMap(\.localName)
      })
    for name in local {
      for occurrence in names.occurrences[name] ?? [] { findType(occurrence) }
    }
    for name in local { findQuotedTypes(name) }
    for name in SDKModules.typeNames.union(["Item", "ItemResult", "Result", "WebhookConfiguration"])
    {
      for expression in names.members[name] ?? [] { findType(expression) }
    }
  }

  /// Finds a type in annotations in quotes: `job: "ClassifyJob | None"`.
  mutating func findQuotedTypes(_ name: String) {
    for annotation in names.annotations {
      SyntaxNode.expression(annotation).walk { node in
        guard case .expression(let expression) = node, case .string(let literal) = expression.kind
        else { return true }
        for part in literal.parts {
          guard case .text(let text, let range) = part, text.utf8.count == range.count else {
            continue
          }
          for offset in text.wordOffsets(of: name) {
            let start = range.lowerBound + offset
            findType(Expression(.name(name), start..<start + name.utf8.count))
          }
        }
        return true
      }
    }
  }

  mutating func findType(_ expression: Expression) {
    let resolution = resolver.resolve(expression, in: names)
    switch resolution.meaning {
    case .entity(.type(let type, let sdk)):
      // The call makes a site of its own, and a longer chain names the type.
      if type == .classifier, isCallee(expression) || isReceiver(expression) { return }
      if case .expression(let outer)? = parents[expression], case .member = outer.kind,
        case .entity(.type) = resolver.resolve(outer, in: names).meaning
      {
        return
      }
      add(.type(expression, type, sdk), expression.range, resolution.steps)
    case .resourceType:
      add(
        .type(expression, .resource, names.isPython ? .python : .typeScript), expression.range,
        resolution.steps)
    default: return
    }
  }

  // MARK: Values from elsewhere

  /// Finds uses of values that are declared with a v1 type: parameters, fields.
  mutating func findUses() {
    for function in names.functions.values.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    {
      for parameter in function.function.parameters {
        guard let annotation = parameter.annotation,
          let value = resolver.resolveAnnotation(annotation, in: names).meaning.value,
          value.isTraced
        else { continue }
        var tracer = FlowTracer(parameter.target, resolver, names, parents)
        tracer.trace(target: parameter.target)
        add(tracer, resolver.resolveAnnotation(annotation, in: names).steps)
      }
    }
    for (name, writes) in names.memberWrites.sorted(by: { $0.key < $1.key }) {
      for write in writes {
        guard case .value(let value, let path) = write.source,
          resolver.resolve(value, path, in: names).meaning.value?.isTraced == true
        else { continue }
        findUses(ofAttribute: name)
        break
      }
    }
    for type in names.types.values {
      for (name, bindings) in names.scopes[type.scope].bindings {
        guard let annotation = bindings.first?.annotation,
          resolver.resolveAnnotation(annotation, in: names).meaning.value?.isTraced == true
        else { continue }
        findUses(ofAttribute: name)
      }
    }
  }

  mutating func findUses(ofAttribute name: String) {
    for expression in names.members[name] ?? [] where !covered.contains(expression.range) {
      let resolution = resolver.resolve(expression, in: names)
      guard let value = resolution.meaning.value, value.isTraced else { continue }
      var tracer = FlowTracer(expression, resolver, names, parents)
      tracer.trace(value)
      add(tracer, resolution.steps)
    }
  }

  mutating func add(_ tracer: FlowTracer, _ steps: [ProofStep]) {
    resolver = tracer.resolver
    for use in tracer.flow.uses where !covered.contains(use.expression.range) {
      add(.use(use), use.outer, steps)
    }
    covered.formUnion(tracer.visited)
  }
}

extension String {
  /// The UTF-8 offsets at which a name occurs as a whole word.
  func wordOffsets(of name: String) -> [Int] {
    let (text, name) = (Array(utf8), Array(name.utf8))
    guard text.count >= name.count else { return [] }
    func isPart(_ index: Int) -> Bool {
      text.indices.contains(index)
        && (text[index] == UInt8(ascii: "_") || text[index] >= 0x80
          || Character(UnicodeScalar(text[index])).isLetter
          || Character(UnicodeScalar(text[index])).isNumber)
    }
    return (0...text.count - name.count).filter { start in
      text[start..<start + name.count].elementsEqual(name) && !isPart(start - 1)
        && !isPart(start + name.count)
    }
  }
}
