// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// An output format, named as in the official CLI.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// `pretty` on a terminal, `json` otherwise.
  case auto
  /// Indented JSON.
  case json
  /// JSON on one line.
  case jsonl
  /// JSON with short arrays and objects on one line.
  case pretty
  /// The response body as received, with secrets redacted; for a list, the body of one page.
  case raw
  /// YAML; for a list, one sequence.
  case yaml
}

extension OutputFormat {
  /// Parses the value of `--format`, in any case.
  ///
  /// - Throws: `ValidationError` for any other text, also for the official CLI's `explore`.
  init(text: String) throws {
    if let format = OutputFormat(rawValue: text.lowercased()) {
      self = format
    } else if text.lowercased() == "explore" {
      throw ValidationError(
        "this tool has no viewer; use pretty, or pipe json to a viewer such as jless")
    } else {
      throw ValidationError("use \(Self.allValueStrings.joined(separator: ", "))")
    }
  }
}

/// The options for output, named as in the official CLI.
struct OutputOptions: ParsableArguments {
  @Option(
    help: """
      Output format: json and jsonl for programs, pretty for people, yaml, or raw for the response \
      body as received, with secrets redacted. auto is pretty on a terminal and json otherwise. A \
      list is printed as one value after the other, with raw as one page
      """, completion: .list(OutputFormat.allValueStrings),
    transform: { try OutputFormat(text: $0) })
  var format = OutputFormat.auto

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      Part to print of the response, or of each item: a GJSON path of names, indices and #, such as \
      result.type or rules.#.type; without such a part, everything is printed
      """, valueName: "path"), transform: { try GJSONPath($0) })
  var transform: GJSONPath?

  @Flag(
    name: [.customShort("r"), .customLong("raw-output")],
    help: "Print a string without quotes and escapes, as jq -r does")
  var rawOutput = false

  @Option(name: .customLong("format-error"), parsing: .unconditional, help: .hidden)
  var formatError: String?

  @Option(name: .customLong("transform-error"), parsing: .unconditional, help: .hidden)
  var transformError: String?

  func validate() throws {
    for (flag, value) in [("--format-error", formatError), ("--transform-error", transformError)]
    where value != nil {
      throw ValidationError(
        """
        \(flag) is not supported: an error is a message on stderr, and its exit code is 2. To see \
        the response, use --debug.
        """)
    }
    guard transform == nil || format != .raw else {
      throw ValidationError(
        "--transform needs parsed JSON and --format raw prints bytes: give one of them.")
    }
  }
}

/// Prints responses to stdout in an output format, with secrets redacted: those of the process, and
/// those of webhooks in the response.
struct ResponseOutput: ~Copyable {
  private let options: OutputOptions
  private let terminal: Terminal
  private var output = ByteOutput(.standardOutput)

  /// Creates an output for stdout.
  init(_ options: OutputOptions) {
    self.options = options
    terminal = .at(.standardOutput)
  }

  /// Prints a single value.
  mutating func write(_ value: some JSONWritable) throws {
    try output.append(try text(of: value, isItem: false))
    try output.flush()
  }

  /// Prints the next value of a list, unbuffered.
  mutating func writeItem(_ value: some JSONWritable) throws {
    try output.append(try text(of: value, isItem: true))
    try output.flush()
  }

  /// Prints the bytes of a response as they are, except secrets.
  mutating func write(bytes: [UInt8]) throws(OutputError) {
    let value = (try? JSONValue(json: bytes)) ?? .null
    let secrets = Redactor(values: Redaction.webhookSecrets(in: value))
    let redacted = Console.redactor.merging(secrets).redacting(bytes)
    try output.append { $0 += redacted }
    try output.flush()
  }

  private func text(of value: some JSONWritable, isItem: Bool) throws -> String {
    let whole = Console.redactor.redacting(try value.jsonValue())
    let value = options.transform?.part(of: whole) ?? whole
    if options.rawOutput, let text = value.string {
      // A terminal would interpret control characters.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      return (terminal.isInteractive ? lines.map(PlainText.printable) : lines)
        .joined(separator: "\n") + "\n"
    }
    switch options.format {
    case .auto where terminal.isInteractive, .pretty:
      let layout = JSONLayout(width: terminal.width, isComplete: true)
      return layout.lines(value, indent: "")
        .map { JSONColors.styled($0, on: terminal) + "\n" }.joined()
    case .auto, .json: return DirectionMarks.escaped(in: value.jsonText(pretty: true)) + "\n"
    case .jsonl, .raw: return DirectionMarks.escaped(in: value.jsonText()) + "\n"
    case .yaml:
      return try isItem ? YAMLOutput.item(value) : YAMLOutput.document(value)
    }
  }
}
#endif
