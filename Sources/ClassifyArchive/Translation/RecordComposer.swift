// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Writes a translated record, with the bytes of the source wherever the values are equal.
///
/// Members that the source has come first, in its order, and then those that are new. Whitespace
/// is that of the source.
struct RecordComposer {
  /// The bytes written so far.
  private(set) var output: [UInt8] = []

  /// Writes a record.
  ///
  /// - Throws: ``ArchiveRejection`` if the record has too many values.
  mutating func write(_ target: RecordTranslation.Target) throws(ArchiveRejection) {
    do throws(JSONError) {
      try writeShape(of: target)
    } catch {
      // Typed values write well-formed JSON.
      throw ArchiveRejection(error, code: .tooLarge)
    }
  }

  /// Adds the source to the record that was written last.
  mutating func keep(
    _ lines: [ArraySlice<UInt8>], part: Int, of count: Int, toRecordAt start: Int
  ) {
    KeptSource.append(lines, part: part, of: count, toRecordAt: start, in: &output)
  }

  /// Ends the line of a record as the source does.
  mutating func endLine(like line: SourceLine) {
    if line.bytes.last == UInt8(ascii: "\r") { output.append(UInt8(ascii: "\r")) }
    output.append(UInt8(ascii: "\n"))
  }

  private mutating func writeShape(of target: RecordTranslation.Target) throws(JSONError) {
    switch target.shape {
    case .written(let bytes): output += bytes
    case .record(let bytes):
      try write(bytes, from: target.sources)
    case .jobWithResults(let job, let items):
      let spacing = target.sources.first.flatMap { Spacing(of: $0) } ?? Spacing()
      begin("{", "job", spacing)
      try write(job, from: Array(target.sources.prefix(1)))
      output += spacing.comma
      begin("", "results", spacing)
      begin("{", "items", spacing)
      output.append(UInt8(ascii: "["))
      for (position, item) in items.enumerated() {
        if position > 0 { output += spacing.comma }
        let source = target.sources.indices.contains(position) ? [target.sources[position]] : []
        try write(item, from: source)
      }
      output.append(UInt8(ascii: "]"))
      output += spacing.close
      output.append(UInt8(ascii: "}"))
      output += spacing.close
      output.append(UInt8(ascii: "}"))
    }
  }

  private mutating func begin(_ brace: String, _ name: String, _ spacing: Spacing) {
    output.append(contentsOf: brace.utf8)
    if !brace.isEmpty { output += spacing.open }
    output.append(contentsOf: "\"\(name)\"".utf8)
    output += spacing.colon
  }

  private mutating func write(
    _ bytes: [UInt8], from sources: [SourceValue]
  ) throws(JSONError) {
    let spacing = sources.first.flatMap { Spacing(of: $0) } ?? Spacing()
    write(try SourceRecord(bytes).root, from: sources, spacing)
  }

  // MARK: - Objects

  /// A member to write.
  private struct Member {
    let target: SourceValue
    /// The source members of the same name, or of a name with the same meaning.
    let sources: [SourceValue]
    /// The place among the members: which of the sources it is in, and where.
    let place: (source: Int, offset: Int32)

    /// The source member of an equal value.
    var equal: SourceValue? { sources.first { $0.isEqual(to: target) } }
  }

  private mutating func write(
    _ target: SourceValue, from sources: [SourceValue], _ outer: Spacing
  ) {
    guard target.kind == .object, sources.contains(where: { $0.kind == .object }) else {
      return writeElements(of: target, from: sources, outer)
    }
    let spacing = sources.lazy.compactMap { Spacing(of: $0) }.first ?? outer
    let lookups = sources.map { MemberLookup($0, for: target) }
    var members = target.parts.map { Self.member($0, of: sources, lookups) }
    // The sort is stable: new members stay in order, at the end.
    members.sort { $0.place < $1.place }
    output.append(UInt8(ascii: "{"))
    output += spacing.open
    for (position, member) in members.enumerated() {
      if position > 0 { output += spacing.comma }
      write(member, spacing)
    }
    output += spacing.close
    output.append(UInt8(ascii: "}"))
  }

  private static func member(
    _ target: SourceValue, of sources: [SourceValue], _ lookups: [MemberLookup]
  ) -> Member {
    if target.node.name == .configuration, !sources.contains(where: { $0[.configuration] != nil }) {
      // v2's configuration is made of members of v1's job or body.
      let parts = target.parts.map { member($0, of: sources, lookups).place }
      return Member(target: target, sources: sources, place: parts.min(by: <) ?? (.max, 0))
    }
    var found: [SourceValue] = []
    var place: (source: Int, offset: Int32) = (.max, 0)
    for (position, lookup) in lookups.enumerated() {
      guard let value = lookup.counterpart(of: target) else { continue }
      if found.isEmpty { place = (position, value.node.start) }
      found.append(value)
    }
    return Member(target: target, sources: found, place: place)
  }

  private mutating func write(_ member: Member, _ spacing: Spacing) {
    if let equal = member.equal {
      if equal.node.name == member.target.node.name {
        output += equal.record.bytes[Int(equal.node.nameStart)..<Int(equal.node.end)]
      } else {
        output += member.target.rawName
        output += spacing.colon
        output += equal.bytes
      }
      return
    }
    output += member.target.rawName
    output += spacing.colon
    write(member.target, from: member.sources, spacing)
  }

  /// Writes a value that is not an object with a counterpart: an array element by element if the
  /// source has as many, anything else as it is in the target.
  private mutating func writeElements(
    of target: SourceValue, from sources: [SourceValue], _ spacing: Spacing
  ) {
    let elements = Array(target.parts)
    guard target.kind == .array, elements.contains(where: { $0.kind == .object }),
      let source = sources.first(where: { $0.kind == .array }),
      Array(source.parts).count == elements.count
    else { return writeSpaced(target, spacing) }
    output.append(UInt8(ascii: "["))
    for (position, pair) in zip(elements, source.parts).enumerated() {
      if position > 0 { output += spacing.comma }
      if pair.1.isEqual(to: pair.0) {
        output += pair.1.bytes
      } else {
        write(pair.0, from: [pair.1], spacing)
      }
    }
    output.append(UInt8(ascii: "]"))
  }

  /// Writes a value of the target with the whitespace of the source.
  private mutating func writeSpaced(_ target: SourceValue, _ spacing: Spacing) {
    switch target.kind {
    case .object:
      let parts = Array(target.parts)
      guard !parts.isEmpty else { return output.append(contentsOf: "{}".utf8) }
      output.append(UInt8(ascii: "{"))
      output += spacing.open
      for (position, part) in parts.enumerated() {
        if position > 0 { output += spacing.comma }
        output += part.rawName
        output += spacing.colon
        writeSpaced(part, spacing)
      }
      output += spacing.close
      output.append(UInt8(ascii: "}"))
    case .array:
      output.append(UInt8(ascii: "["))
      for (position, part) in target.parts.enumerated() {
        if position > 0 { output += spacing.comma }
        writeSpaced(part, spacing)
      }
      output.append(UInt8(ascii: "]"))
    case .null, .bool, .number, .string: output += target.bytes
    }
  }
}

// MARK: - Counterparts

/// The members of a source object, found by the names of a target's.
private struct MemberLookup {
  /// The names in one version of values that have another name in the other.
  private static let aliases: [MemberName: [MemberName]] = [
    .fileInput: [.fileID, .documentInputValue], .fileID: [.fileInput, .documentInputValue],
  ]

  private let source: SourceValue
  /// The members without a known name, if the target has any.
  private let others: [String: SourceValue]

  init(_ source: SourceValue, for target: SourceValue) {
    self.source = source
    guard source.kind == .object, target.parts.contains(where: { $0.node.name == nil }) else {
      others = [:]
      return
    }
    let members = source.parts.lazy.filter { $0.node.name == nil }.map { ($0.name, $0) }
    others = Dictionary(members) { first, _ in first }
  }

  /// Returns the member with the same meaning as a target's.
  func counterpart(of target: SourceValue) -> SourceValue? {
    guard source.kind == .object else { return nil }
    guard let name = target.node.name else { return others[target.name] }
    if let member = source[name] { return member }
    for alias in Self.aliases[name] ?? [] {
      if let member = source[alias] { return member }
    }
    // v1's job and body have the members of v2's configuration.
    return [.rules, .mode, .parsingConfiguration].contains(name)
      ? source[.configuration]?[name] : nil
  }
}

// MARK: - Equal values

extension SourceValue {
  /// Returns whether two values are equal: with the same digits, and strings, names and members
  /// regardless of escapes, whitespace and order.
  func isEqual(to other: SourceValue) -> Bool {
    guard kind == other.kind else { return false }
    switch kind {
    case .null: return true
    case .bool: return bytes == other.bytes
    case .number:
      if bytes.elementsEqual(other.bytes) { return true }
      guard let integer = try? read(Int.self) else { return false }
      return integer == (try? other.read(Int.self))
    case .string: return bytes.elementsEqual(other.bytes) || hasText(of: other)
    case .array:
      let elements = Array(parts)
      let others = Array(other.parts)
      return elements.count == others.count
        && zip(elements, others).allSatisfy { $0.isEqual(to: $1) }
    case .object:
      let members = Array(parts)
      let others = Array(other.parts)
      guard members.count == others.count else { return false }
      // Mostly, the order is the same.
      if zip(members, others).allSatisfy({ $0.isNamed(like: $1) }) {
        return zip(members, others).allSatisfy { $0.isEqual(to: $1) }
      }
      let named = Dictionary(others.map { ($0.name, $0) }) { first, _ in first }
      return members.allSatisfy { member in
        named[member.name].map { member.isEqual(to: $0) } ?? false
      }
    }
  }
}

extension SourceValue {
  private func isNamed(like other: SourceValue) -> Bool {
    node.name == other.node.name
      && (node.name != nil || name.utf8.elementsEqual(other.name.utf8))
  }

  /// Returns whether two strings have the same characters, not only equivalent ones.
  private func hasText(of other: SourceValue) -> Bool {
    guard let text, let otherText = other.text else { return false }
    return text.utf8.elementsEqual(otherText.utf8)
  }
}
