// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyCodemod
import Yams

/// A reader for YAML documents that keeps the bytes of every value.
///
/// The parser says only where a value begins. Where it ends follows from its style; a value whose end
/// is not certain, an alias and a value with a tag are opaque.
struct YAMLMarks {
  /// The maximum nesting depth; what lies deeper is opaque.
  private static let maximumDepth = 64

  private let bytes: ContiguousArray<UInt8>
  /// The offset of the first byte of each line as libyaml counts lines.
  private let lineStarts: [Int]
  /// The end of the last value: an alias begins before it, where its anchor is.
  private var cursor = 0

  /// Reads all documents of a text.
  ///
  /// - Throws: `ValueError` if the text is too large or has too many aliases; ``DocumentFault`` if
  ///   it is not YAML.
  static func documents(of text: SourceText) throws -> [MarkedValue] {
    guard text.count <= YAMLText.maximumBytes else {
      throw ValueError("it has more than \(YAMLText.maximumBytes >> 20) MiB of YAML")
    }
    let string = text[contentStart(of: text.bytes)..<text.count]
    try YAMLText.checkWork(of: string)
    do {
      let parser = try Parser(yaml: string, resolver: .basic)
      var reader = YAMLMarks(text)
      var values: [MarkedValue] = []
      while let root = try parser.nextRoot() {
        if let value = reader.value(of: root, depth: 0) { values.append(value) }
      }
      return values
    } catch let error as YamlError {
      throw DocumentFault(error)
    }
  }

  private init(_ text: SourceText) {
    bytes = text.bytes
    lineStarts = Self.lineStarts(of: text.bytes)
  }

  // MARK: Values

  /// Returns a value; nil if it is an alias, whose bytes are elsewhere.
  private mutating func value(of node: Node, depth: Int) -> MarkedValue? {
    guard let mark = node.mark, let start = offset(of: mark), start >= cursor else { return nil }
    guard depth < Self.maximumDepth else { return nil }
    let content = afterProperties(start)
    let value: MarkedValue?
    switch node {
    case .scalar(let scalar): value = self.scalar(scalar, at: content, hasTag: content > start)
    case .sequence(let sequence): value = self.sequence(sequence, at: content, depth: depth)
    case .mapping(let mapping): value = self.mapping(mapping, at: content, depth: depth)
    case .alias: value = nil
    }
    if let value { cursor = max(cursor, value.range.upperBound) }
    return value
  }

  private mutating func sequence(
    _ sequence: Node.Sequence, at start: Int, depth: Int
  ) -> MarkedValue? {
    let isFlow = byte(start) == UInt8(ascii: "[")
    cursor = isFlow ? start + 1 : start
    var values: [MarkedValue] = []
    for element in sequence {
      values.append(value(of: element, depth: depth + 1) ?? opaque())
    }
    guard let end = isFlow ? closing(UInt8(ascii: "]")) : cursor else { return nil }
    return MarkedValue(.list(values), range: start..<end, isBlock: !isFlow)
  }

  private mutating func mapping(
    _ mapping: Node.Mapping, at start: Int, depth: Int
  ) -> MarkedValue? {
    let isFlow = byte(start) == UInt8(ascii: "{")
    cursor = isFlow ? start + 1 : start
    var members: [MarkedValue.Member] = []
    for (key, element) in mapping {
      guard let name = value(of: key, depth: depth + 1), case .text(let text) = name.textual else {
        return nil
      }
      let value = value(of: element, depth: depth + 1) ?? opaque()
      members.append(.init(name: text, nameRange: name.range, value: value))
    }
    guard let end = isFlow ? closing(UInt8(ascii: "}")) : cursor else { return nil }
    // In block style a mapping begins with its first key.
    let first = isFlow ? start : members.first?.nameRange.lowerBound ?? start
    return MarkedValue(.dictionary(members), range: first..<max(end, first), isBlock: !isFlow)
  }

  private func opaque() -> MarkedValue { MarkedValue(.opaque, range: cursor..<cursor) }

  /// The offset after a closing bracket, with blanks, commas and comments before it.
  private func closing(_ bracket: UInt8) -> Int? {
    var offset = cursor
    while let next = byte(offset) {
      switch next {
      case bracket: return offset + 1
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): offset += 1
      case UInt8(ascii: "#"):
        while let next = byte(offset), next != 0x0A { offset += 1 }
      // An alias without a value of its own.
      case UInt8(ascii: "*"):
        while let next = byte(offset), !",]} \n".utf8.contains(next) { offset += 1 }
      default: return nil
      }
    }
    return nil
  }

  // MARK: Scalars

  private func scalar(_ scalar: Node.Scalar, at start: Int, hasTag: Bool) -> MarkedValue? {
    switch byte(start) {
    case UInt8(ascii: "\"") where scalar.style == .doubleQuoted:
      return quoted(scalar, from: start, escape: UInt8(ascii: "\\"))
    case UInt8(ascii: "'") where scalar.style == .singleQuoted:
      return quoted(scalar, from: start, escape: UInt8(ascii: "'"))
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      return MarkedValue(.text(scalar.string), range: start..<blockEnd(from: start), isBlock: true)
    default:
      guard let end = plainEnd(scalar.string, from: start) else { return nil }
      let content = hasTag ? .text(scalar.string) : Self.content(ofPlain: scalar.string)
      return MarkedValue(content, range: start..<end)
    }
  }

  private func quoted(_ scalar: Node.Scalar, from start: Int, escape: UInt8) -> MarkedValue? {
    guard let quote = byte(start) else { return nil }
    var offset = start + 1
    while let next = byte(offset) {
      if next == escape, escape != quote || byte(offset + 1) == quote {
        offset += 2
      } else if next == quote {
        return MarkedValue(.text(scalar.string), range: start..<offset + 1)
      } else {
        offset += 1
      }
    }
    return nil
  }

  /// The end of a plain scalar, whose line ends are blanks in its text; nil if it is not found.
  private func plainEnd(_ text: String, from start: Int) -> Int? {
    var offset = start
    for expected in text.utf8 {
      if expected == 0x20 || expected == 0x0A {
        while let next = byte(offset), " \t\r\n".utf8.contains(next) { offset += 1 }
      } else {
        guard byte(offset) == expected else { return nil }
        offset += 1
      }
    }
    return offset
  }

  /// The end of a literal or folded scalar: of the last line that is as deep as its first.
  private func blockEnd(from start: Int) -> Int {
    var lineStart = nextLine(after: start)
    var end = lineStart > start && byte(lineStart - 1) == 0x0A ? lineStart - 1 : lineStart
    let outer = indentation(of: start)
    var inner: Int?
    while lineStart < bytes.count {
      let next = nextLine(after: lineStart)
      let isBlank = bytes[lineStart..<next].allSatisfy { " \t\r\n".utf8.contains($0) }
      let depth = bytes[lineStart..<next].prefix { $0 == 0x20 }.count
      if !isBlank {
        guard depth >= inner ?? (outer + 1) else { break }
        inner = inner ?? depth
        end = byte(next - 1) == 0x0A ? next - 1 : next
      }
      lineStart = next
    }
    return end
  }

  /// The values of plain scalars by the core schema of YAML 1.2.
  private static func content(ofPlain text: String) -> MarkedValue.Content {
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE": return .boolean(true)
    case "false", "False", "FALSE": return .boolean(false)
    default:
      let digits = text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
      let isNumber = digits.first?.isNumber == true && Double(text) != nil
      return isNumber ? .number(text) : .text(text)
    }
  }

  // MARK: Offsets

  private func byte(_ offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  /// The offset after anchors and tags.
  private func afterProperties(_ start: Int) -> Int {
    var offset = start
    while let next = byte(offset), next == UInt8(ascii: "&") || next == UInt8(ascii: "!") {
      while let next = byte(offset), !" \t\r\n".utf8.contains(next) { offset += 1 }
      while let next = byte(offset), " \t\r\n".utf8.contains(next) { offset += 1 }
    }
    return offset
  }

  private func nextLine(after offset: Int) -> Int {
    bytes[offset...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
  }

  private func indentation(of offset: Int) -> Int {
    let start = bytes[..<offset].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    return bytes[start..<offset].prefix { $0 == 0x20 }.count
  }

  /// The offset of a mark; its column counts Unicode scalars.
  private func offset(of mark: Mark) -> Int? {
    guard mark.line >= 1, mark.line <= lineStarts.count else { return nil }
    var offset = lineStarts[mark.line - 1]
    for _ in 1..<max(mark.column, 1) {
      guard offset < bytes.count else { return offset }
      offset += 1
      while let next = byte(offset), next & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  /// The offset after a byte-order mark, which the parser does not accept.
  private static func contentStart(of bytes: ContiguousArray<UInt8>) -> Int {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    return bytes.starts(with: mark) ? mark.count : 0
  }

  /// libyaml's lines end with LF, CRLF, CR, NEL, LS and PS.
  private static func lineStarts(of bytes: ContiguousArray<UInt8>) -> [Int] {
    var starts = [contentStart(of: bytes)]
    var offset = starts[0]
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x0A: starts.append(offset + 1)
      case 0x0D where offset + 1 == bytes.count || bytes[offset + 1] != 0x0A:
        starts.append(offset + 1)
      case 0xC2 where bytes[offset...].starts(with: [0xC2, 0x85]): starts.append(offset + 2)
      case 0xE2 where bytes[offset...].starts(with: [0xE2, 0x80, 0xA8]),
        0xE2 where bytes[offset...].starts(with: [0xE2, 0x80, 0xA9]):
        starts.append(offset + 3)
      default: break
      }
      offset += 1
    }
    return starts
  }
}

extension DocumentFault {
  /// Takes the place and the first line from an error of the parser.
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      self.init(line: mark.line, column: mark.column, reason: problem)
    default:
      let line = "\(error)".split(whereSeparator: \.isNewline).first.map(String.init)
      self.init(line: nil, column: 1, reason: line ?? "it is not YAML")
    }
  }
}

extension MarkedValue {
  /// The text of a key, which can be written like a number or null.
  fileprivate var textual: Content {
    switch content {
    case .number(let text): .text(text)
    case .boolean(let value): .text(String(value))
    case .null: .text("")
    case .text, .list, .dictionary, .opaque: content
    }
  }
}
#endif
