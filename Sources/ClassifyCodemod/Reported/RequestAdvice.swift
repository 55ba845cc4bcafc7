// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// What to do about a request of v1 that a program sends without an SDK: by requests, httpx, fetch.
struct RequestAdvice {
  let program: ProgramFile

  /// Returns v2's requests and, if the body is written beside the URL, its converted values.
  ///
  /// - Parameter url: The string with v1's path.
  /// - Returns: A sentence in parts that semicolons join.
  func message(for url: ByteRange) -> String {
    let changes = body(beside: url).map(changes(in:)) ?? []
    return (["this request is v1's: \(V1Text.requests)"] + changes).joined(separator: "; ")
  }

  /// The body among the arguments of the innermost call around a string that has one.
  private func body(beside url: ByteRange) -> [DictionaryEntry]? {
    var body: [DictionaryEntry]?
    program.tree.walk { node in
      guard case .expression(let expression) = node else { return true }
      if case .call(let call) = expression.kind, expression.range.overlaps(url),
        let found = self.body(in: call)
      {
        body = found
      }
      return true
    }
    return body
  }

  /// The first object with `file_ids` and `rules` in the arguments of a call, or in what a name there
  /// stands for.
  private func body(in call: Call) -> [DictionaryEntry]? {
    var body: [DictionaryEntry]?
    for argument in call.arguments {
      let value = program.finder.definition(of: argument.value, in: program.file)?.value
      SyntaxNode.expression(value ?? argument.value).walk { node in
        guard body == nil, case .expression(let expression) = node else { return body == nil }
        if case .dictionary(let entries) = expression.kind,
          Set(entries.compactMap(\.name)).isSuperset(of: ["file_ids", "rules"])
        {
          body = entries
        }
        return body == nil
      }
    }
    return body
  }

  /// How v2 reads the parsing configuration of a body.
  private func changes(in body: [DictionaryEntry]) -> [String] {
    var entries: [Constant.Value.Entry] = []
    if let value = body.first(where: { $0.name == "parsing_configuration" })?.value {
      guard case .dictionary(let known)? = program.constant(value)?.value else { return [] }
      entries = known
    }
    do throws(ConfigurationTranslation.InvalidMember) {
      return try ConfigurationTranslation(entries).members.map(\.message)
    } catch {
      return [error.message]
    }
  }
}
