// SPDX-License-Identifier: Apache-2.0

#if CLI
import Yams

/// What the parser of YAML says of a faulty text, on one line and without the text.
enum YAMLProblem {
  /// Returns what is wrong and where.
  static func sentence(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      problem + YAMLText.place(mark)
    case .reader(let problem, let offset, _, _):
      problem + (offset.map { " (byte \($0))" } ?? "")
    case .duplicatedKeysInMapping(let names, let context):
      "the key \"\(names.first ?? "")\" is there twice\(YAMLText.place(context.mark))"
    case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded, nil:
      "it can't be read"
    }
  }
}
#endif
