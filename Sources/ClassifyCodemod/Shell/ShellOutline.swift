// SPDX-License-Identifier: Apache-2.0

/// All commands of a script in the order of their bytes, with what is around them, and what the
/// script says about its variables and functions.
struct ShellOutline: Sendable {
  /// A command and its surroundings.
  struct Step: Sendable {
    var command: ShellCommand
    var pipeline: ShellPipeline
    /// The position of the command in its pipeline.
    var position: Int
    /// The name of the innermost function around the command.
    var function: String?
    /// Where the output of the pipeline goes.
    var destination: Destination

    /// The words of a simple command.
    var words: [ShellWord] {
      if case .simple(let simple) = command.kind { simple.words } else { [] }
    }
  }

  /// Where the output of a pipeline goes.
  enum Destination: Sendable, Hashable {
    case standardOutput
    /// `name=$(…)`.
    case variable(String)
    /// `$(…)` in another word.
    case word(ByteRange)
  }

  let text: SourceText
  let script: ShellScript
  private(set) var steps: [Step] = []
  private(set) var assignments: [String: [ShellAssignment]] = [:]
  /// The offsets at which a variable is expanded.
  private(set) var uses: [String: [ByteRange]] = [:]

  init(_ script: ShellScript, of text: SourceText) {
    self.text = text
    self.script = script
    visit(script.pipelines, to: .standardOutput, in: nil)
    for document in script.heredocs { visit(document.parts, in: nil) }
    steps.sort { $0.command.range.lowerBound < $1.command.range.lowerBound }
  }

  private mutating func visit(
    _ pipelines: [ShellPipeline], to destination: Destination, in function: String?
  ) {
    for pipeline in pipelines {
      for (position, command) in pipeline.commands.enumerated() {
        steps.append(
          Step(
            command: command, pipeline: pipeline, position: position, function: function,
            destination: destination))
        visit(command, to: destination, in: function)
      }
    }
  }

  private mutating func visit(
    _ command: ShellCommand, to destination: Destination, in function: String?
  ) {
    for redirection in command.redirections where redirection.heredoc == nil {
      visit(redirection.target, in: function)
    }
    switch command.kind {
    case .simple(let simple):
      for assignment in simple.assignments {
        assignments[assignment.name, default: []].append(assignment)
        visit(assignment.value, in: function, assigning: assignment.name)
      }
      for word in simple.words { visit(word, in: function) }
    case .block(let block):
      for word in block.words { visit(word, in: function) }
      visit(block.parts, in: function)
      for list in block.lists { visit(list, to: destination, in: function) }
    case .choice(let subject, let clauses):
      visit(subject, in: function)
      for clause in clauses {
        for pattern in clause.patterns { visit(pattern, in: function) }
        visit(clause.body, to: destination, in: function)
      }
    case .test(let words): for word in words { visit(word, in: function) }
    case .arithmetic(let parts): visit(parts, in: function)
    case .function(let name, let body):
      visit([body.pipeline], to: .standardOutput, in: name)
    }
  }

  private mutating func visit(
    _ word: ShellWord, in function: String?, assigning name: String? = nil
  ) {
    let destination = name.map { Destination.variable($0) } ?? .word(word.range)
    visit(word.parts, to: word.isSingleSubstitution ? destination : .word(word.range), in: function)
  }

  private mutating func visit(
    _ parts: [ShellPart], to destination: Destination? = nil, in function: String?
  ) {
    for part in parts {
      let destination = destination ?? .word(part.range)
      switch part.kind {
      case .double(let parts): visit(parts, to: destination, in: function)
      case .variable(let name): uses[name, default: []].append(part.range)
      case .expansion(let name, let parts):
        uses[name, default: []].append(part.range)
        visit(parts, to: destination, in: function)
      case .arithmetic(let parts): visit(parts, to: destination, in: function)
      case .substitution(let pipelines): visit(pipelines, to: destination, in: function)
      case .process(let pipelines): visit(pipelines, to: .word(part.range), in: function)
      case .list(let words): for word in words { visit(word, in: function) }
      case .literal, .single, .text, .escaped, .opaque: break
      }
    }
  }
}

extension ShellCommand {
  /// The command as a pipeline of its own.
  fileprivate var pipeline: ShellPipeline {
    ShellPipeline(range: range, joint: .sequence, isNegated: false, commands: [self])
  }
}

extension ShellWord {
  /// The part that is all of the word, without double quotes around it.
  var singlePart: ShellPart? {
    guard parts.count == 1 else { return nil }
    guard case .double(let inner) = parts[0].kind else { return parts[0] }
    return inner.count == 1 ? inner[0] : nil
  }

  /// The variable that is all of the word: `$name`, `"${name}"`.
  var variable: String? {
    if case .variable(let name)? = singlePart?.kind { name } else { nil }
  }

  fileprivate var isSingleSubstitution: Bool {
    if case .substitution? = singlePart?.kind { true } else { false }
  }
}

extension ShellOutline {
  /// The innermost step around a range.
  func step(around range: ByteRange) -> Step? {
    steps.last { step in
      step.command.range.lowerBound <= range.lowerBound
        && range.upperBound <= step.command.range.upperBound
    }
  }

  /// The one assignment of a variable, if there is no other way in which it gets a value.
  func onlyAssignment(of name: String) -> ShellAssignment? {
    guard let all = assignments[name], all.count == 1, all[0].replacesAll else { return nil }
    return all[0]
  }

  /// The text of a word without variables; nil if it has any.
  func constant(_ word: ShellWord) -> String? {
    guard let value = ShellText(word, in: text), value.variables.isEmpty else { return nil }
    return value.text[value.text.range]
  }
}
