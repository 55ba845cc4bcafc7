// SPDX-License-Identifier: Apache-2.0

/// A serializer that writes one JSON value.
///
/// A type writes itself in ``JSONWritable/write(to:)``:
///
/// ```swift
/// extension Rule: JSONWritable {
///   func write(to writer: inout JSONWriter) {
///     writer.writeObject { object in
///       object.member("type", type)
///       object.member("description", description)
///       object.members(of: unknownMembers)
///     }
///   }
/// }
///
/// print(rule.jsonText())  // {"type":"invoice","description":"has a total"}
/// ```
///
/// The text is compact, or indented by two spaces for each level. Strings escape what RFC 8259
/// requires and the other control characters, U+007F to U+009F, which terminals obey; `/` and other
/// non-ASCII characters are never escaped. Numbers keep their text.
public struct JSONWriter: Sendable {
  /// The bytes written so far, in UTF-8.
  public private(set) var bytes: [UInt8] = []
  /// Whether each member and element is on its own line.
  public let isPretty: Bool
  private var depth = 0

  /// Creates a writer without output.
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

  /// Writes an integer.
  public mutating func write(_ value: Int) {
    bytes.append(contentsOf: String(value).utf8)
  }

  /// Writes the text of a number unchanged.
  public mutating func write(_ value: JSONNumber) {
    bytes.append(contentsOf: value.text.utf8)
  }

  /// Writes a string.
  public mutating func write(_ value: String) {
    var value = value
    value.withUTF8 { write(string: $0) }
  }

  /// Writes a value.
  @inlinable
  public mutating func write(_ value: some JSONWritable) {
    value.write(to: &self)
  }

  /// Writes the bytes of one JSON value unchanged, such as a reader's raw value.
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

  /// Writes an object whose members are written by `body`.
  public mutating func writeObject(_ body: (inout JSONObjectWriter) -> Void) {
    open(Byte.openBrace)
    // The bytes are swapped into the object's writer and back, so they are never copied.
    var object = JSONObjectWriter(writer: JSONWriter(pretty: isPretty))
    swap(&self, &object.writer)
    body(&object)
    swap(&self, &object.writer)
    close(Byte.closeBrace, isEmpty: object.isEmpty)
  }

  /// Writes the comma and the newline before a member or element, as needed.
  mutating func separate(isFirst: Bool) {
    if !isFirst { bytes.append(Byte.comma) }
    if isPretty { startLine() }
  }

  /// Writes a member name and its colon.
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
    // By index: without optimization, enumerating the bytes takes ten times as long.
    for index in string.indices where Self.isEscaped(string, at: index) {
      bytes.append(contentsOf: string[copied..<index])
      // In UTF-8, the second byte of U+0080 to U+009F equals the code point.
      let last = string[index] == Self.leadOfControls ? index + 1 : index
      bytes.append(contentsOf: Escape.text(of: string[last]).utf8)
      copied = last + 1
    }
    bytes.append(contentsOf: string[copied...])
    bytes.append(Byte.quote)
  }

  /// The first byte of U+0080 to U+00BF in UTF-8.
  private static var leadOfControls: UInt8 { 0xC2 }

  private static func isEscaped(_ string: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let byte = string[index]
    if byte == leadOfControls { return string[index + 1] < 0xA0 }
    return byte < 0x20 || byte == 0x7F || byte == Byte.quote || byte == Byte.backslash
  }
}

// MARK: - Objects

/// A writer of the members of one object, in the order of the calls.
///
/// Each name must be written only once; the writer doesn't check for duplicates.
public struct JSONObjectWriter: Sendable {
  var writer: JSONWriter
  var isEmpty = true

  init(writer: JSONWriter) {
    self.writer = writer
  }

  /// Writes a member.
  public mutating func member(_ name: String, _ value: some JSONWritable) {
    begin(name)
    value.write(to: &writer)
  }

  /// Writes a member unless it is absent.
  public mutating func member(_ name: String, _ value: Presence<some JSONWritable>) {
    switch value {
    case .absent: break
    case .null:
      begin(name)
      writer.writeNull()
    case .value(let value): member(name, value)
    }
  }

  /// Writes a member whose value is written by `body`, which must write exactly one.
  public mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    begin(name)
    body(&writer)
  }

  /// Writes all members of an object, such as unknown members.
  public mutating func members(of object: JSONObject) {
    for (name, value) in object { member(name, value) }
  }

  private mutating func begin(_ name: String) {
    writer.separate(isFirst: isEmpty)
    isEmpty = false
    writer.writeName(name)
  }
}
