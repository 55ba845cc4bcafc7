// SPDX-License-Identifier: Apache-2.0

/// How documents are classified.
@nonexhaustive
public enum ClassifyMode: Sendable, Hashable {
  /// By the text of their pages. Both versions' default.
  case fast
  /// By images of their pages. Only v1 has it, at twice the price.
  case multimodal
  /// A mode that this package does not know, as the service wrote it.
  case unrecognized(String)

  /// Reads the wire's word, which is the same in both versions.
  public init(wire text: String) {
    self =
      switch text {
      case "FAST": .fast
      case "MULTIMODAL": .multimodal
      default: .unrecognized(text)
      }
  }

  /// The wire's word.
  public var wireText: String {
    switch self {
    case .fast: "FAST"
    case .multimodal: "MULTIMODAL"
    case .unrecognized(let text): text
    }
  }
}

extension ClassifyMode: CustomStringConvertible {
  /// The wire's word.
  public var description: String { wireText }
}
