// SPDX-License-Identifier: Apache-2.0

/// A v1 type that code names outside an import: `ClassifyJob`, `LlamaCloud.Classifier.ClassifyJob`,
/// `"ClassifyJob"`.
struct TypeUse: Sendable {
  let expression: Expression
  /// The names of a path, or the text of a string: `["LlamaCloud", "Classifier", "ClassifyJob"]`.
  let path: [String]
  /// Whether it is an annotation in quotes.
  let isString: Bool

  /// Reads an expression; nil for another form.
  init?(_ expression: Expression) {
    self.expression = expression
    if case .string(let literal) = expression.kind {
      guard let text = literal.value else { return nil }
      path = text.split(separator: ".").map(String.init)
      isString = true
    } else {
      guard let path = Self.path(expression) else { return nil }
      self.path = path
      isString = false
    }
  }

  private static func path(_ expression: Expression) -> [String]? {
    var names: [String] = []
    var current = expression
    while case .member(let member) = current.kind {
      names.append(member.name.text)
      current = member.base
    }
    guard case .name(let name) = current.kind else { return nil }
    return [name] + names.reversed()
  }

  /// The bytes of the path, without quotes; nil for a string of several parts.
  var range: ByteRange? {
    guard isString else { return expression.range }
    guard case .string(let literal) = expression.kind, literal.parts.count == 1,
      case .text(let text, let range)? = literal.parts.first, text.utf8.count == range.count
    else { return nil }
    return range
  }
}
