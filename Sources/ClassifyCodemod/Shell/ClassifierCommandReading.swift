// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Reads commands of the service's tool for v1.
struct ClassifierCommandReading: Sendable {
  let outline: ShellOutline
  let readYAML: YAMLReader?
  /// The files that options take their values from.
  let input: ShellInput

  /// Reads a command; nil if it has nothing to do with v1.
  func outcome(_ arguments: ArraySlice<ShellWord>, step index: Int) -> ShellOutcome? {
    guard let command = ClassifierCommand(arguments, in: outline) else { return nil }
    let range = outline.steps[index].command.range
    do throws(Refusal) {
      guard !outline.script.hasFault(in: range) else {
        throw Refusal(.unclearSyntax, at: range, "the command is not understood")
      }
      var site = ShellSite(range: range, step: index, response: .job)
      let action = outline.constant(command.action) ?? ""
      switch action {
      case "create": try create(command, &site)
      case "get", "get-results":
        try read(command, isResults: action == "get-results", &site)
      case "list":
        return .independent(
          step: index,
          Finding(
            .jobListing, at: range,
            "`classify list` lists single jobs: its statuses differ, and --page-size is at most "
              + "100"))
      default: return nil
      }
      return .site(site)
    } catch {
      return .refused(step: index, error.finding())
    }
  }

  // MARK: get

  private func read(
    _ command: ClassifierCommand, isResults: Bool, _ site: inout ShellSite
  ) throws(Refusal) {
    var edits = [Edit(command.resourceWord.range, "classify")]
    if isResults { edits.append(Edit(command.action.range, "get")) }
    for option in command.options("--classify-job-id") {
      edits.append(Edit(option.nameRange, "--job-id"))
    }
    site.response = isResults ? .results : .job
    site.isRead = true
    edits += try transform(command, &site)
    site.findings = [
      Finding(
        .commandRewritten, at: site.range,
        isResults ? "v2's job has its result: `classify get`" : "v2's command is `classify get`",
        edits: edits)
    ]
  }

  /// Translates the path that selects a part of the response.
  private func transform(
    _ command: ClassifierCommand, _ site: inout ShellSite
  ) throws(Refusal) -> [Edit] {
    guard let option = command.options("--transform").last, let word = option.value else {
      return []
    }
    let unclear = Refusal(
      .resultEscapes, at: option.range,
      "this path reads v1's response; v2's job has status, id and result at the top")
    guard let value = ShellText(word, in: outline.text), value.variables.isEmpty else {
      throw unclear
    }
    let path = value.text[value.text.range]
    guard site.response == .results else {
      switch path {
      case "status": site.response = .status
      case "id": site.response = .shared
      default: throw unclear
      }
      return []
    }
    site.response = .shared
    let prefix = "items.0."
    let rest = path.dropFirst(prefix.count)
    guard path.hasPrefix(prefix), rest == "file_id" || rest.hasPrefix("result"),
      let edit = value.edit(
        rest == "file_id"
          ? BodyEdit(value.text.range, "file_input") : BodyEdit(0..<prefix.utf8.count))
    else { throw unclear }
    return [edit]
  }

  // MARK: create

  private func create(
    _ command: ClassifierCommand, _ site: inout ShellSite
  ) throws(Refusal) {
    var edits = [Edit(command.resourceWord.range, "classify")]
    edits.append(try file(command, site.range))
    for option in command.options("--mode") {
      guard let word = option.value else { continue }
      try ModeTranslation.check(outline.constant(word).map { .text($0) }, at: word.range)
      edits.append(Edit(option.nameRange, "--configuration.mode"))
    }
    edits += try rules(command, site.range)
    edits += try webhooks(command, &site)
    edits += try parsing(command, &site)
    if command.options("--transform").isEmpty == false {
      edits += try transform(command, &site)
    }
    site.findings.insert(
      Finding(
        .commandRewritten, at: site.range,
        "`classify create` takes one document, and rules, mode and parsing inside --configuration",
        edits: edits),
      at: 0)
  }

  private func file(
    _ command: ClassifierCommand, _ range: ByteRange
  ) throws(Refusal) -> Edit {
    let files = command.options("--file-id")
    guard files.count == 1 else {
      throw Refusal(
        .fileCount, at: range,
        "the command has \(files.count) files, and a v2 job has one: run it once for each file",
        note: .requestFanOut)
    }
    return Edit(files[0].nameRange, "--file-input")
  }

  /// Joins the values of all `--rule` into one list.
  private func rules(
    _ command: ClassifierCommand, _ range: ByteRange
  ) throws(Refusal) -> [Edit] {
    let options = command.options("--rule")
    let isDivided = command.options.contains { $0.name.hasPrefix("--rule.") }
    guard let first = options.first, !isDivided else {
      throw Refusal(
        .unsupportedArgument, at: range,
        "v2 takes all rules in one list: --configuration.rules '[{type: …, description: …}]'")
    }
    var list: [BodyEdit.Piece] = []
    var edits = [Edit(first.nameRange, "--configuration.rules")]
    for option in options.dropFirst() {
      guard let word = option.value, let value = ShellText(word, in: outline.text),
        let raw = value.outerRange(value.text.range), isQuotedAlike(word, first.value)
      else {
        throw Refusal(
          .unclearSyntax, at: option.range,
          "the rules are quoted in different ways; write them as one list by hand")
      }
      list.append(.text(", \(outline.text[raw])"))
      let gap = outline.text.blanks(before: option.range.lowerBound)
      edits.append(.delete(gap..<option.range.upperBound))
    }
    guard let word = first.value, let value = ShellText(word, in: outline.text),
      let inner = value.outerRange(value.text.range), word.isQuoted
    else {
      throw Refusal(
        .unclearSyntax, at: first.range, "the rule is not quoted; write v2's list by hand")
    }
    let rest = list.map { if case .text(let text) = $0 { text } else { "" } }.joined()
    return edits + [
      .insert("[", at: inner.lowerBound), .insert("\(rest)]", at: inner.upperBound),
    ]
  }

  private func isQuotedAlike(_ first: ShellWord, _ second: ShellWord?) -> Bool {
    guard let second, first.isQuoted, second.isQuoted else { return false }
    return outline.text.bytes[first.range.lowerBound] == outline.text.bytes[second.range.lowerBound]
  }

  private func webhooks(
    _ command: ClassifierCommand, _ site: inout ShellSite
  ) throws(Refusal) -> [Edit] {
    var edits: [Edit] = []
    for option in command.options where option.name.hasPrefix("--webhook-configuration") {
      guard option.name == "--webhook-configuration", let word = option.value else {
        throw Refusal(
          .webhook, at: option.range, "v2's events are named classify.…; adapt this by hand")
      }
      let (value, marked) = try flowValue(word)
      let list = MarkedValue(.list([marked]), range: marked.range)
      let webhooks = try mapped(value, word.range) { () throws(Refusal) in
        try WebhookEdits(list)
      }
      edits += value.edits(webhooks.edits) ?? []
      site.findings += webhooks.remarks.map { $0.placed(in: value, otherwise: word.range) }
    }
    return edits
  }
}
