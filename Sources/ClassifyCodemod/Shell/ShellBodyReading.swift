// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Finds the text of a request body: in the command, a variable, a here-document, a pipe or a file.
struct ShellBodyReading: Sendable {
  /// The edits of a body in the script, and what they do.
  struct Body: Sendable {
    var edits: [Edit] = []
    var findings: [Finding] = []
    /// The variables whose values are edited.
    var variables: Set<String> = []
    /// The file that holds the body.
    var inputs: Set<FilePath> = []
  }

  /// Where a body is.
  private enum Place {
    case value(ShellText, ByteRange)
    case file(ShellWord)
  }

  let outline: ShellOutline
  let file: SourceFile
  let context: MigrationContext

  /// Returns the edits that make a body v2's.
  func rewrite(
    _ body: CurlCommand.Body, step: ShellOutline.Step
  ) throws(Refusal) -> Body {
    var result = Body()
    switch try place(of: body, step: step, &result) {
    case .file(let word): try addFile(word, to: &result)
    case .value(let value, let range):
      let marked = try json(value, range)
      do throws(Refusal) {
        guard BodyRewrite.isBody(marked) else {
          throw Refusal(
            .unsupportedArgument, at: marked.range, "the body has no file_ids and rules")
        }
        let rewrite = try BodyRewrite(marked, in: value.text)
        guard let edits = value.edits(rewrite.edits) else {
          throw Refusal(
            .unclearSyntax, at: marked.range,
            "the quotes of the body leave no place for v2's members; write them by hand")
        }
        result.edits += edits
        result.findings += rewrite.remarks.map { $0.placed(in: value, otherwise: range) }
      } catch {
        throw error.placed(in: value, otherwise: range)
      }
    }
    return result
  }

  private func json(_ value: ShellText, _ range: ByteRange) throws(Refusal) -> MarkedValue {
    do {
      return try MarkedValue.json(value.text)
    } catch {
      throw Refusal(.unclearSyntax, at: range, "the body is not JSON: \(error.message)")
    }
  }

  // MARK: Places

  private func place(
    of body: CurlCommand.Body, step: ShellOutline.Step, _ result: inout Body
  ) throws(Refusal) -> Place {
    if body.readsFiles, let text = outline.constant(body.word), text.hasPrefix("@") {
      guard text != "@-", text != "@/dev/stdin" else {
        return try standardInput(of: step, &result)
      }
      if let name = body.word.dropping(1) { return .file(name) }
      throw unknown(body.word.range)
    }
    return try place(of: body.word, &result)
  }

  private func place(of word: ShellWord, _ result: inout Body) throws(Refusal) -> Place {
    if let name = word.variable {
      guard result.variables.insert(name).inserted,
        let assignment = outline.onlyAssignment(of: name), !assignment.value.parts.isEmpty
      else { throw unknown(word.range) }
      return try place(of: assignment.value, &result)
    }
    if case .substitution(let pipelines)? = word.singlePart?.kind {
      guard pipelines.count == 1, pipelines[0].commands.count == 1 else {
        throw unknown(word.range)
      }
      return try output(of: pipelines[0].commands[0], &result)
    }
    guard let value = ShellText(word, in: outline.text, isJSON: true) else {
      throw unknown(word.range)
    }
    return .value(value, word.range)
  }

  private func standardInput(
    of step: ShellOutline.Step, _ result: inout Body
  ) throws(Refusal) -> Place {
    for redirection in step.command.redirections {
      switch redirection.operation {
      case "<<", "<<-": return try document(redirection)
      case "<<<": return try place(of: redirection.target, &result)
      case "<": return .file(redirection.target)
      default: continue
      }
    }
    guard step.position == 1 else { throw unknown(step.command.range) }
    return try output(of: step.pipeline.commands[0], &result)
  }

  /// The output of `cat <<EOF`, `cat file`, `echo '{…}'` and `printf '%s' '{…}'`.
  private func output(
    of command: ShellCommand, _ result: inout Body
  ) throws(Refusal) -> Place {
    guard case .simple(let simple) = command.kind, let first = simple.words.first else {
      throw unknown(command.range)
    }
    let arguments = simple.words.dropFirst()
    switch (outline.text[first.range], arguments.count) {
    case ("cat", 0):
      if let redirection = command.redirections.first { return try document(redirection) }
    case ("cat", 1):
      if let file = arguments.last { return .file(file) }
    case ("echo", 1):
      if let word = arguments.last { return try place(of: word, &result) }
    case ("printf", 2):
      let format = arguments.first.flatMap { outline.constant($0) }
      if let word = arguments.last, format == "%s" || format == "%s\\n" {
        return try place(of: word, &result)
      }
    default: break
    }
    throw unknown(command.range)
  }

  private func document(_ redirection: ShellRedirection) throws(Refusal) -> Place {
    guard let index = redirection.heredoc,
      let value = ShellText(outline.script.heredocs[index], in: outline.text, isJSON: true)
    else { throw unknown(redirection.range) }
    return .value(value, outline.script.heredocs[index].range)
  }

  private func unknown(_ range: ByteRange) -> Refusal {
    Refusal(
      .unsupportedArgument, at: range,
      "the body is known only when the script runs; write v2's: file_input, and rules, mode and "
        + "parsing_configuration inside configuration")
  }

  // MARK: Files

  /// Adds the file of a body, which is rewritten too.
  private func addFile(_ word: ShellWord, to result: inout Body) throws(Refusal) {
    guard let name = outline.constant(word) else { throw unknown(word.range) }
    let input = ShellInput(file: file, context: context)
    let other = try input.file(named: name, at: word.range)
    guard let body = try? MarkedValue.json(other.text), BodyRewrite.isBody(body) else {
      throw Refusal(
        .unsupportedArgument, at: word.range,
        "the body in \(name) is not v1's JSON; write v2's body there")
    }
    do throws(Refusal) {
      let rewrite = try BodyRewrite(body, in: other.text)
      try input.check(rewrite.edits, of: other, at: word.range)
    } catch {
      throw Refusal(
        error.code, at: word.range, "the body in \(other.path) is not rewritten: \(error.message)",
        note: error.note)
    }
    result.inputs.insert(other.path)
    result.findings.append(
      Finding(
        .bodyRewritten, at: word.range, "the body in \(other.path) is rewritten with this command"))
  }
}
