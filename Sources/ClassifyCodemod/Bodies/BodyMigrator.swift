// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Migrates JSON and YAML files that hold bodies of v1 requests or settings for them.
///
/// A body is rewritten if nothing else names its file, or only a script that is rewritten with it.
/// A setting is rewritten only if such a script passes the whole file on; any other reader may
/// expect v1's form, so that the setting is reported with the value that v2 takes.
struct BodyMigrator: FileMigrating {
  private let readYAML: YAMLReader?

  /// Creates a migrator.
  ///
  /// - Parameter readYAML: Reads YAML files; without it, those with v1's settings are reported.
  init(readYAML: YAMLReader? = nil) { self.readYAML = readYAML }

  var languages: Set<Language> { [.json, .yaml] }

  var phase: MigrationPhase { .data }

  private static let classifiers = WordScan(["lassif"])
  private static let members = WordScan(["target_pages", "file_ids", "parsing_config"])

  /// Texts that only v1's requests and commands have.
  private static let commands = ["/api/v1/classifier/jobs", "llp classifier:jobs"]

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    let documents: [MarkedValue]
    do {
      documents = try read(file)
    } catch {
      return holdsSetting(file.text)
        ? FileDraft(findings: [unreadable(file, error)]) : FileDraft()
    }
    let use = DataFileUse(of: file.path, in: context)
    if use.isProved, documents.count == 1, SettingRewrite.isConfiguration(documents[0]) {
      return FileDraft(findings: configuration(documents[0], file).ascending())
    }
    var findings = documents.flatMap { bodies($0, file, use, depth: 0) }
    let settings = documents.flatMap { document in
      SettingRewrite(document, in: file.text, fileName: file.path.name).settings
    }
    guard !settings.isEmpty, context.facts.mentionsLlama else {
      return FileDraft(findings: findings.ascending())
    }
    let isServed = context.facts.shimUse(in: context).serves(use.readers)
    findings += settings.compactMap { setting in
      // The shim takes v1's values, and converts them when the program runs.
      isServed && setting.refusal == nil ? nil : finding(for: setting, use, context)
    }
    return FileDraft(findings: findings.ascending())
  }

  func failure(of edited: SourceFile, from file: SourceFile, by draft: FileDraft) -> String? {
    guard let documents = try? read(edited), let old = try? read(file),
      documents.count == old.count
    else { return "the edited file could not be read" }
    let rewritten = draft.findings.count { $0.code == .bodyRewritten && !$0.edits.isEmpty }
    let count = old.reduce(0) { $0 + Self.bodyCount(in: $1, depth: 0) }
    return documents.reduce(0) { $0 + Self.bodyCount(in: $1, depth: 0) } == count - rewritten
      ? nil : "a body would still be v1's"
  }

  private func read(_ file: SourceFile) throws -> [MarkedValue] {
    if file.language == .json { return [try MarkedValue.json(file.text)] }
    guard let readYAML else { throw MissingReader() }
    return try readYAML(file.text)
  }

  private struct MissingReader: Error, CustomStringConvertible {
    var description: String { "this program has no reader for YAML" }
  }

  /// Whether a text that can't be read names what only v1's settings and bodies have.
  private func holdsSetting(_ text: SourceText) -> Bool {
    Self.classifiers.matches(text.bytes) && Self.members.matches(text.bytes)
  }

  private func unreadable(_ file: SourceFile, _ error: any Error) -> Finding {
    guard let error = error as? DocumentFault else {
      return Finding(
        .setting, at: file.text.lineRange(0),
        "this file holds v1's words and can't be read: \(error)")
    }
    let offset = error.location.flatMap { file.text.offset(at: $0) } ?? 0
    return Finding(
      .syntax, at: offset..<offset,
      "this file holds v1's words and can't be read as \(file.language.rawValue): \(error.reason)")
  }

  // MARK: Bodies

  private func bodies(
    _ value: MarkedValue, _ file: SourceFile, _ use: DataFileUse, depth: Int
  ) -> [Finding] {
    guard depth < SyntaxLimits.depth else { return [] }
    if BodyRewrite.isBody(value) { return body(value, file, use) }
    switch value.content {
    case .list(let values): return values.flatMap { bodies($0, file, use, depth: depth + 1) }
    case .dictionary(let members):
      return members.flatMap { bodies($0.value, file, use, depth: depth + 1) }
    case .text(let text):
      guard Self.commands.contains(where: { text.contains($0) }) else {
        let namesSDK = WordScan.sdks.matches(ContiguousArray(text.utf8))
        return V1Text.isShown(in: text, namesSDK: namesSDK)
          ? [Finding(.otherLanguage, at: value.range, V1Text.programAdvice)] : []
      }
      return [
        Finding(
          .text, at: value.range, "this text has a request or command of v1: \(V1Text.requests)")
      ]
    case .null, .boolean, .number, .opaque: return []
    }
  }

  /// The number of v1's bodies in a document.
  private static func bodyCount(in value: MarkedValue, depth: Int) -> Int {
    guard depth < SyntaxLimits.depth else { return 0 }
    if BodyRewrite.isBody(value) { return 1 }
    return switch value.content {
    case .list(let values): values.reduce(0) { $0 + bodyCount(in: $1, depth: depth + 1) }
    case .dictionary(let members):
      members.reduce(0) { $0 + bodyCount(in: $1.value, depth: depth + 1) }
    case .null, .boolean, .number, .text, .opaque: 0
    }
  }

  private func body(
    _ value: MarkedValue, _ file: SourceFile, _ use: DataFileUse
  ) -> [Finding] {
    do throws(Refusal) {
      let rewrite = try BodyRewrite(value, in: file.text)
      if let reader = use.otherReader {
        throw Refusal(
          .setting, at: value.range,
          "\(reader) names this file and is not rewritten with it: v2's body has file_input, and"
            + " rules, mode and parsing_configuration inside configuration"
            + rewrite.remarks.map { "; \($0.message)" }.joined() + "; change both together")
      }
      let finding = Finding(
        .bodyRewritten, at: value.range,
        "v2 takes one document, and rules, mode and parsing inside configuration",
        edits: rewrite.edits.map { $0.edit(of: file.text) })
      return [finding] + rewrite.remarks
    } catch {
      return [error.finding()]
    }
  }

  // MARK: Settings

  /// Rewrites a parsing configuration that a rewritten script passes on.
  private func configuration(_ value: MarkedValue, _ file: SourceFile) -> [Finding] {
    do throws(Refusal) {
      let parsing = try ParsingEdits(value, in: file.text, keepsNull: true)
      guard !parsing.edits.isEmpty else { return [] }
      let finding = Finding(
        .settingRewritten, at: value.range, "v2 counts pages from 1 and has no default limit",
        edits: parsing.edits.map { $0.edit(of: file.text) })
      return [finding] + parsing.remarks
    } catch {
      return [error.finding()]
    }
  }

  /// Reports a setting, because nothing proves what reads it.
  private func finding(
    for setting: SettingRewrite.Setting, _ use: DataFileUse, _ context: MigrationContext
  ) -> Finding {
    if let refusal = setting.refusal { return refusal.finding() }
    let changes = setting.remarks.map(\.message).joined(separator: "; ")
    let reader =
      if let reader = context.facts.settingReaders.readers.first {
        "\(reader.place) expects a list for target_pages"
      } else if let path = use.readers.first {
        "\(path) names this file"
      } else {
        "nothing shows what reads this"
      }
    return Finding(
      .setting, at: setting.range,
      "if this is for Classify, v2 reads it differently (\(changes)); \(reader): change both"
        + " together")
  }

  /// Findings for annotations of `target_pages` in a program whose project has settings that follow
  /// them.
  func remarks(on file: SourceFile, in context: MigrationContext) -> [Finding] {
    guard file.language.isProgram else { return [] }
    let annotations = SettingReaders.annotations(in: file)
    guard !annotations.isEmpty, let setting = firstSetting(in: context),
      !context.facts.shimUse(in: context).serves([file.path])
    else { return [] }
    return annotations.map { reader in
      Finding(
        .setting, at: reader.range,
        "v2's target_pages is a text that counts from 1: change this together with \(setting)")
    }
  }

  /// The place of the first setting of the project that follows the annotations of programs.
  private func firstSetting(in context: MigrationContext) -> String? {
    context.facts.firstSetting {
      for file in context.project.candidates where languages.contains(file.language) {
        guard let documents = try? read(file) else { continue }
        for document in documents {
          let settings = SettingRewrite(document, in: file.text, fileName: file.path.name).settings
          if let setting = settings.first(where: { $0.refusal == nil }) {
            return "\(file.path):\(file.text.location(at: setting.range.lowerBound).line)"
          }
        }
      }
      return nil
    }
  }
}
