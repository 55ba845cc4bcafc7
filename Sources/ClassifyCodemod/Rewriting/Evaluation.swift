// SPDX-License-Identifier: Apache-2.0

/// What happens when an expression is evaluated, from harmless to unknown.
enum Evaluation: Sendable {
  /// Nothing: it is a literal.
  case constant
  /// Names and members are read.
  case reading
  /// Code runs, or a name gets a value.
  case running

  /// Whether the order of two evaluations does not matter.
  func commutes(with other: Evaluation) -> Bool {
    self == .constant || other == .constant || self != .running && other != .running
  }
}

extension Expression {
  /// What happens when the expression is evaluated.
  var evaluation: Evaluation {
    var result = Evaluation.constant
    SyntaxNode.expression(self).walk { node in
      guard case .expression(let part) = node else { return false }
      switch part.kind {
      case .name, .member, .subscripted:
        if result == .constant { result = .reading }
      case .call, .await, .assignment, .yield, .opaque, .unary("++", _), .unary("--", _):
        result = .running
      case .function: return false
      default: break
      }
      return true
    }
    return result
  }
}
