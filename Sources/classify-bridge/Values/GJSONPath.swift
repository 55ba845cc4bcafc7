// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// A path to a part of a JSON value: the part of GJSON's syntax that names members and elements.
///
/// Its components are separated by dots: the name of a member, the zero-based index of an element, or
/// `#`, which stands for the number of elements at the end of a path, and for each element elsewhere.
/// A backslash escapes the next character.
struct GJSONPath: Sendable, Hashable {
  private enum Component: Hashable {
    /// A member, or an element if the text is an index.
    case name(String)
    /// Each element; at the end, their number.
    case elements
  }

  /// The syntax of GJSON that is not supported, with what jq has for it.
  private static let unsupported: [(prefix: String, name: String, jq: String)] = [
    ("#", "queries", #".items[] | select(.status == "FAILED")"#), ("@", "modifiers", "keys"),
    ("!", "literals", #""text""#), ("{", "multipaths", "{id, status}"),
    ("[", "multipaths", "[.id, .status]"), (":", "names after a colon", #".users["2313"]"#),
  ]

  private var components: [Component] = []

  /// Parses a path; an empty one is the whole value.
  ///
  /// - Throws: ``ValueError`` if a component is empty, or if the path has a query, a modifier, a
  ///   multipath, a literal, a wildcard or a pipe.
  init(_ text: String) throws(ValueError) {
    guard !text.isEmpty else { return }
    var written = ""
    var name = ""
    var isEscaped = false
    for character in text {
      switch character {
      case _ where isEscaped:
        name.append(character)
        isEscaped = false
      case "\\":
        isEscaped = true
      case ".":
        components.append(try Self.component(name, written))
        (name, written) = ("", "")
        continue
      case "*", "?":
        throw Self.failure("wildcards", #"with_entries(select(.key | startswith("config")))"#)
      case "|":
        throw Self.failure("pipes", ".configuration | .rules")
      default:
        name.append(character)
      }
      written.append(character)
    }
    components.append(try Self.component(name, written))
  }

  private static func component(
    _ name: String, _ written: String
  ) throws(ValueError) -> Component {
    if written == "#" { return .elements }
    if let found = unsupported.first(where: { written.hasPrefix($0.prefix) }) {
      throw failure(found.name, found.jq)
    }
    guard !name.isEmpty else {
      throw ValueError("a part of the path is empty; a path looks like result.type")
    }
    return .name(name)
  }

  private static func failure(_ name: String, _ jq: String) -> ValueError {
    ValueError(
      "\(name) are not supported, only paths such as result.type, rules.0.type, rules.# and "
        + "rules.#.type; pipe the output to jq instead, as in jq '\(jq)'")
  }

  /// Returns the part of a value that the path names; `nil` if there is none.
  func part(of value: JSONValue) -> JSONValue? {
    Self.part(of: value, at: components[...])
  }

  private static func part(
    of value: JSONValue, at path: ArraySlice<Component>
  ) -> JSONValue? {
    guard let first = path.first else { return value }
    let rest = path.dropFirst()
    switch (first, value) {
    case (.name(let name), .object(let members)):
      return members[name].flatMap { part(of: $0, at: rest) }
    case (.name(let name), .array(let elements)):
      guard name.first?.isNumber == true, let index = Int(name),
        elements.indices.contains(index)
      else { return nil }
      return part(of: elements[index], at: rest)
    case (.elements, .array(let elements)) where rest.isEmpty:
      return JSONNumber(String(elements.count)).map(JSONValue.number)
    case (.elements, .array(let elements)):
      return .array(elements.compactMap { part(of: $0, at: rest) })
    default:
      return nil
    }
  }
}
#endif
