// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// Prints answers to standard output, one after the other.
struct AnswerOutput: ~Copyable {
  private let format: OutputFormat
  private let terminal: Terminal
  private var output = ByteOutput(.standardOutput)

  /// Makes an output for a format and for what standard output is.
  init(_ options: OutputOptions) {
    format = options.format
    terminal = .at(.standardOutput)
  }

  /// Prints a value by itself.
  mutating func write(_ value: some JSONWritable) throws {
    try output.append(try text(of: value, isItem: false))
    try output.flush()
  }

  /// Prints the next value of a list.
  ///
  /// It is written at once where a person or a program may wait for it.
  mutating func writeItem(_ value: some JSONWritable) throws {
    try output.append(try text(of: value, isItem: true))
    try output.flush()
  }

  /// Prints bytes as they are.
  mutating func write(bytes: [UInt8]) throws(OutputError) {
    try output.append { $0 += bytes }
    try output.flush()
  }

  private func text(of value: some JSONWritable, isItem: Bool) throws -> String {
    switch format {
    case .auto where terminal.isInteractive, .pretty:
      let value = try JSONValue(json: value.jsonBytes())
      let layout = JSONLayout(width: terminal.width, isComplete: true)
      return layout.lines(value, indent: "").map { $0 + "\n" }.joined()
    case .auto, .json: return value.jsonText(pretty: true) + "\n"
    case .jsonl, .raw: return value.jsonText() + "\n"
    case .yaml:
      let value = try JSONValue(json: value.jsonBytes())
      return isItem ? YAMLOutput.item(value) : YAMLOutput.document(value)
    }
  }
}
#endif
