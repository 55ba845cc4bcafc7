// SPDX-License-Identifier: Apache-2.0

/// What a script does with the response of a request.
///
/// A response stays correct if it is only shown, if jq takes an ID or another value from it that both
/// versions have, or if jq takes a part of a result by a plain path in the same pipeline. Everything
/// else is refused, with what v2 has instead.
struct ShellResponseUse: Sendable {
  /// The finding of a rewritten path.
  private(set) var rewrite: Finding?
  /// Why the request is not rewritten.
  private(set) var refusal: Finding?

  private let outline: ShellOutline

  /// Follows the response of a site to the end of its pipeline.
  init(of site: ShellSite, in outline: ShellOutline) {
    self.outline = outline
    if let response = site.response { follow(response, from: outline.steps[site.step]) }
  }

  private mutating func follow(_ start: ShellResponse, from step: ShellOutline.Step) {
    var response = start
    for (position, command) in step.pipeline.commands.enumerated() where position >= step.position {
      if position > step.position {
        guard let next = output(of: command, reading: response) else {
          return refuse(response, command.range)
        }
        response = next
      }
      guard response != .shared else { return }
      guard !writesFile(command) else { return refuse(response, command.range) }
    }
    guard step.destination == .standardOutput, step.function == nil else {
      return refuse(response, step.pipeline.range)
    }
  }

  // MARK: Commands

  /// What a command writes that reads a response; nil if that is not understood.
  private mutating func output(
    of command: ShellCommand, reading response: ShellResponse
  ) -> ShellResponse? {
    guard case .simple(let simple) = command.kind, let first = simple.words.first else {
      return nil
    }
    switch outline.constant(first) {
    case "cat" where simple.words.count == 1: return response
    case "jq", "gojq":
      guard let word = filter(simple.words.dropFirst()),
        let filter = ShellText(word, in: outline.text), filter.variables.isEmpty
      else { return nil }
      return read(filter, word.range, of: response)
    default: return nil
    }
  }

  /// The options of jq that change only how values are written.
  private static let options: Set<String> = [
    "--raw-output", "--compact-output", "--exit-status", "--join-output", "--monochrome-output",
    "--color-output", "--sort-keys", "--tab",
  ]

  /// The filter of jq; nil if it is in a file, has variables, or reads other input.
  private func filter(_ arguments: ArraySlice<ShellWord>) -> ShellWord? {
    let others = arguments.filter { word in
      let text = outline.text[word.range]
      return !Self.options.contains(text)
        && !(text.hasPrefix("-") && text.dropFirst().allSatisfy { "rcejMCS".contains($0) })
    }
    return others.count == 1 ? others.first : nil
  }

  private func writesFile(_ command: ShellCommand) -> Bool {
    command.redirections.contains { redirection in
      guard [">", ">>", ">|", "&>", "&>>"].contains(redirection.operation) else { return false }
      let target = outline.constant(redirection.target) ?? ""
      let isErrorOutput = outline.text.bytes[redirection.range.lowerBound] == UInt8(ascii: "2")
      return !target.hasPrefix("/dev/") && !isErrorOutput
    }
  }

  // MARK: Paths

  /// What a filter returns; nil if it is more than a path, or v2 lacks what it names.
  private mutating func read(
    _ filter: ShellText, _ range: ByteRange, of response: ShellResponse
  ) -> ShellResponse? {
    let path = filter.text[filter.text.range]
    if path == "." { return response }
    switch response {
    case .job:
      if path == ".status" { return .status }
      let isShared = MemberTable.counterpart(of: String(path.dropFirst()), in: .job) == .same
      return path.hasPrefix(".") && isShared ? .shared : nil
    case .results:
      guard let new = Self.path(path),
        let edit = filter.edit(BodyEdit(filter.text.range, new))
      else { return nil }
      rewrite = Finding(
        .resultRewritten, at: range, "v2's job has the result of its one document at the top",
        edits: [edit])
      return .shared
    case .status, .shared: return nil
    }
  }

  /// Returns v2's path for one of v1: `.result.type` for `.items[0].result.type`.
  static func path(_ path: String) -> String? {
    for item in [".items[0].", ".items[-1].", ".items[]."] where path.hasPrefix(item) {
      var names = path.dropFirst(item.count).split(
        separator: ".", omittingEmptySubsequences: false
      ).map(String.init)
      switch MemberTable.counterpart(of: names[0], in: .item) {
      case .same: break
      case .renamed(let name): names[0] = name
      case .none: return nil
      }
      let rest = names.dropFirst()
      let isOfResult = names[0] == "result" && rest.count == 1
      guard
        rest.isEmpty
          || isOfResult && MemberTable.counterpart(of: rest[1], in: .classification) == .same
      else { return nil }
      return ".\(names.joined(separator: "."))"
    }
    return nil
  }

  // MARK: Refusals

  private mutating func refuse(_ response: ShellResponse, _ range: ByteRange) {
    refusal =
      switch response {
      case .status:
        Finding(
          .statusLogic, at: range,
          "this reads v1's status; v2's are PENDING, RUNNING, COMPLETED in place of SUCCESS, FAILED in"
            + " place of ERROR, and CANCELLED: adapt what compares it")
      case .results:
        Finding(
          .resultEscapes, at: range,
          "this reads v1's list of results; v2's job has no items: .items[0].result is .result, and"
            + " .items[0].file_id is .file_input")
      case .job, .shared:
        Finding(
          .resultEscapes, at: range,
          "this reads v1's job; v2's has id, status and result at the top, and COMPLETED and FAILED in"
            + " place of SUCCESS and ERROR")
      }
  }
}
