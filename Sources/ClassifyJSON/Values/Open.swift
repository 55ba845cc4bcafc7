// SPDX-License-Identifier: Apache-2.0

/// An enumeration value that may be unknown to this version of the package.
///
/// An unknown value is kept as text and written back unchanged.
public enum Open<Known: RawRepresentable> where Known.RawValue == String {
  /// A known value.
  case known(Known)
  /// The text of an unknown value.
  case unrecognized(String)

  /// Creates a known value from its text, or else an unrecognized one.
  @inlinable
  public init(_ text: String) {
    self = Known(rawValue: text).map(Open.known) ?? .unrecognized(text)
  }

  /// The text of the value, known or not.
  @inlinable
  public var text: String {
    switch self {
    case .known(let word): word.rawValue
    case .unrecognized(let text): text
    }
  }

  /// The known value; `nil` if the text is unrecognized.
  @inlinable
  public var known: Known? {
    switch self {
    case .known(let word): word
    case .unrecognized: nil
    }
  }
}

extension Open: Sendable where Known: Sendable {}

extension Open: Hashable {
  /// Returns whether both have the same text.
  public static func == (left: Open, right: Open) -> Bool {
    left.text == right.text
  }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

// A value compares with a known one as such: `job.status == .completed`.
extension Open {
  /// Returns whether the value is the known one.
  public static func == (left: Open, right: Known) -> Bool {
    left.text == right.rawValue
  }

  /// Returns whether the value is any other than the known one.
  public static func != (left: Open, right: Known) -> Bool {
    !(left == right)
  }

  /// Returns whether the value is the known one, for `case .completed:` in a `switch`.
  public static func ~= (pattern: Known, value: Open) -> Bool {
    value == pattern
  }
}

extension Open: CustomStringConvertible {
  /// The same as ``text``.
  public var description: String { text }
}

extension Open: JSONReadable, JSONWritable {
  /// Reads a string.
  ///
  /// - Throws: ``JSONError`` if the next value isn't a well-formed string.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init(try reader.readString())
  }

  /// Writes the text as a string.
  public func write(to writer: inout JSONWriter) {
    writer.write(text)
  }
}
