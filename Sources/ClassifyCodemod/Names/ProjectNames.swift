// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Finds the v1 sites of a project by where its names come from.
struct ProjectNames: SiteFinding {
  private let index: NameIndex
  private let options: MigrationOptions
  private let memory = Memory()

  /// Creates the names of a project.
  ///
  /// - Parameters:
  ///   - project: The files; those without words of v1 are read when a name leads to them.
  ///   - options: The options; ``MigrationOptions/assumedClients`` counts.
  init(project: Project, options: MigrationOptions) {
    index = NameIndex(project)
    self.options = options
  }

  func sites(in file: SourceFile) -> [Site] {
    guard file.tree != nil, !ShimFile.isGenerated(file.text) else { return [] }
    if let known = memory.sites.withLock({ $0[file.path] }), known.text == file.text {
      return known.sites
    }
    let names = index.names(of: file)
    var finder = SiteFinder(NameResolver(index, for: names, options: options), names)
    finder.find()
    let sites = finder.sites
    memory.sites.withLock { $0[file.path] = (file.text, sites) }
    return sites
  }

  func constant(_ expression: Expression, in file: SourceFile) -> Constant? {
    let names = index.names(of: file)
    var constants = ConstantResolver(NameResolver(index, for: names, options: options))
    return constants.constant(expression, in: names)
  }

  func definition(of expression: Expression, in file: SourceFile) -> Definition? {
    let names = index.names(of: file)
    var constants = ConstantResolver(NameResolver(index, for: names, options: options))
    return constants.definition(of: expression, in: names)
  }

  func origin(of expression: Expression, in file: SourceFile) -> Origin? {
    let names = index.names(of: file)
    var resolver = NameResolver(index, for: names, options: options)
    let resolution = resolver.resolve(expression, in: names)
    let entity: Entity
    switch resolution.meaning {
    case .entity(let found): entity = found
    case .resourceType: entity = .type(.resource, names.isPython ? .python : .typeScript)
    case .assumed: entity = .client(names.isPython ? .python : .typeScript, isAsync: false)
    case .instance(let place):
      guard let client = resolver.inheritedClient(of: place) else { return nil }
      entity = client
    default: return nil
    }
    return Origin(entity: entity, certainty: .proved, proof: resolution.steps)
  }

  func holder(of classifier: Expression, in file: SourceFile) -> Expression? {
    let names = index.names(of: file)
    var resolver = NameResolver(index, for: names, options: options)
    return resolver.holder(of: classifier, in: names)
  }

  func readers(
    of target: Expression, holding sources: Set<Place>, in file: SourceFile
  ) -> NameReaders {
    let names = index.names(of: file)
    var resolver = NameResolver(index, for: names, options: options)
    return resolver.readers(of: target, holding: sources, in: names)
  }
}

/// What was found for files, which several migrators ask for.
private final class Memory: Sendable {
  let sites = Mutex<[FilePath: (text: SourceText, sites: [Site])]>([:])
}
