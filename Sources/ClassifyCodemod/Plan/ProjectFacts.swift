// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Facts about a whole project, each of which is found out once, when it is asked for first.
final class ProjectFacts: Sendable {
  private let project: Project

  private let modulesFact = Fact<ModuleFinder>()
  private let pythonImportsFact = Fact<PythonImports>()
  private let usesServicesFact = Fact<Bool>()
  private let otherProductFact = Fact<ServicesInventory.Product?>()
  private let mentionsFact = Fact<FileMentions>()
  private let servicesUsersFact = Fact<[FilePath]>()
  private let settingReadersFact = Fact<SettingReaders>()
  private let firstSettingFact = Fact<String?>()
  private let shimUseFact = Fact<ShimUse>()
  private let currentVersionsFact = Fact<CurrentVersions>()
  private let programFoldersFact = Fact<ProgramFolders>()
  private let callOutcomesFact = Fact<[FilePath: [CallOutcome]]>()
  private let openJobsFact = Fact<OpenJobs>()
  private let lastProgram = Mutex<(file: SourceFile, program: ProgramFile)?>(nil)
  private let placements = Mutex<[FilePath: ShimPlacement]>([:])

  /// Creates the facts of a project.
  init(_ project: Project) { self.project = project }

  /// The files that modules stand for.
  var modules: ModuleFinder { modulesFact.value { project.modules } }

  /// The imports of all Python files.
  var pythonImports: PythonImports { pythonImportsFact.value { PythonImports(in: project) } }

  /// Whether a candidate imports `llama-cloud-services`.
  var usesServices: Bool {
    usesServicesFact.value {
      project.candidates.contains { file in
        file.imports.contains { ServicesInventory.isServices($0.module) }
      }
    }
  }

  /// The first other product of `llama-cloud-services` that the project imports.
  var otherProduct: ServicesInventory.Product? {
    otherProductFact.value { ServicesInventory.otherProduct(in: project) }
  }

  /// The data files that programs and scripts name.
  var mentions: FileMentions { mentionsFact.value { FileMentions(in: project) } }

  /// The files that import `llama-cloud-services`, with words of v1 or without, in ascending order.
  var servicesUsers: [FilePath] {
    servicesUsersFact.value { ServicesUsers.paths(in: project) }
  }

  /// Whether the project names LlamaCloud: without it, settings of classifiers are others'.
  var mentionsLlama: Bool { project.mentionsLlama }

  /// The places of programs that expect v1's form of settings.
  var settingReaders: SettingReaders { settingReadersFact.value { SettingReaders(in: project) } }

  /// The files that use v2 already.
  var currentVersions: CurrentVersions {
    currentVersionsFact.value { CurrentVersions(in: project) }
  }

  /// The programs that shims serve, by the plans of all programs.
  func shimUse(in context: MigrationContext) -> ShimUse {
    shimUseFact.value { ShimUse(in: context) }
  }

  /// The folders with programs.
  var programFolders: ProgramFolders { programFoldersFact.value { ProgramFolders(project.paths) } }

  /// The place of the first setting of v1; `find` looks for it.
  func firstSetting(_ find: () -> String?) -> String? { firstSettingFact.value(find) }

  /// Returns the outcomes of the calls of all programs, by their files.
  func callOutcomes(in context: MigrationContext) -> [FilePath: [CallOutcome]] {
    callOutcomesFact.value {
      var outcomes: [FilePath: [CallOutcome]] = [:]
      for file in project.candidates where file.language.isProgram {
        let sites = context.finder.sites(in: file)
        guard let program = ProgramFile(file, finder: context.finder) else { continue }
        let draft = GroupStyle(program: program, context: context).draft(forCalls: sites)
        outcomes[file.path] = CallOutcome.outcomes(of: sites, in: draft, at: file.path)
      }
      return outcomes
    }
  }

  /// Returns the outcomes of the calls of all programs whose jobs other code reads or makes.
  func openJobs(in context: MigrationContext) -> OpenJobs {
    openJobsFact.value {
      var jobs = OpenJobs()
      for file in project.candidates where file.language.isProgram {
        let sites = context.finder.sites(in: file)
        guard !sites.isEmpty, let program = ProgramFile(file, finder: context.finder) else {
          continue
        }
        let style = GroupStyle(program: program, context: context)
        jobs.add(GroupDrafts(of: sites, style: style).openJobs)
      }
      return jobs
    }
  }

  /// Returns a file with what rewriters ask for; nil for a language without a syntax tree.
  func program(for file: SourceFile, _ finder: any SiteFinding) -> ProgramFile? {
    if let last = lastProgram.withLock(\.self), last.file.path == file.path,
      last.file.text == file.text
    {
      return last.program
    }
    guard let program = ProgramFile(file, finder: finder) else { return nil }
    lastProgram.withLock { $0 = (file, program) }
    return program
  }

  /// Returns where the shim of a program is.
  func placement(for file: SourceFile) -> ShimPlacement {
    if let known = placements.withLock({ $0[file.path] }) { return known }
    let placement = ShimPlacement(for: file, in: project, modules) { pythonImports }
    placements.withLock { $0[file.path] = placement }
    return placement
  }
}

/// A value that is computed when it is asked for first.
private final class Fact<Value: Sendable>: Sendable {
  private let memory = Mutex<Value?>(nil)

  func value(_ compute: () -> Value) -> Value {
    if let known = memory.withLock(\.self) { return known }
    let value = compute()
    memory.withLock { $0 = value }
    return value
  }
}

/// The folders that have programs in or below them.
struct ProgramFolders: Sendable {
  /// The folders with Python.
  private var python: Set<FilePath> = []
  /// The folders with TypeScript or JavaScript.
  private var scripts: Set<FilePath> = []

  init(_ paths: Set<FilePath>) {
    for path in paths {
      switch Language(fileName: path.name) {
      case .python, .notebook: Self.insert(path.folder, into: &python)
      case .typeScript, .tsx, .javaScript: Self.insert(path.folder, into: &scripts)
      default: continue
      }
    }
  }

  private static func insert(_ folder: FilePath, into folders: inout Set<FilePath>) {
    var folder = folder
    while folders.insert(folder).inserted { folder = folder.folder }
  }

  /// Whether a folder has programs in or below it.
  func contains(_ folder: FilePath, isScript: Bool) -> Bool {
    (isScript ? scripts : python).contains(folder)
  }
}
