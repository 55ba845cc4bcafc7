// SPDX-License-Identifier: Apache-2.0

/// A word of a set that the other side may add to: one that is known, or the text of another.
///
/// A text that nobody knew when this was written is read, kept, and written back as it stood.
public enum Open<Known: RawRepresentable> where Known.RawValue == String {
  /// A word of the set.
  case known(Known)
  /// Another text.
  case unrecognized(String)

  /// Makes the word of a text.
  @inlinable
  public init(_ text: String) {
    self = Known(rawValue: text).map(Open.known) ?? .unrecognized(text)
  }

  /// The text.
  @inlinable
  public var text: String {
    switch self {
    case .known(let word): word.rawValue
    case .unrecognized(let text): text
    }
  }

  /// The word, or `nil` if the text is not of the set.
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
  /// Tells whether both have the same text.
  public static func == (left: Open, right: Open) -> Bool {
    left.text == right.text
  }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

extension Open: CustomStringConvertible {
  /// The text.
  public var description: String { text }
}

extension Open: JSONReadable, JSONWritable {
  /// Reads a string.
  ///
  /// - Throws: ``JSONError`` if there is no string.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    self.init(try reader.readString())
  }

  /// Writes the text.
  public func write(to writer: inout JSONWriter) {
    writer.write(text)
  }
}
