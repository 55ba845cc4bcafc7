// SPDX-License-Identifier: Apache-2.0

/// Reports requests, commands and programs of v1 in Makefiles, Dockerfiles and the like, and edits
/// nothing.
///
/// Their lines are shell code with rules of their own for quotes and variables.
struct RecipeMigrator: FileMigrating {
  var languages: Set<Language> { [.recipe] }

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    let text = file.text
    return FileDraft(
      findings: V1Text.lines(in: text).map { line in
        let isRequest = V1Text.hasRequest(text[line])
        return Finding(
          .otherLanguage, at: line, isRequest ? V1Text.requestAdvice : V1Text.programAdvice)
      })
  }
}
