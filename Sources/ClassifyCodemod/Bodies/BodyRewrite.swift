// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The edits that turn the body of a v1 request into one of v2.
///
/// Members keep their order and bytes: `file_ids` with one ID becomes `file_input`, and `rules`,
/// `mode` and `parsing_configuration` move into `configuration`.
struct BodyRewrite: Sendable {
  var edits: [BodyEdit] = []
  /// What the edits do, and why.
  var remarks: [Finding] = []

  private static let configurationMembers: Set<String> = [
    "rules", "mode", "parsing_configuration",
  ]
  private static let members = configurationMembers.union(["file_ids", "webhook_configurations"])

  /// Whether a value is the body of a v1 request: an object with IDs of files and rules.
  static func isBody(_ value: MarkedValue) -> Bool {
    guard let files = value["file_ids"], let rules = value["rules"] else { return false }
    let areRules: Bool =
      switch rules.content {
      case .list(let rules):
        rules.allSatisfy { rule in
          rule.isVariable || rule["type"] != nil && rule["description"] != nil
        }
      default: rules.isVariable
      }
    switch files.content {
    case .list: return areRules
    default: return files.isVariable && areRules
    }
  }

  /// Creates the edits.
  ///
  /// - Parameters:
  ///   - body: A value for which ``isBody(_:)`` is true.
  ///   - text: The text of the body.
  /// - Throws: A refusal for what a person must decide.
  init(_ body: MarkedValue, in text: SourceText) throws(Refusal) {
    guard let mapping = MappingEdits(body, in: text) else {
      throw Refusal(.unclearSyntax, at: body.range, "the body is not an object")
    }
    for member in mapping.members where !Self.members.contains(member.name) {
      throw Refusal(
        .unsupportedArgument, at: member.range,
        "v1 has no \(member.name) in a request; migrate the body by hand")
    }
    if let mode = mapping.mapping["mode"] {
      try ModeTranslation.check(mode.constant, at: mode.range)
    }
    try translateWebhooks(in: mapping)
    let isParsingRemoved = try translateParsing(in: mapping)
    try nest(mapping, file: try Self.file(in: mapping), isParsingRemoved: isParsingRemoved)
  }

  /// The one file of a body.
  private static func file(in mapping: MappingEdits) throws(Refusal) -> MarkedValue {
    guard let files = mapping.mapping["file_ids"] else {
      throw Refusal(.fileCount, at: mapping.mapping.range, "the body has no file_ids")
    }
    guard case .list(let values) = files.content, values.count == 1, !values[0].isOfAnyKind else {
      let count: String =
        if case .list(let values) = files.content, !values.contains(where: \.isOfAnyKind) {
          "\(values.count) files"
        } else {
          "a number of files that is known only at run time"
        }
      throw Refusal(
        .fileCount, at: files.range,
        "the request has \(count), and a v2 request has one: send one request for each file",
        note: .requestFanOut)
    }
    return values[0]
  }

  private mutating func translateWebhooks(in mapping: MappingEdits) throws(Refusal) {
    guard let webhooks = mapping.mapping["webhook_configurations"] else { return }
    let translation = try WebhookEdits(webhooks)
    edits += translation.edits
    remarks += translation.remarks
  }

  /// Returns whether the parsing configuration is left out.
  private mutating func translateParsing(in mapping: MappingEdits) throws(Refusal) -> Bool {
    guard let parsing = mapping.mapping["parsing_configuration"] else {
      remarks.append(ConfigurationTranslation.defaulted.finding(at: mapping.mapping.range))
      return false
    }
    if case .null = parsing.content {
      let blank = parsing.range.isEmpty ? " " : ""
      edits.append(BodyEdit(parsing.range, blank + Self.limit(mapping)))
      remarks.append(ConfigurationTranslation.defaulted.finding(at: parsing.range))
      return false
    }
    let translation = try ParsingEdits(parsing, in: mapping.text)
    remarks += translation.remarks
    if !translation.removesAll { edits += translation.edits }
    return translation.removesAll
  }

  private static func limit(_ mapping: MappingEdits) -> String {
    "{\(mapping.name("max_pages")): \(ConfigurationTranslation.defaultPageLimit)}"
  }

  /// Moves the members of the configuration into it, and names the file.
  private mutating func nest(
    _ mapping: MappingEdits, file: MarkedValue, isParsingRemoved: Bool
  ) throws(Refusal) {
    let members = mapping.members
    let parsing = members.firstIndex { $0.name == "parsing_configuration" }
    if let parsing, isParsingRemoved { edits.append(try mapping.removing(parsing)) }
    let inner = members.indices.filter {
      Self.configurationMembers.contains(members[$0].name) && !(isParsingRemoved && $0 == parsing)
    }
    guard let first = inner.first, let last = inner.last else {
      throw Refusal(.unclearSyntax, at: mapping.mapping.range, "the body has no rules")
    }
    var moved: [BodyEdit.Piece] = []
    for index in members.indices where !inner.contains(index) && index != parsing {
      let isMoved = index > first && index < last
      let isFile = members[index].name == "file_ids"
      if isMoved {
        moved += pieces(of: members[index], file: isFile ? file : nil, in: mapping)
        moved.append(.text(mapping.separator()))
        edits.removeAll { members[index].range.contains($0.range.lowerBound) }
        edits.append(try mapping.removing(index))
      } else if isFile {
        edits += try Self.naming(file, members[index], in: mapping)
      }
    }
    let start = members[first].range.lowerBound
    let end = mapping.end(of: members[last])
    let removed = edits.map(\.range).filter { !$0.isEmpty }
    edits += mapping.indenting(start..<end, except: removed)
    edits.append(BodyEdit(start..<start, moved + [.text(Self.opening(mapping))]))
    edits.append(BodyEdit(end..<end, Self.closing(mapping, addsLimit: parsing == nil)))
    edits.sort { first, second in
      (first.range.lowerBound, first.range.upperBound)
        < (second.range.lowerBound, second.range.upperBound)
    }
  }

  /// Renames `file_ids` and removes the list around its one element.
  private static func naming(
    _ file: MarkedValue, _ member: MarkedValue.Member, in mapping: MappingEdits
  ) throws(Refusal) -> [BodyEdit] {
    let list = member.value
    let gaps = [
      member.nameRange.upperBound..<file.range.lowerBound,
      file.range.upperBound..<list.range.upperBound,
    ]
    guard !gaps.contains(where: { mapping.text.bytes[$0].contains(UInt8(ascii: "#")) }) else {
      throw Refusal(
        .unclearSyntax, at: member.range, "a comment beside the file would get lost")
    }
    let name = BodyEdit(member.nameRange, mapping.name("file_input"))
    guard !list.isBlock else {
      return [name, BodyEdit(member.nameRange.upperBound..<file.range.lowerBound, ": ")]
    }
    return [
      name, BodyEdit(list.range.lowerBound..<file.range.lowerBound),
      BodyEdit(file.range.upperBound..<list.range.upperBound),
    ]
  }

  /// The text of a member that moves out of the configuration, with the edits made inside it.
  private func pieces(
    of member: MarkedValue.Member, file: MarkedValue?, in mapping: MappingEdits
  ) -> [BodyEdit.Piece] {
    if let file { return [.text("\(mapping.name("file_input")): "), .copy(file.range)] }
    var pieces: [BodyEdit.Piece] = []
    var offset = member.range.lowerBound
    for edit in edits.filter({ member.range.contains($0.range.lowerBound) }) {
      pieces.append(.copy(offset..<edit.range.lowerBound))
      pieces += edit.pieces
      offset = edit.range.upperBound
    }
    return pieces + [.copy(offset..<member.range.upperBound)]
  }

  private static func opening(_ mapping: MappingEdits) -> String {
    let name = mapping.name("configuration")
    if mapping.mapping.isBlock {
      return "\(name):\(mapping.separator(deeperBy: 1))"
    }
    guard mapping.isMultiline else { return "\(name): {" }
    return "\(name): {\(mapping.text.lineEnding)\(mapping.indentation)\(mapping.unit)"
  }

  private static func closing(_ mapping: MappingEdits, addsLimit: Bool) -> String {
    let limit = ConfigurationTranslation.defaultPageLimit
    var text = ""
    if addsLimit {
      text = mapping.separator(deeperBy: 1) + mapping.name("parsing_configuration")
      text +=
        mapping.mapping.isBlock
        ? ":\(mapping.separator(deeperBy: 2))\(mapping.name("max_pages")): \(limit)"
        : ": \(Self.limit(mapping))"
    }
    if mapping.mapping.isBlock { return text }
    guard mapping.isMultiline else { return text + "}" }
    return "\(text)\(mapping.text.lineEnding)\(mapping.indentation)}"
  }
}
