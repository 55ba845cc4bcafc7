// SPDX-License-Identifier: Apache-2.0

extension ProgramFile {
  /// The import statements by the bytes of their modules.
  var importStatements: [ByteRange: Statement] {
    var statements: [ByteRange: Statement] = [:]
    tree.walk { node in
      guard case .statement(let statement) = node else { return false }
      if case .import(let value) = statement.kind { statements[value.moduleRange] = statement }
      return true
    }
    return statements
  }

  /// How often a name is read or assigned, and named by a string.
  func occurrences(of name: String) -> Int {
    var count = 0
    tree.walk { node in
      if case .expression(let expression) = node {
        switch expression.kind {
        case .name(name): count += 1
        case .string(let literal) where literal.value == name: count += 1
        default: break
        }
      }
      return true
    }
    return count
  }

  /// Whether a string other than some names a type, as in `__all__`.
  func hasString(_ text: String, excluding ranges: [ByteRange]) -> Bool {
    var isFound = false
    tree.walk { node in
      if case .expression(let expression) = node, case .string(let literal) = expression.kind,
        literal.value == text, !ranges.contains(expression.range)
      {
        isFound = true
      }
      return !isFound
    }
    return isFound
  }

  /// Whether a name is used or bound anywhere in the file.
  func binds(_ name: String) -> Bool {
    var isFound = occurrences(of: name) > 0
    tree.walk { node in
      switch node {
      case .statement(let statement):
        switch statement.kind {
        case .import(let value):
          if value.items?.contains(where: { $0.localName == name }) ?? false { isFound = true }
          if value.alias?.text == name { isFound = true }
        case .function(let function): if function.name?.text == name { isFound = true }
        case .type(let type): if type.name?.text == name { isFound = true }
        default: break
        }
      case .expression: break
      }
      return !isFound
    }
    return isFound
  }

  /// Whether a statement imports a name from a module without an alias.
  func imports(_ name: String, from module: String) -> Bool {
    importStatements.values.contains { statement in
      guard case .import(let value) = statement.kind, value.module == module else { return false }
      return value.items?.contains { $0.name.text == name && $0.localName == name } ?? false
    }
  }
}

extension SourceFile {
  /// Whether a file imports a name from a module of its project.
  func importsLocally(_ name: String, isPython: Bool) -> Bool {
    var isFound = false
    tree?.walk { node in
      guard case .statement(let statement) = node else { return false }
      if case .import(let value) = statement.kind,
        SDKModules.sdk(of: value.module, isPython: isPython) == nil,
        value.items?.contains(where: { $0.name.text == name }) ?? false
      {
        isFound = true
      }
      return !isFound
    }
    return isFound
  }
}
