// SPDX-License-Identifier: Apache-2.0

/// A file of a project with its text.
struct SourceFile: Sendable {
  /// The path relative to the project's root, with `/`.
  var path: FilePath
  var language: Language
  var text: SourceText
  /// The syntax tree; nil for languages without a front end.
  var tree: SyntaxTree?
}

/// A normalized path relative to the root of a project.
///
/// Components are joined by `/`, without `.`, `..` and a leading or trailing slash. The root itself
/// is the empty path.
public struct FilePath: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The text.
  public let description: String

  /// Creates a path; `..` at the start is dropped.
  public init(_ text: String) {
    guard !Self.isNormalized(text) else {
      description = text
      return
    }
    var components: [Substring.UTF8View] = []
    for component in text.utf8.split(separator: Self.slash) {
      switch String(Substring(component)) {
      case ".": continue
      case "..": _ = components.popLast()
      default: components.append(component)
      }
    }
    description = components.map { String(Substring($0)) }.joined(separator: "/")
  }

  private init(normalized text: Substring.UTF8View) { description = String(Substring(text)) }

  private static let slash = UInt8(ascii: "/")

  /// Whether a text is a path as it is, which most are.
  private static func isNormalized(_ text: String) -> Bool {
    // The bytes of the current component, and whether all of them are dots.
    var count = 0
    var isDots = true
    for byte in text.utf8 {
      if byte == slash {
        if count == 0 || isDots && count < 3 { return false }
        (count, isDots) = (0, true)
      } else {
        count += 1
        isDots = isDots && byte == UInt8(ascii: ".")
      }
    }
    return text.isEmpty || count > 0 && !(isDots && count < 3)
  }

  private var lastSlash: String.Index? { description.utf8.lastIndex(of: Self.slash) }

  /// The last component; empty for the root.
  public var name: String {
    guard let slash = lastSlash else { return description }
    return String(Substring(description.utf8[slash...].dropFirst()))
  }

  /// The containing folder; the root contains itself.
  public var folder: FilePath {
    guard let slash = lastSlash else { return FilePath("") }
    return FilePath(normalized: description.utf8[..<slash])
  }

  /// A path below this one.
  public func appending(_ text: String) -> FilePath {
    FilePath(description.isEmpty ? text : "\(description)/\(text)")
  }

  /// Orders paths by their text.
  public static func < (first: FilePath, second: FilePath) -> Bool {
    first.description < second.description
  }
}
