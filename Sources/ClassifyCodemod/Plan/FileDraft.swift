// SPDX-License-Identifier: Apache-2.0

/// What a migrator proposes for one file, before it is verified.
struct FileDraft: Sendable {
  /// In ascending order of their ranges.
  var findings: [Finding] = []
  /// The shims, or parts of them, that the edits need.
  var shims: Set<Shim> = []
  /// The files whose content the rewritten sites send, and that must be rewritten with them.
  var inputs: Set<FilePath> = []

  /// A part of a shim: a generated file that keeps v1's shape over v2, and that edited files import.
  struct Shim: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
      case python
      /// An ECMAScript module with types.
      case typeScript
      /// An ECMAScript module without types.
      case javaScript
      /// A CommonJS module.
      case commonJS
    }

    /// The parts of the shim that a site uses.
    enum Part: String, Sendable, Hashable, CaseIterable {
      /// `classifier(client)` of a synchronous client, and what it returns.
      case classifier
      /// `classifier(client)` of an asynchronous client, and what it returns; as
      /// ``classifier`` in ECMAScript.
      case asyncClassifier
      /// `ClassifyClient` and `LlamaClassify` by paths.
      case services
    }

    var kind: Kind
    var path: FilePath
    var part: Part
  }
}

/// The order in which files are migrated.
enum MigrationPhase: Int, Sendable, Hashable, CaseIterable {
  /// Files that stand for themselves: programs, scripts, notebooks.
  case programs
  /// Files that follow from the plans of programs: request bodies, settings, dependencies.
  case data
}

/// Migrates the files of some languages.
protocol FileMigrating: Sendable {
  /// The languages it reads.
  var languages: Set<Language> { get }

  /// When it runs; ``MigrationPhase/programs`` if nothing else is said.
  var phase: MigrationPhase { get }

  /// Returns findings, with edits, for one file.
  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft

  /// Returns findings without edits that follow from the plans of all files.
  ///
  /// - Parameters:
  ///   - file: A file of any language.
  ///   - context: The project, with the plans of all its files.
  /// - Returns: The findings in any order.
  func remarks(on file: SourceFile, in context: MigrationContext) -> [Finding]

  /// Reads the edited file again as a whole.
  ///
  /// - Parameters:
  ///   - edited: The file with all edits.
  ///   - file: The file before.
  ///   - draft: The draft whose edits were made.
  /// - Returns: Why the edits don't hold, or nil.
  func failure(of edited: SourceFile, from file: SourceFile, by draft: FileDraft) -> String?
}

extension FileMigrating {
  var phase: MigrationPhase { .programs }

  func remarks(on file: SourceFile, in context: MigrationContext) -> [Finding] { [] }

  func failure(of edited: SourceFile, from file: SourceFile, by draft: FileDraft) -> String? { nil }
}
