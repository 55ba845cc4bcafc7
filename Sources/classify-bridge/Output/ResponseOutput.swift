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
  /// The response body as received; for a list, the body of one page.
  case raw
  /// YAML; for a list, one sequence.
  case yaml
}

/// The `--format` option.
struct OutputOptions: ParsableArguments {
  @Option(
    help: """
      Output format: json and jsonl for programs, pretty for people, yaml, or raw for the response \
      body as received. auto is pretty on a terminal and json otherwise. A list is printed as one \
      value after the other, with raw as one page
      """)
  var format = OutputFormat.auto
}

/// Prints responses to stdout in an output format, with secrets redacted: those of the process, and
/// those of webhooks in the response.
struct ResponseOutput: ~Copyable {
  private let format: OutputFormat
  private let terminal: Terminal
  private var output = ByteOutput(.standardOutput)

  /// Creates an output for stdout.
  init(_ options: OutputOptions) {
    format = options.format
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
    let value = Console.redactor.redacting(try value.jsonValue())
    switch format {
    case .auto where terminal.isInteractive, .pretty:
      let layout = JSONLayout(width: terminal.width, isComplete: true)
      return layout.lines(value, indent: "").map { $0 + "\n" }.joined()
    case .auto, .json: return value.jsonText(pretty: true) + "\n"
    case .jsonl, .raw: return value.jsonText() + "\n"
    case .yaml:
      return try isItem ? YAMLOutput.item(value) : YAMLOutput.document(value)
    }
  }
}
#endif
