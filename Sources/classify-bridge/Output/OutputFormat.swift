// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

/// The forms in which answers are printed, as the official program has them.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// For a person on a terminal, and else JSON.
  case auto
  /// JSON on several lines.
  case json
  /// JSON on one line.
  case jsonl
  /// JSON for a person, arrays and objects on one line where they fit.
  case pretty
  /// The bytes that the service sent, and of a list one page of it.
  case raw
  /// YAML, and of a list one sequence.
  case yaml
}

/// How answers are printed.
struct OutputOptions: ParsableArguments {
  @Option(
    help: """
      json and jsonl for programs, pretty for people, yaml, or raw for the service's own bytes. \
      A list is one value after the other; raw is one page of it. auto is pretty on a terminal, \
      else json.
      """)
  var format = OutputFormat.auto
}
#endif
