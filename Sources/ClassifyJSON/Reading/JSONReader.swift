// SPDX-License-Identifier: Apache-2.0

/// A parser that reads a JSON text value by value.
///
/// A type reads itself in ``JSONReadable/init(from:)`` by calling the reader for the values it
/// expects:
///
/// ```swift
/// struct Rule {
///   var type: String
///   var description: String
///   var unknownMembers: JSONObject
/// }
///
/// extension Rule: JSONReadable {
///   init(from reader: inout JSONReader) throws(JSONError) {
///     var type: String?
///     var description: String?
///     var unknownMembers = JSONObject()
///     try reader.readObject { (name, reader) throws(JSONError) in
///       switch name {
///       case "type": type = try reader.readString()
///       case "description": description = try reader.readString()
///       default: unknownMembers.append(name.text, try reader.readValue())
///       }
///     }
///     self.init(
///       type: try reader.require(type, "type"),
///       description: try reader.require(description, "description"),
///       unknownMembers: unknownMembers)
///   }
/// }
///
/// let rule = try Rule(json: #"{"type": "invoice", "description": "has a total"}"#)
/// ```
///
/// Calling the memberwise initializer at the end is also faster: setting the properties one by one
/// copies the whole value once more.
///
/// The reader accepts only what RFC 8259 allows, whether a value is read or skipped. It also
/// rejects duplicate member names, invalid UTF-8, lone surrogates, a byte order mark, and texts
/// that exceed its ``JSONLimits``. After an error, the reader must not be used except to restart
/// it.
///
/// It owns a copy of the text. Lines, columns and pointers are computed only for errors.
public struct JSONReader: ~Copyable {
  /// The number of zero bytes after the text in ``base``.
  ///
  /// Zero ends every token, so scanning needs no bounds checks; and several words can be loaded
  /// from any byte of the text.
  static let padding = 64
  /// The number of bytes before the text in memory: 0xFF in the first half, 0 in the second.
  ///
  /// A load from there is a mask of any length, the fastest way to extract a name from its words.
  @inlinable static var margin: Int { 64 }

  /// The text and its padding, freed with the reader.
  @usableFromInline private(set) var base: UnsafePointer<UInt8>
  /// The length of the text in bytes.
  @usableFromInline private(set) var count: Int
  /// The length of the longest text that fits into the allocated memory.
  private var capacity: Int
  /// The offset of the next byte; at most ``count``.
  @usableFromInline var position = 0
  /// The offset of the current value: the next one, or the last one read.
  @usableFromInline var valueStart = 0
  /// The number of open arrays and objects.
  @usableFromInline var depth = 0
  /// The offset that errors are located relative to.
  @usableFromInline var errorOrigin = 0
  /// The member names of all open objects.
  @usableFromInline var names: MemberNameStack
  /// The maximum size and depth of a text.
  public let limits: JSONLimits

  /// Creates a reader for a text.
  ///
  /// - Parameters:
  ///   - text: The text in UTF-8, which is copied.
  ///   - limits: The maximum size and depth of a text.
  /// - Throws: ``JSONError`` if the text is too large or begins with a byte order mark.
  public init(
    copying text: UnsafeRawBufferPointer, limits: JSONLimits = .default
  ) throws(JSONError) {
    base = try Self.copy(of: text, limits: limits).get()
    names = MemberNameStack()
    count = text.count
    capacity = count
    self.limits = limits
    skipWhitespace()
    valueStart = position
  }

  /// Creates a reader for a text in UTF-8.
  ///
  /// - Throws: ``JSONError`` if the text is too large or begins with a byte order mark.
  public init(_ bytes: [UInt8], limits: JSONLimits = .default) throws(JSONError) {
    base = try bytes.withUnsafeBytes { Self.copy(of: $0, limits: limits) }.get()
    names = MemberNameStack()
    count = bytes.count
    capacity = count
    self.limits = limits
    skipWhitespace()
    valueStart = position
  }

  /// Creates a reader without a text; call ``restart(copying:)`` before reading.
  public init(limits: JSONLimits = .default) {
    base = Self.copy(of: UnsafeRawBufferPointer(start: nil, count: 0))
    names = MemberNameStack()
    count = 0
    capacity = 0
    self.limits = limits
  }

  deinit {
    (base - Self.margin).deallocate()
    names.deallocate()
  }

  /// Moves the reader to the beginning of another text, in any state.
  ///
  /// For many short texts, such as the lines of a file: memory is allocated only if the text is
  /// longer than all before it.
  ///
  /// - Parameter text: The text in UTF-8, which is copied.
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
    errorOrigin = 0
    depth = 0
    names.truncate(to: 0)
    skipWhitespace()
    valueStart = position
  }
}

// MARK: - Position

extension JSONReader {
  /// The zero-based offset of the next byte to read.
  public var offset: Int { position }

  /// Calls `body` with a range of the text's bytes.
  ///
  /// - Parameters:
  ///   - range: Byte offsets, such as ``readRawValue()`` returns, clamped to the text.
  ///   - body: Receives the bytes; the buffer is valid only during the call.
  /// - Returns: The result of `body`.
  /// - Throws: The error of `body`.
  public func withBytes<Value, Failure: Error>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(UnsafeBufferPointer(rebasing: bytes[range.clamped(to: 0..<count)]))
  }

  /// Checks that only whitespace is left.
  ///
  /// - Throws: ``JSONError`` if the text has more than whitespace left.
  public mutating func finish() throws(JSONError) {
    skipWhitespace()
    guard position == count else {
      throw error(
        .trailingContent, "expected the end of the text, found \(found(at: position))",
        at: position, isAfterValue: true)
    }
  }

  /// The bytes of the text, without its padding.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

  @inlinable @inline(__always)
  mutating func skipWhitespace() {
    // Most tokens follow each other directly, and no other byte that can follow is as small.
    if base[position] <= Byte.space { skipLongWhitespace() }
  }

  @usableFromInline
  mutating func skipLongWhitespace() {
    while true {
      switch base[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}

// MARK: - Copying the text

extension JSONReader {
  /// Returns a validated copy of the text with its margin and padding.
  private static func copy(
    of text: UnsafeRawBufferPointer, limits: JSONLimits
  ) -> Result<UnsafePointer<UInt8>, JSONError> {
    Result { () throws(JSONError) in
      try check(text, limits: limits)
      return copy(of: text)
    }
  }

  /// Checks the size of a text, and that it doesn't begin with a byte order mark.
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

  /// Writes a text and its padding into allocated memory.
  private static func fill(
    _ copy: UnsafeMutablePointer<UInt8>, with text: UnsafeRawBufferPointer
  ) {
    UnsafeMutableRawBufferPointer(start: copy, count: text.count).copyMemory(from: text)
    (copy + text.count).initialize(repeating: 0, count: padding)
  }
}

extension JSONError {
  /// Creates an error about the whole text.
  fileprivate init(code: Code, message: String) {
    self.init(code: code, offset: 0, line: 1, column: 1, pointer: JSONPointer(), message: message)
  }
}

// MARK: - Limits

/// The maximum size and depth of a text that a reader accepts.
public struct JSONLimits: Sendable, Hashable {
  /// The upper bound of ``maximumDepth``; reading is recursive and the stack is limited.
  public static let maximumAllowedDepth = 512

  /// The maximum number of arrays and objects that are open at once.
  public let maximumDepth: Int
  /// The maximum number of bytes of a text.
  public let maximumBytes: Int

  /// 128 levels and 64 MiB.
  public static let `default` = JSONLimits()

  /// Creates limits.
  ///
  /// - Parameters:
  ///   - maximumDepth: The maximum number of arrays and objects that are open at once, clamped to
  ///     0...``maximumAllowedDepth``.
  ///   - maximumBytes: The maximum number of bytes of a text.
  public init(maximumDepth: Int = 128, maximumBytes: Int = 64 << 20) {
    self.maximumDepth = min(max(maximumDepth, 0), Self.maximumAllowedDepth)
    self.maximumBytes = maximumBytes
  }
}
