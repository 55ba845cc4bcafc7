// SPDX-License-Identifier: Apache-2.0

// Prints what a front end reads, as one line of JSON for each file:
//   {"path", "bytes", "tokens": [[kind, start, end]…], "tree": [[kind, start, end]…],
//    "faults": [[start, end, reason]…]}
//   {"path", "bytes", "error", "offset"} if it can't be read
// Offsets are bytes. The tree lists the nodes parents first; statements have kinds in capitals. The
// tree of a script lists its commands, words, strings, expansions and here-documents.
//
//   dump LANGUAGE [PATH…]     paths on standard input, one in each line, if none is given
//
// It is compiled with the sources of the library as one module; see the scripts beside it.

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

func content(of path: String) -> ContiguousArray<UInt8>? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var bytes = ContiguousArray<UInt8>()
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    if count == 0 { return bytes }
    bytes.append(contentsOf: buffer[..<count])
  }
}

func quoted(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": result += "\\\(scalar)"
    case "\0"..<" ":
      let hexadecimal = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension Expression {
  var label: String {
    switch kind {
    case .name: "name"
    case .member: "member"
    case .call: "call"
    case .subscripted: "subscripted"
    case .await: "await"
    case .string: "string"
    case .number: "number"
    case .boolean: "boolean"
    case .null: "null"
    case .undefined: "undefined"
    case .regularExpression: "regularExpression"
    case .collection(let literal): "\(literal.kind)"
    case .dictionary: "dictionary"
    case .unary: "unary"
    case .operation: "operation"
    case .conditional: "conditional"
    case .comprehension: "comprehension"
    case .function: "function"
    case .assignment: "assignment"
    case .spread: "spread"
    case .parenthesized: "parenthesized"
    case .cast: "cast"
    case .yield: "yield"
    case .opaque: "opaque"
    }
  }
}

extension Statement {
  var label: String {
    switch kind {
    case .import: "IMPORT"
    case .export: "EXPORT"
    case .assignments: "ASSIGNMENTS"
    case .function: "FUNCTION"
    case .type: "TYPE"
    case .conditional: "CONDITIONAL"
    case .loop: "LOOP"
    case .with: "WITH"
    case .attempt: "ATTEMPT"
    case .choice: "CHOICE"
    case .block: "BLOCK"
    case .return: "RETURN"
    case .raise: "RAISE"
    case .expression: "EXPRESSION"
    case .simple: "SIMPLE"
    case .opaque: "OPAQUE"
    }
  }
}

extension SyntaxNode {
  var label: String {
    switch self {
    case .expression(let expression): expression.label
    case .statement(let statement): statement.label
    }
  }
}

func array(_ elements: [String]) -> String { "[" + elements.joined(separator: ",") + "]" }

func row(_ kind: String, _ range: ByteRange) -> String {
  "[\"\(kind)\",\(range.lowerBound),\(range.upperBound)]"
}

func row(_ fault: SyntaxFault) -> String {
  "[\(fault.range.lowerBound),\(fault.range.upperBound),\(quoted(fault.reason))]"
}

func rows(of tree: SyntaxTree) -> [String] {
  var rows: [String] = []
  tree.walk { node in
    rows.append(row(node.label, node.range))
    return true
  }
  return rows
}

/// The rows of a script: what tree-sitter's grammar has nodes for too.
struct ScriptRows {
  let text: SourceText
  var rows: [String] = []

  init(_ script: ShellScript, in text: SourceText) {
    self.text = text
    add(script.pipelines)
    for document in script.heredocs {
      if !document.range.isEmpty { add("heredoc", document.range) }
      add(document.parts)
    }
    for token in script.tokens where token.isTrivia { add("comment", token.range) }
  }

  mutating func add(_ kind: String, _ range: ByteRange) { rows.append(row(kind, range)) }

  mutating func add(_ pipelines: [ShellPipeline]) {
    for command in pipelines.flatMap(\.commands) { add(command) }
  }

  mutating func add(_ command: ShellCommand) {
    switch command.kind {
    case .simple(let simple):
      for assignment in simple.assignments {
        let nameEnd = assignment.range.lowerBound + assignment.name.utf8.count
        add("assignment", assignment.range.lowerBound..<nameEnd)
        add(assignment.value)
      }
      guard let name = simple.words.first else { break }
      switch text[name.range] {
      case "[": add("test", name.range.lowerBound..<command.range.lowerBound + 1)
      case "declare", "typeset", "export", "readonly", "local", "unset", "unsetenv": break
      default:
        add("command", name.range)
        for word in simple.words.dropFirst() { add("word", word.range) }
      }
      for item in simple.words { add(item) }
    case .block(let block):
      if block.keyword == "(" {
        add("subshell", command.range.lowerBound..<command.range.lowerBound + 1)
      }
      for item in block.words { add(item) }
      add(block.parts)
      for item in block.lists { add(item) }
    case .choice(let subject, let clauses):
      add("case", command.range.lowerBound..<command.range.lowerBound + 4)
      add(subject)
      for clause in clauses {
        for item in clause.patterns { add(item) }
        add(clause.body)
      }
    case .test(let words):
      add("test", command.range.lowerBound..<command.range.lowerBound + 1)
      for item in words { add(item) }
    case .arithmetic(let parts): add(parts)
    case .function(_, let body):
      add("function", command.range.lowerBound..<command.range.lowerBound + 1)
      add(body)
    }
    for redirection in command.redirections where redirection.heredoc == nil {
      if redirection.operation != "<<<" { add("word", redirection.target.range) }
      add(redirection.target)
    }
  }

  mutating func add(_ word: ShellWord) { add(word.parts) }

  mutating func add(_ parts: [ShellPart]) {
    for part in parts {
      switch part.kind {
      case .single: add("single", part.range)
      case .double(let parts):
        add("double", part.range)
        add(parts)
      case .escaped: add("escaped", part.range)
      case .variable:
        add("variable", part.range)
      case .expansion(_, let parts):
        add("variable", part.range)
        add(parts)
      case .substitution(let pipelines):
        add("substitution", part.range)
        add(pipelines)
      case .process(let pipelines):
        add("process", part.range)
        add(pipelines)
      case .arithmetic(let parts): add(parts)
      case .list(let words): for word in words { add(word) }
      case .literal, .text, .opaque: break
      }
    }
  }
}

/// Prints what a front end reads in a file.
func dump(_ path: String, in language: Language, with frontEnd: any FrontEnd) {
  guard let bytes = content(of: path) else {
    print("{\"path\":\(quoted(path)),\"error\":\"can't be read\"}")
    return
  }
  var line = "{\"path\":\(quoted(path)),\"bytes\":\(bytes.count)"
  func add(_ tokens: ContiguousArray<Token>, _ tree: [String], _ faults: [String]) {
    let tokens = tokens.map { row("\($0.kind)", $0.range) }
    line += ",\"tokens\":\(array(tokens)),\"tree\":\(array(tree)),\"faults\":\(array(faults))"
  }
  do {
    let text = try SourceText(bytes)
    if language == .shell {
      let script = try ShellFrontEnd().script(of: text)
      add(script.tokens, ScriptRows(script, in: text).rows, script.faults.map(row))
    } else {
      let tree = try frontEnd.tree(of: text)
      add(tree.tokens, rows(of: tree), tree.faults.map(row))
    }
  } catch let fault as SyntaxFault {
    line += ",\"error\":\(quoted(fault.reason)),\"offset\":\(fault.range.lowerBound)"
  } catch {
    line += ",\"error\":\(quoted("\(error)"))"
  }
  print(line + "}")
  // The reader waits for this line before it asks for another file.
  fflush(nil)
}

guard CommandLine.arguments.count > 1, let language = Language(rawValue: CommandLine.arguments[1]),
  let frontEnd = FrontEnds.frontEnd(for: language)
else {
  print("usage: dump LANGUAGE [PATH…]")
  exit(64)
}
if CommandLine.arguments.count > 2 {
  for path in CommandLine.arguments.dropFirst(2) { dump(path, in: language, with: frontEnd) }
} else {
  while let path = readLine() { dump(path, in: language, with: frontEnd) }
}
