// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

// MARK: Parsing configuration

extension ClassifierCommandReading {
  private static let parsing = "--parsing-configuration"
  private static let newParsing = "--configuration.parsing-configuration"

  func parsing(
    _ command: ClassifierCommand, _ site: inout ShellSite
  ) throws(Refusal) -> [Edit] {
    let limit = ConfigurationTranslation.defaultPageLimit
    let options = command.options.filter { $0.name.hasPrefix(Self.parsing) }
    guard let first = options.first else {
      site.findings.append(ConfigurationTranslation.defaulted.finding(at: site.range))
      guard let last = command.options.last else { return [] }
      let gap = outline.text.blanks(before: last.range.lowerBound)..<last.range.lowerBound
      return [
        .insert(
          "\(outline.text[gap])\(Self.newParsing) '{max_pages: \(limit)}'",
          at: last.range.upperBound)
      ]
    }
    guard options.count == 1, first.name == Self.parsing, let word = first.value else {
      return try dividedParsing(options, &site)
    }
    if let name = outline.shownFile(word) {
      try addFile(name, at: word.range, to: &site)
      return [Edit(first.nameRange, Self.newParsing)]
    }
    let (value, marked) = try flowValue(word)
    let translation = try mapped(value, word.range) { () throws(Refusal) in
      try ParsingEdits(marked, in: value.text)
    }
    site.findings += translation.remarks.map { $0.placed(in: value, otherwise: word.range) }
    guard !translation.removesAll else {
      return [.delete(outline.text.blanks(before: first.range.lowerBound)..<first.range.upperBound)]
    }
    guard let edits = value.edits(translation.edits) else {
      throw Refusal(
        .unclearSyntax, at: word.range,
        "the quotes leave no place for v2's members; write them by hand")
    }
    return [Edit(first.nameRange, Self.newParsing)] + edits
  }

  /// Adds the file that is the whole parsing configuration: `"$(cat parsing.json)"`.
  private func addFile(
    _ name: String, at range: ByteRange, to site: inout ShellSite
  ) throws(Refusal) {
    let file = try input.file(named: name, at: range)
    guard let value = try? MarkedValue.json(file.text), SettingRewrite.isConfiguration(value) else {
      throw Refusal(
        .setting, at: range, "\(file.path) is no parsing configuration of v1; adapt it by hand")
    }
    do throws(Refusal) {
      let parsing = try ParsingEdits(value, in: file.text, keepsNull: true)
      try input.check(parsing.edits, of: file, at: range)
    } catch {
      throw Refusal(error.code, at: range, "\(file.path): \(error.message)", note: error.note)
    }
    site.inputs.insert(file.path)
    site.findings.append(
      Finding(.settingRewritten, at: range, "\(file.path) is rewritten with this command"))
  }

  /// Joins `--parsing-configuration.lang` and the like, which v2's command does not have.
  private func dividedParsing(
    _ options: [ClassifierCommand.Option], _ site: inout ShellSite
  ) throws(Refusal) -> [Edit] {
    var members: [MarkedValue.Member] = []
    for option in options {
      let name = String(option.name.dropFirst(Self.parsing.count + 1)).replacing("-", with: "_")
      guard let word = option.value, let text = outline.constant(word), !name.isEmpty else {
        throw Refusal(
          .pagesVariable, at: option.range,
          "the value is known only at run time; v2 has it in \(Self.newParsing)")
      }
      let parsed = try? MarkedValue.json(SourceText(text)).content
      members.append(
        MarkedValue.Member(
          name: name, nameRange: option.nameRange,
          value: MarkedValue(parsed ?? .text(text), range: word.range)))
    }
    let whole = options[0].range.lowerBound..<options[options.count - 1].range.upperBound
    let configuration = MarkedValue(.dictionary(members), range: whole)
    let translation = try ParsingEdits(configuration, in: outline.text)
    site.findings += translation.remarks
    var entries = members.compactMap { member -> String? in
      guard member.value.constant != .null else { return nil }
      let edit = translation.edits.first { $0.range == member.value.range }
      let value =
        if case .text(let text)? = edit?.pieces.first {
          text
        } else {
          outline.constantText(member.value.range)
        }
      return "\(member.name): \(value)"
    }
    let hasLimit = members.contains { $0.name == "max_pages" || $0.name == "target_pages" }
    if !hasLimit { entries.append("max_pages: \(ConfigurationTranslation.defaultPageLimit)") }
    var edits = options.dropFirst().map { option in
      Edit.delete(outline.text.blanks(before: option.range.lowerBound)..<option.range.upperBound)
    }
    let joined = entries.isEmpty ? nil : "\(Self.newParsing) '{\(entries.joined(separator: ", "))}'"
    let start = outline.text.blanks(before: options[0].range.lowerBound)
    edits.append(
      joined.map { Edit(options[0].range, $0) } ?? .delete(start..<options[0].range.upperBound))
    return edits
  }

  // MARK: Values

  /// Reads a JSON or YAML value in flow style.
  func flowValue(
    _ word: ShellWord
  ) throws(Refusal) -> (value: ShellText, marked: MarkedValue) {
    guard let value = ShellText(word, in: outline.text, isJSON: true) else {
      throw Refusal(.pagesVariable, at: word.range, "the value is known only at run time")
    }
    if let marked = try? MarkedValue.json(value.text) { return (value, marked) }
    if let marked = try? readYAML?(value.text).first { return (value, marked) }
    throw Refusal(
      .unclearSyntax, at: word.range, "the value is not JSON; write v2's value by hand")
  }

  /// Runs `body` and translates the range of what it throws.
  func mapped<Value>(
    _ value: ShellText, _ range: ByteRange, _ body: () throws(Refusal) -> Value
  ) throws(Refusal) -> Value {
    do throws(Refusal) {
      return try body()
    } catch {
      throw error.placed(in: value, otherwise: range)
    }
  }
}

extension ShellOutline {
  /// The file whose content is a whole word: `"$(cat parsing.json)"`; nil for other words.
  fileprivate func shownFile(_ word: ShellWord) -> String? {
    guard case .substitution(let pipelines)? = word.singlePart?.kind, pipelines.count == 1,
      pipelines[0].commands.count == 1, case .simple(let command) = pipelines[0].commands[0].kind,
      command.words.count == 2, text[command.words[0].range] == "cat"
    else { return nil }
    return constant(command.words[1])
  }

  /// The text of a range without quotes around it.
  fileprivate func constantText(_ range: ByteRange) -> String {
    text[range].filter { $0 != "'" && $0 != "\"" }
  }
}
