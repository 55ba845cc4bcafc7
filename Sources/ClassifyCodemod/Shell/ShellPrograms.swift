// SPDX-License-Identifier: Apache-2.0

/// Reports programs with v1 inside a script, which are not rewritten: `python3 - <<'PY'`,
/// `python3 -c '…'`, `cat > job.py <<EOF`.
enum ShellPrograms {
  private static let interpreters: Set<String> = [
    "python", "node", "bun", "deno", "tsx", "uv", "poetry", "npx", "pipenv",
  ]

  /// The programs that get a request's body from a here-document; their commands are read.
  private static let readers: Set<String> = ["curl", "llp", "llamacloud-prod"]

  /// Returns the findings of a script.
  static func findings(in outline: ShellOutline) -> [Finding] {
    let namesSDK = WordScan.sdks.matches(outline.text.bytes)
    return outline.steps.flatMap { step -> [Finding] in
      let program = outline.program(of: step)?.name ?? ""
      guard !readers.contains(program) else { return [] }
      var places: [ByteRange] = step.command.redirections.compactMap { redirection in
        redirection.heredoc.map { outline.script.heredocs[$0].range }
      }
      if interpreters.contains(String(program.prefix { $0.isLetter })) {
        places += step.words.dropFirst().map(\.range)
      }
      return places.compactMap { place in
        guard V1Text.isShown(in: outline.text[place], namesSDK: namesSDK) else { return nil }
        return Finding(.otherLanguage, at: place, V1Text.programAdvice)
      }
    }
  }
}
