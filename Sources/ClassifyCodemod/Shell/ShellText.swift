// SPDX-License-Identifier: Apache-2.0

/// The value of a word or here-document, as a command gets it, and where each of its bytes comes
/// from.
///
/// A part that is known only when the script runs is one ``Placeholder`` character.
struct ShellText: Sendable {
  /// How a byte of the value is quoted, which decides how new text is written beside it.
  enum Quoting: Sendable, Hashable {
    case none, single, double
    /// A here-document, with or without expansions.
    case document, literalDocument
  }

  /// A part that is known only when the script runs.
  struct Variable: Sendable {
    var inner: ByteRange
    var part: ShellPart
  }

  /// The text of the script.
  private let source: SourceText
  /// The value with its segments; edits of it become edits of the script.
  private(set) var embedded: EmbeddedText
  private(set) var variables: [Variable] = []
  private var quoting: [Quoting] = []

  /// The value.
  var text: SourceText { embedded.text }

  /// Reads a word; nil if a part of it has no simple value, such as an array.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - source: The text of the script.
  ///   - isJSON: Whether placeholders outside JSON's quotes are quoted, so that the value is JSON.
  init?(_ word: ShellWord, in source: SourceText, isJSON: Bool = false) {
    var builder = Builder(source: source, isJSON: isJSON)
    guard word.parts.allSatisfy({ builder.append($0, .none) }) else { return nil }
    self.init(builder)
  }

  /// Reads a here-document; nil if a part of it has no simple value.
  init?(_ document: ShellHeredoc, in source: SourceText, isJSON: Bool = false) {
    guard !document.removesTabs else { return nil }
    let quoting: Quoting = document.isLiteral ? .literalDocument : .document
    var builder = Builder(source: source, isJSON: isJSON)
    guard document.parts.allSatisfy({ builder.append($0, quoting) }) else { return nil }
    self.init(builder)
  }

  private init(_ builder: Builder) {
    source = builder.source
    embedded = EmbeddedText(
      text: SourceText(String(decoding: builder.bytes, as: UTF8.self)),
      segments: builder.segments, encode: { $0 })
    variables = builder.variables
    quoting = builder.quoting
  }
}

// MARK: Edits

extension ShellText {
  /// Returns an edit of the script, or nil if the value can't be edited there.
  func edit(_ edit: BodyEdit) -> Edit? {
    guard let context = quoting(at: edit.range.lowerBound) else { return nil }
    var replacement = ""
    for piece in edit.pieces {
      switch piece {
      case .text(let text):
        guard let text = Self.encode(text, context) else { return nil }
        replacement += text
      case .copy(let range):
        guard quoting(at: range.lowerBound) == context,
          range.isEmpty || quoting(at: range.upperBound - 1) == context,
          let raw = outerRange(range)
        else { return nil }
        replacement += source[raw]
      }
    }
    return embedded.outer(Edit(edit.range, replacement))
  }

  /// Returns the edits of the script for all edits of the value, or nil.
  func edits(_ edits: [BodyEdit]) -> [Edit]? {
    let outer = edits.compactMap { edit($0) }
    return outer.count == edits.count ? outer : nil
  }

  /// Returns the bytes of the script for a range of the value.
  func outerRange(_ range: ByteRange) -> ByteRange? {
    guard let start = embedded.outerOffset(of: range.lowerBound, isEnd: false),
      let end = embedded.outerOffset(of: range.upperBound, isEnd: true), start <= end
    else { return nil }
    return start..<end
  }

  private func quoting(at offset: Int) -> Quoting? {
    for (segment, quoting) in zip(embedded.segments, quoting)
    where segment.inner.contains(offset) { return quoting }
    return embedded.text.count == offset ? quoting.last : nil
  }

  /// Returns text as it is written between quotes; nil if it can't be.
  private static func encode(_ text: String, _ quoting: Quoting) -> String? {
    switch quoting {
    case .literalDocument: return text
    case .single: return text.replacing("'", with: "'\\''")
    case .double, .document:
      let escaped: Set<Character> =
        quoting == .double ? ["\\", "\"", "$", "`"] : ["\\", "$", "`"]
      return String(text.flatMap { escaped.contains($0) ? ["\\", $0] : [$0] })
    case .none:
      let isPlain = text.utf8.allSatisfy {
        ShellReader.isNameByte($0, isFirst: false) || "/.,:-%+=".utf8.contains($0)
      }
      return isPlain ? text : nil
    }
  }
}

// MARK: Reading

extension ShellText {
  /// Collects the value of parts.
  private struct Builder {
    let source: SourceText
    let isJSON: Bool
    var bytes: [UInt8] = []
    var segments: [EmbeddedText.Segment] = []
    var quoting: [Quoting] = []
    var variables: [Variable] = []
    /// Whether the next byte is inside a JSON string, and whether it is escaped.
    private var isInString = false
    private var isEscaped = false

    init(source: SourceText, isJSON: Bool) {
      self.source = source
      self.isJSON = isJSON
    }

    /// Appends the value of a part; false if it has none.
    mutating func append(_ part: ShellPart, _ context: Quoting) -> Bool {
      switch part.kind {
      case .literal: appendEscaped(part.range, .none) { _ in true }
      case .single:
        add(part.range.dropFirstAndLast, .single)
      case .double(let parts):
        return parts.allSatisfy { append($0, .double) }
      case .text where context == .literalDocument: add(part.range, context)
      case .text:
        let special = Set(context == .double ? "$`\"\\".utf8 : "$`\\".utf8)
        appendEscaped(part.range, context) { special.contains($0) }
      case .variable, .expansion, .substitution, .arithmetic:
        let start = bytes.count
        let placeholder =
          !isJSON || isInString
          ? String(Placeholder.quoted) : "\"\(Placeholder.bare)\""
        bytes += placeholder.utf8
        variables.append(Variable(inner: start..<bytes.count, part: part))
        add(inner: start..<bytes.count, outer: part.range, isVerbatim: false, context)
      case .escaped, .process, .list, .opaque: return false
      }
      return true
    }

    /// Appends text in which a backslash escapes some bytes.
    private mutating func appendEscaped(
      _ range: ByteRange, _ context: Quoting, _ isSpecial: (UInt8) -> Bool
    ) {
      var start = range.lowerBound
      var offset = start
      while offset + 1 < range.upperBound {
        guard source.bytes[offset] == UInt8(ascii: "\\") else {
          offset += 1
          continue
        }
        let next = source.bytes[offset + 1]
        guard next == 0x0A || isSpecial(next) else {
          offset += 2
          continue
        }
        add(start..<offset, context)
        // The backslash is removed; an escaped line end is, too.
        let inner = bytes.count
        if next != 0x0A { track(next) }
        add(inner: inner..<bytes.count, outer: offset..<offset + 2, isVerbatim: false, context)
        offset += 2
        start = offset
      }
      add(start..<range.upperBound, context)
    }

    private mutating func add(_ range: ByteRange, _ context: Quoting) {
      guard !range.isEmpty else { return }
      let start = bytes.count
      for byte in source.bytes[range] { track(byte) }
      add(inner: start..<bytes.count, outer: range, isVerbatim: true, context)
    }

    private mutating func add(
      inner: ByteRange, outer: ByteRange, isVerbatim: Bool, _ context: Quoting
    ) {
      segments.append(EmbeddedText.Segment(inner: inner, outer: outer, isVerbatim: isVerbatim))
      quoting.append(context)
    }

    /// Appends a byte and follows JSON's quotes.
    private mutating func track(_ byte: UInt8) {
      bytes.append(byte)
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), isInString {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      }
    }
  }
}

extension ByteRange {
  /// The range without its first and last byte, such as quotes.
  var dropFirstAndLast: ByteRange { count < 2 ? self : lowerBound + 1..<upperBound - 1 }
}
