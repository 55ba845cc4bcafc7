// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Yams

/// What a scalar of YAML means, by the core schema of YAML 1.2 (§10.3.2).
enum YAMLScalar {
  private static let prefix = "tag:yaml.org,2002:"

  /// Returns the value of a scalar.
  ///
  /// - Throws: ``ValueError`` for a tag that JSON has no kind for, and for what its tag can't be.
  static func value(of scalar: Node.Scalar) throws(ValueError) -> JSONValue {
    let text = scalar.string
    let tag = scalar.tag.description
    switch tag {
    case "": return scalar.style == .plain ? try plain(text, scalar.mark) : .string(text)
    case "!", "\(prefix)str": return .string(text)
    case "\(prefix)null", "\(prefix)bool", "\(prefix)int", "\(prefix)float":
      let value = try plain(text, scalar.mark)
      if value.string == nil { return value }
      throw ValueError(
        "\"\(text)\" is no \(tag.dropFirst(prefix.count))\(YAMLText.place(scalar.mark))")
    default:
      throw ValueError("the tag \(tag) is not known\(YAMLText.place(scalar.mark))")
    }
  }

  private static func plain(_ text: String, _ mark: Mark?) throws(ValueError) -> JSONValue {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .bool(true)
    case "false", "False", "FALSE": return .bool(false)
    default: break
    }
    let lowercased = text.lowercased()
    if lowercased == ".nan" || lowercased.drop(while: { "+-".contains($0) }) == ".inf" {
      throw ValueError("\(text) can't be said in JSON\(YAMLText.place(mark))")
    }
    return YAMLNumber.number(text).map(JSONValue.number) ?? .string(text)
  }
}
#endif
