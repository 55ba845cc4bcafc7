// SPDX-License-Identifier: Apache-2.0

/// A request to v1 in a script, with the edits that make it one to v2.
struct ShellSite: Sendable {
  /// The bytes of the command.
  var range: ByteRange
  /// The position of its step in ``ShellOutline/steps``.
  var step: Int
  /// What the command writes; nil if nobody reads it.
  var response: ShellResponse?
  /// What the rewrite is about, with its edits; its remarks have none.
  var findings: [Finding] = []
  /// Whether it reads a job by its ID.
  var isRead = false
  /// The variables whose values are edited.
  var variables: Set<String> = []
  /// The files that are sent, and must be rewritten with the command.
  var inputs: Set<FilePath> = []
}

/// What a command of a script writes of v1's response.
enum ShellResponse: Sendable, Hashable {
  /// The description of a job.
  case job
  /// The list of results.
  case results
  /// A word of v1's statuses.
  case status
  /// A value that both versions have, such as an ID or the type of a result.
  case shared
}

/// What reading a command leads to.
enum ShellOutcome: Sendable {
  case site(ShellSite)
  /// A site that a person must migrate.
  case refused(step: Int, Finding)
  /// A site that the others do not depend on.
  case independent(step: Int, Finding)
}

extension Finding {
  /// Returns a finding about the value of a word as one about the script.
  func placed(in value: ShellText, otherwise range: ByteRange) -> Finding {
    Finding(code, at: value.outerRange(self.range) ?? range, message, note: note)
  }
}

extension Refusal {
  /// Returns a refusal about the value of a word as one about the script.
  func placed(in value: ShellText, otherwise range: ByteRange) -> Refusal {
    Refusal(code, at: value.outerRange(self.range) ?? range, message, note: note)
  }
}

extension ShellOutline {
  /// The commands that run their arguments as a command, with the number of their own arguments.
  private static let wrappers = [
    "time": 0, "sudo": 0, "command": 0, "exec": 0, "nohup": 0, "env": 0, "timeout": 1,
  ]

  /// Returns the name of the program that a step runs, without folders, and its arguments.
  func program(of step: Step) -> (name: String, arguments: ArraySlice<ShellWord>)? {
    var words = step.words[...]
    while let word = words.popFirst(), let path = constant(word) {
      let name = String(path.split(separator: "/").last ?? "")
      guard let count = Self.wrappers[name] else { return (name, words) }
      words = words.dropFirst(count)
      while let next = words.first, let text = constant(next),
        text.hasPrefix("-") || name == "env" && text.contains("=")
      {
        words.removeFirst()
      }
    }
    return nil
  }
}
