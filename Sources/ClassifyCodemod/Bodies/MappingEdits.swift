// SPDX-License-Identifier: Apache-2.0

/// Writes into a JSON object or YAML mapping in the style it has: on one line or on several, with
/// brackets or by indentation.
struct MappingEdits: Sendable {
  let text: SourceText
  let mapping: MarkedValue
  let members: [MarkedValue.Member]

  /// Creates a writer; nil if the value is no mapping.
  init?(_ mapping: MarkedValue, in text: SourceText) {
    guard case .dictionary(let members) = mapping.content else { return nil }
    self.text = text
    self.mapping = mapping
    self.members = members
  }

  /// Whether the first member is on a line after the opening bracket, as each in block style.
  var isMultiline: Bool {
    guard let first = members.first else { return false }
    return mapping.isBlock
      || text.lineIndex(at: mapping.range.lowerBound)
        != text.lineIndex(at: first.range.lowerBound)
  }

  /// The blanks before a member on a line of its own.
  var indentation: String {
    guard let first = members.first else { return "" }
    let line = text.lineRange(text.lineIndex(at: first.range.lowerBound))
    // A member after `- ` is as deep as the text before it is long.
    return mapping.isBlock
      ? String(repeating: " ", count: first.range.lowerBound - line.lowerBound)
      : text.indentation(at: first.range.lowerBound)
  }

  /// The blanks of one level.
  var unit: String {
    let inner = indentation
    if mapping.isBlock { return "  " }
    let outer = text.indentation(at: max(mapping.range.upperBound - 1, 0))
    guard inner.count > outer.count, inner.hasPrefix(outer) else { return "  " }
    return String(inner.dropFirst(outer.count))
  }

  /// Returns a name as the mapping writes names.
  func name(_ name: String) -> String {
    guard let first = members.first?.nameRange, !first.isEmpty else {
      return mapping.isBlock ? name : "\"\(name)\""
    }
    switch text.bytes[first.lowerBound] {
    case UInt8(ascii: "\""): return "\"\(name)\""
    case UInt8(ascii: "'"): return "'\(name)'"
    default: return name
    }
  }

  /// What separates a member from the one before it.
  func separator(deeperBy levels: Int = 0) -> String {
    guard isMultiline else { return ", " }
    let line = text.lineEnding + indentation + String(repeating: unit, count: levels)
    return mapping.isBlock ? line : ",\(line)"
  }

  /// The offset at which a member can be added behind another one.
  func end(of member: MarkedValue.Member) -> Int {
    guard mapping.isBlock else { return member.range.upperBound }
    let line = text.lineRange(text.lineIndex(at: max(member.range.upperBound - 1, 0)))
    var end = line.upperBound
    while end > line.lowerBound, text.bytes[end - 1] == 0x0A || text.bytes[end - 1] == 0x0D {
      end -= 1
    }
    return max(end, member.range.upperBound)
  }

  /// Adds a member behind the last one.
  func adding(_ name: String, _ value: String) -> BodyEdit {
    let entry = "\(self.name(name)): \(value)"
    guard let last = members.last else { return BodyEdit(mapping.range, "{\(entry)}") }
    let offset = end(of: last)
    return BodyEdit(offset..<offset, separator() + entry)
  }

  /// Removes a member with what separates it from its neighbour.
  ///
  /// - Throws: A refusal if a comment would get lost.
  func removing(_ index: Int) throws(Refusal) -> BodyEdit {
    let member = members[index]
    let range: ByteRange
    if index + 1 < members.count {
      range = member.range.lowerBound..<members[index + 1].range.lowerBound
    } else if index > 0 {
      range = end(of: members[index - 1])..<member.range.upperBound
    } else {
      range = member.range
    }
    let end = mapping.isBlock ? max(range.upperBound, end(of: member)) : range.upperBound
    let rest = member.range.upperBound..<max(end, member.range.upperBound)
    guard !text.bytes[rest].contains(UInt8(ascii: "#")) else {
      throw Refusal(
        .unclearSyntax, at: member.range,
        "a comment beside \(member.name) would get lost; remove the member by hand")
    }
    return BodyEdit(range)
  }

  /// Indents the lines after the first one of a range, blank ones and those in `removed` excepted.
  func indenting(_ range: ByteRange, except removed: [ByteRange]) -> [BodyEdit] {
    guard isMultiline else { return [] }
    let first = text.lineIndex(at: range.lowerBound) + 1
    let last = text.lineIndex(at: max(range.upperBound - 1, range.lowerBound))
    guard first <= last else { return [] }
    return (first...last).compactMap { index in
      let line = text.lineRange(index)
      let isBlank = text.bytes[line].allSatisfy { " \t\r\n".utf8.contains($0) }
      let isRemoved = removed.contains { $0.contains(line.lowerBound) }
      return isBlank || isRemoved ? nil : BodyEdit(line.lowerBound..<line.lowerBound, unit)
    }
  }
}
