// SPDX-License-Identifier: Apache-2.0

/// Reads a JSON text from front to back, one value at a time.
///
/// Every type that is read from JSON says how in ``JSONReadable/init(from:)``, and asks the reader
/// for what it expects:
///
/// ```swift
/// struct Rule {
///   var type: String
///   var description: String
///   var others: JSONObject
/// }
///
/// extension Rule: JSONReadable {
///   init(from reader: inout JSONReader) throws(JSONError) {
///     var type: String?
///     var description: String?
///     var others = JSONObject()
///     try reader.readObject { (name, reader) throws(JSONError) in
///       switch name {
///       case "type": type = try reader.readString()
///       case "description": description = try reader.readString()
///       default: others.append(name.text, try reader.readValue())
///       }
///     }
///     self.init(
///       type: try reader.require(type, "type"),
///       description: try reader.require(description, "description"), others: others)
///   }
/// }
///
/// let rule = try Rule(json: #"{"type": "invoice", "description": "has a total"}"#)
/// ```
///
/// Ending with one call of the memberwise initializer is not only shorter: setting the properties
/// one by one makes the compiler copy the whole value once more.
///
/// The reader accepts what RFC 8259 accepts and nothing else, whether a value is read or skipped.
/// Beyond the RFC it refuses two members of the same name, invalid UTF-8, lone surrogates, a byte
/// order mark, and what exceeds its ``JSONLimits``. After an error it should not be read from.
///
/// It owns a copy of the text. Line, column and pointer are worked out only for an error.
public struct JSONReader: ~Copyable {
  /// How many zero bytes follow the text in ``base``.
  ///
  /// Zero ends every token, so the scanning loops need no check for the end of the text; and a
  /// load of a few words may begin at any byte of it.
  static let padding = 64
  /// How many bytes precede the text in memory: one half 0xFF, the other half 0.
  ///
  /// So that bits can be masked by loading from there, which is the quickest way to cut a name from
  /// the words that it is in.
  @inlinable static var margin: Int { 64 }

  /// The text and its padding; never written to, and freed with the reader.
  @usableFromInline private(set) var base: UnsafePointer<UInt8>
  /// The length of the text in bytes.
  @usableFromInline private(set) var count: Int
  /// The length of the longest text for which there is room.
  private var capacity: Int
  /// The next byte to read; at most ``count``.
  @usableFromInline var position = 0
  /// Where the value began that is at hand: the next one, or else the one read last.
  @usableFromInline var valueStart = 0
  /// How many arrays and objects are open.
  @usableFromInline var depth = 0
  /// The names of all open objects.
  @usableFromInline var names: SeenNames
  /// What the reader accepts at most.
  public let limits: JSONLimits

  /// Makes a reader at the beginning of a text.
  ///
  /// - Parameters:
  ///   - text: The bytes, which are copied.
  ///   - limits: What to accept at most.
  /// - Throws: ``JSONError`` if the text is too large or begins with a byte order mark.
  public init(
    copying text: UnsafeRawBufferPointer, limits: JSONLimits = .default
  ) throws(JSONError) {
    base = try Self.copy(of: text, limits: limits).get()
    names = SeenNames()
    count = text.count
    capacity = count
    self.limits = limits
    skipWhitespace()
    valueStart = position
  }

  /// Makes a reader at the beginning of a text.
  ///
  /// - Throws: ``JSONError`` if the text is too large or begins with a byte order mark.
  public init(_ bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
    base = try bytes.withUnsafeBytes { Self.copy(of: $0, limits: limits) }.get()
    names = SeenNames()
    count = bytes.count
    capacity = count
    self.limits = limits
    skipWhitespace()
    valueStart = position
  }

  /// Makes a reader of an empty text, to be restarted with another.
  public init(limits: JSONLimits = .default) {
    base = Self.copy(of: UnsafeRawBufferPointer(start: nil, count: 0))
    names = SeenNames()
    count = 0
    capacity = 0
    self.limits = limits
  }

  deinit {
    (base - Self.margin).deallocate()
    names.deallocate()
  }

  /// Begins anew at the beginning of another text, whatever was read before.
  ///
  /// For many short texts, such as the lines of a file: memory is allocated only for a text that is
  /// longer than all before it.
  ///
  /// - Parameter text: The bytes, which are copied.
  /// - Throws: ``JSONError`` if the text is too large or begins with a byte order mark.
  public mutating func restart(copying text: UnsafeRawBufferPointer) throws(JSONError) {
    try Self.check(text, limits: limits)
    if text.count > capacity {
      let copy = Self.copy(of: text)
      (base - Self.margin).deallocate()
      base = copy
      capacity = text.count
    } else {
      Self.fill(UnsafeMutablePointer(mutating: base), with: text)
    }
    count = text.count
    position = 0
    depth = 0
    names.shorten(to: 0)
    skipWhitespace()
    valueStart = position
  }

  /// Returns a copy of the text with its padding, if it can be read at all.
  private static func copy(
    of text: UnsafeRawBufferPointer, limits: JSONLimits
  ) -> Result<UnsafePointer<UInt8>, JSONError> {
    Result { () throws(JSONError) in
      try check(text, limits: limits)
      return copy(of: text)
    }
  }

  /// Checks what can be told of a text before it is read.
  private static func check(
    _ text: UnsafeRawBufferPointer, limits: JSONLimits
  ) throws(JSONError) {
    guard text.count <= limits.maximumBytes else {
      let message =
        "the text has \(text.count) bytes, and at most \(limits.maximumBytes) are accepted"
      throw JSONError(code: .tooLarge, message: message)
    }
    let hasMark = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
    guard !hasMark else {
      let message = "the text begins with a byte order mark (U+FEFF): remove its three bytes"
      throw JSONError(code: .byteOrderMark, message: message)
    }
  }

  /// Returns a copy of the text with its margin and padding.
  private static func copy(of text: UnsafeRawBufferPointer) -> UnsafePointer<UInt8> {
    let start = UnsafeMutablePointer<UInt8>.allocate(capacity: margin + text.count + padding)
    start.initialize(repeating: 0xFF, count: margin / 2)
    (start + margin / 2).initialize(repeating: 0, count: margin / 2)
    fill(start + margin, with: text)
    return UnsafePointer(start + margin)
  }

  /// Puts a text and its padding where there is room for them.
  private static func fill(
    _ copy: UnsafeMutablePointer<UInt8>, with text: UnsafeRawBufferPointer
  ) {
    UnsafeMutableRawBufferPointer(start: copy, count: text.count).copyMemory(from: text)
    (copy + text.count).initialize(repeating: 0, count: padding)
  }
}

extension JSONError {
  /// An error that concerns the text as a whole.
  fileprivate init(code: Code, message: String) {
    self.init(code: code, offset: 0, line: 1, column: 1, pointer: JSONPointer(), message: message)
  }
}
