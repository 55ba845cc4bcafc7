// SPDX-License-Identifier: Apache-2.0

extension ConstantResolver {
  /// What can change in a value.
  struct Content: Sendable {
    /// Whether its elements can change as well.
    var isNested: Bool
    /// Whether its members are elements, as those of an object of ECMAScript.
    var hasMembers: Bool

    /// The content of an element.
    static let element = Content(isNested: true, hasMembers: true)
  }

  /// Returns what can change in a value, or nil for a number, a text and the like.
  mutating func content(of value: Expression, in names: FileNames) -> Content? {
    let value = value.unwrapped
    switch value.kind {
    case .collection(let literal):
      let isNested = literal.elements.contains { self.isNested($0.value, in: names) }
      return literal.kind == .tuple && !isNested
        ? nil : Content(isNested: isNested, hasMembers: false)
    case .dictionary(let entries):
      return Content(
        isNested: entries.contains { isNested($0.value, in: names) }, hasMembers: !names.isPython)
    case .comprehension, .call: return .element
    case .operation(let operation):
      return content(of: operation.left, in: names) ?? content(of: operation.right, in: names)
    case .name, .member:
      // Another name of the same value.
      guard let definition = definition(of: value, in: names),
        let file = resolver.names(at: definition.path)
      else { return nil }
      return content(of: definition.value, in: file)
    default: return nil
    }
  }

  /// Whether an element is a part of the constant that can change itself.
  private mutating func isNested(_ element: Expression, in names: FileNames) -> Bool {
    switch element.unwrapped.kind {
    case .collection, .dictionary, .comprehension: return true
    case .name, .member, .call, .operation:
      // What is only known at run time is no part of a constant.
      switch constant(element, in: names)?.value {
      case .list, .dictionary: return true
      case .null, .undefined, .boolean, .integer, .text, nil: return false
      }
    default: return false
    }
  }
}
