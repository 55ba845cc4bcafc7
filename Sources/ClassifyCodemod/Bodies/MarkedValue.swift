// SPDX-License-Identifier: Apache-2.0

/// A value of a JSON or YAML document with the bytes it is written as.
public struct MarkedValue: Sendable {
  /// A value without its bytes.
  public indirect enum Content: Sendable {
    /// Null, written out or left empty in YAML.
    case null
    /// True or false.
    case boolean(Bool)
    /// A number as written.
    case number(String)
    /// A text with escapes resolved.
    case text(String)
    /// An array or sequence.
    case list([MarkedValue])
    /// An object or mapping, in order.
    case dictionary([Member])
    /// An alias, a tag or another feature of YAML that is not interpreted.
    case opaque
  }

  /// A name and its value.
  public struct Member: Sendable {
    /// The name with escapes resolved.
    public var name: String
    /// The bytes of the name with its quotes.
    public var nameRange: ByteRange
    /// The value.
    public var value: MarkedValue

    /// Creates a member.
    public init(name: String, nameRange: ByteRange, value: MarkedValue) {
      self.name = name
      self.nameRange = nameRange
      self.value = value
    }
  }

  /// The value.
  public var content: Content
  /// The bytes of the value with quotes and brackets; empty for a value that is left out.
  public var range: ByteRange
  /// Whether it is written in block style (YAML): by indentation, without brackets.
  public var isBlock: Bool

  /// Creates a value.
  public init(_ content: Content, range: ByteRange, isBlock: Bool = false) {
    self.content = content
    self.range = range
    self.isBlock = isBlock
  }

  /// Returns the value of the first member with a name, or nil.
  public subscript(name: String) -> MarkedValue? {
    guard case .dictionary(let members) = content else { return nil }
    return members.first { $0.name == name }?.value
  }
}

/// Reads all documents of a YAML file; the library has no parser of its own for YAML.
public typealias YAMLReader = @Sendable (SourceText) throws -> [MarkedValue]
