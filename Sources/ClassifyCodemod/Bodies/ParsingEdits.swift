// SPDX-License-Identifier: Apache-2.0

/// The edits that make v2's parsing configuration of one of v1.
struct ParsingEdits: Sendable {
  var edits: [BodyEdit] = []
  /// What the edits do, and why.
  var remarks: [Finding] = []
  /// Whether no member is left, so that the whole configuration is left out.
  var removesAll = false

  /// Creates the edits.
  ///
  /// - Parameters:
  ///   - configuration: A mapping with `lang`, `max_pages` and `target_pages`.
  ///   - text: The text of the mapping.
  ///   - addsLimit: Whether v1's default limit is written out if there is no limit.
  ///   - keepsNull: Whether a limit of null stays, which v2 accepts: the reader of a setting can
  ///     expect the member.
  /// - Throws: A refusal for what a person must decide.
  init(
    _ configuration: MarkedValue, in text: SourceText, addsLimit: Bool = true,
    keepsNull: Bool = false
  ) throws(Refusal) {
    guard let mapping = MappingEdits(configuration, in: text) else {
      throw Refusal(
        .pagesVariable, at: configuration.range,
        "the parsing configuration is known only at run time; make it v2's: target_pages is a text "
          + "that counts from 1, and max_pages has no default")
    }
    let translation = try Self.translation(of: mapping)
    var removed = 0
    for change in translation.members {
      let index = mapping.members.firstIndex { $0.name == change.name }
      let member = index.map { mapping.members[$0] }
      switch change.change {
      case .keep: break
      case .pages(let pages):
        if let member { edits.append(try Self.replacing(member, by: pages, in: text)) }
      case .remove:
        guard !keepsNull else { continue }
        removed += 1
        if let index, mapping.members.count > 1 { edits.append(try mapping.removing(index)) }
      case .add(let limit):
        guard addsLimit else { continue }
        edits.append(mapping.adding(change.name, String(limit)))
      }
      remarks.append(change.finding(at: member?.range ?? configuration.range))
    }
    removesAll = removed > 0 && removed == mapping.members.count
  }

  private static func translation(
    of mapping: MappingEdits
  ) throws(Refusal) -> ConfigurationTranslation {
    var entries: [Constant.Value.Entry] = []
    for member in mapping.members {
      // Any text is a language.
      let isLanguage = member.name == "lang" && member.value.isVariable
      guard let value = isLanguage ? .text("") : member.value.constant else {
        throw Refusal(
          .pagesVariable, at: member.range,
          "\(member.name) is known only at run time; write the value that v2 expects")
      }
      entries.append(Constant.Value.Entry(name: member.name, value: value))
    }
    do {
      return try ConfigurationTranslation(entries)
    } catch {
      let member = mapping.members.first { $0.name == error.name }
      throw Refusal(error, at: member?.range ?? mapping.mapping.range)
    }
  }

  /// Replaces a list by a quoted text; a list in block style begins on the line after its name.
  private static func replacing(
    _ member: MarkedValue.Member, by pages: String, in text: SourceText
  ) throws(Refusal) -> BodyEdit {
    let value = member.value
    let range =
      value.isBlock
      ? member.nameRange.upperBound..<value.range.upperBound : value.range
    guard !text.bytes[range].contains(UInt8(ascii: "#")) else {
      throw Refusal(
        .unclearSyntax, at: member.range,
        "comments among the pages would get lost; write \"\(pages)\" by hand")
    }
    return BodyEdit(range, value.isBlock ? ": \"\(pages)\"" : "\"\(pages)\"")
  }
}
