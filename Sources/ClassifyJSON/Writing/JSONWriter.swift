// SPDX-License-Identifier: Apache-2.0

/// Writes one JSON value, and hands out its bytes.
///
/// Every type that is written as JSON says how in ``JSONWritable/write(to:)``:
///
/// ```swift
/// extension Rule: JSONWritable {
///   func write(to writer: inout JSONWriter) {
///     writer.writeObject { object in
///       object.member("type", type)
///       object.member("description", description)
///       object.members(of: others)
///     }
///   }
/// }
///
/// print(rule.jsonText())  // {"type":"invoice","description":"has a total"}
/// ```
///
/// The text is compact, or has two spaces for each level. `/` and characters outside of ASCII are
/// never escaped; numbers keep their digits.
public struct JSONWriter: Sendable {
  /// What was written.
  public private(set) var bytes: [UInt8] = []
  /// Tells whether each member and element stands on a line of its own.
  public let isPretty: Bool
  private var depth = 0

  /// Makes a writer that has written nothing.
  public init(pretty: Bool = false) {
    isPretty = pretty
  }

  /// Writes `null`.
  public mutating func writeNull() {
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes `true` or `false`.
  public mutating func write(_ value: Bool) {
    bytes.append(contentsOf: value ? "true".utf8 : "false".utf8)
  }

  /// Writes a whole number.
  public mutating func write(_ value: Int) {
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes a number with all its digits.
  public mutating func write(_ value: JSONNumber) {
    bytes.append(contentsOf: value.text.utf8)
  }

  /// Writes a string.
  public mutating func write(_ value: String) {
    var value = value
    value.withUTF8 { write(string: $0) }
  }

  /// Writes a value that says itself how.
  @inlinable
  public mutating func write(_ value: some JSONWritable) {
    value.write(to: &self)
  }

  /// Writes bytes as they stand, which must be one JSON value, such as a reader's raw value.
  public mutating func writeRaw(_ value: some Sequence<UInt8>) {
    bytes.append(contentsOf: value)
  }

  /// Writes an array of values.
  public mutating func writeArray(_ elements: some Sequence<some JSONWritable>) {
    open(Byte.openBracket)
    var isEmpty = true
    for element in elements {
      separate(isFirst: isEmpty)
      isEmpty = false
      element.write(to: &self)
    }
    close(Byte.closeBracket, isEmpty: isEmpty)
  }

  /// Writes an object, whose members `body` writes.
  public mutating func writeObject(_ body: (inout JSONObjectWriter) -> Void) {
    open(Byte.openBrace)
    // Lent to the object's writer, and taken back: the bytes are never copied.
    var object = JSONObjectWriter(writer: JSONWriter(pretty: isPretty))
    swap(&self, &object.writer)
    body(&object)
    swap(&self, &object.writer)
    close(Byte.closeBrace, isEmpty: object.isEmpty)
  }

  /// Writes what comes before a member or element.
  mutating func separate(isFirst: Bool) {
    if !isFirst { bytes.append(Byte.comma) }
    if isPretty { startLine() }
  }

  /// Writes the name of a member and its colon.
  mutating func writeName(_ name: String) {
    write(name)
    bytes.append(Byte.colon)
    if isPretty { bytes.append(Byte.space) }
  }

  private mutating func open(_ bracket: UInt8) {
    bytes.append(bracket)
    depth += 1
  }

  private mutating func close(_ bracket: UInt8, isEmpty: Bool) {
    depth -= 1
    if isPretty, !isEmpty { startLine() }
    bytes.append(bracket)
  }

  private mutating func startLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(Byte.space, count: 2 * depth))
  }

  private mutating func write(string: UnsafeBufferPointer<UInt8>) {
    bytes.append(Byte.quote)
    var copied = string.startIndex
    // By index: without optimization an enumeration of the bytes takes ten times as long.
    for index in string.indices where Self.isEscaped(string[index]) {
      let byte = string[index]
      bytes.append(contentsOf: string[copied..<index])
      bytes.append(contentsOf: Escape.text(of: byte).utf8)
      copied = index + 1
    }
    bytes.append(contentsOf: string[copied...])
    bytes.append(Byte.quote)
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == Byte.quote || byte == Byte.backslash
  }
}
