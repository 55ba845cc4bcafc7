// SPDX-License-Identifier: Apache-2.0

extension MigrationPlan {
  /// The files of the user that change.
  public var changedFiles: [FilePlan] {
    files.filter { $0.newContent != nil && !$0.isGenerated }
  }

  /// The shims that are generated, or generated again.
  public var generatedFiles: [FilePlan] {
    files.filter { $0.newContent != nil && $0.isGenerated }
  }

  /// The number of findings that are ignored by a comment or an option.
  public var ignoredCount: Int { files.reduce(0) { $0 + $1.ignored.count } }

  /// The number of places that were to be edited, and are in files that were not written.
  public var unwrittenPlaceCount: Int { files.reduce(0) { $0 + $1.unwrittenPlaceCount } }

  /// The number of places that are rewritten or served by a shim.
  public var migratedPlaceCount: Int { placeCount(of: .rewrite) + placeCount(of: .shim) }

  /// The number of places of v1 in files that could be read.
  public var placeCount: Int {
    migratedPlaceCount + unwrittenPlaceCount + placeCount(of: .decision) + placeCount(of: .blocked)
  }

  /// The names for ``MigrationOptions/assumedClients`` that would prove probable places, in
  /// ascending order.
  public var probableClients: [String] {
    Set(files.flatMap(\.findings).compactMap(\.client)).sorted()
  }

  /// Returns the names of ``MigrationOptions/assumedClients`` that no finding depends on.
  public func unusedClients(of names: Set<String>) -> [String] {
    let steps = Set(files.flatMap { $0.findings + $0.ignored }.flatMap(\.proof).map(\.text))
    return names.filter { !steps.contains(ProofStep.assumption(of: $0)) }.sorted()
  }

  /// The number of places whose worst finding is of a kind; a place counts once.
  public func placeCount(of kind: FindingKind) -> Int {
    files.reduce(0) { sum, file in sum + file.places.count { $0 == kind } }
  }
}

extension FilePlan {
  /// Whether the file is a shim.
  package var isGenerated: Bool { generated != nil || findings.isEmpty && !edits.isEmpty }

  /// The kinds of the places of the file: calls, imports, commands, settings and so on.
  ///
  /// Findings with overlapping ranges are about one place, of the kind of the worst of them. What is
  /// only told along with a rewrite, such as the uses of its result, is no place of its own.
  var places: [FindingKind] {
    var places: [(end: Int, kind: FindingKind, isOwn: Bool)] = []
    for finding in findings.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let kind = finding.code.kind
      let isOwn = !finding.code.isDetail
      if let last = places.last, finding.range.lowerBound < last.end {
        places[places.count - 1] = (
          max(last.end, finding.range.upperBound), max(last.kind, kind), last.isOwn || isOwn
        )
      } else {
        places.append((finding.range.upperBound, kind, isOwn))
      }
    }
    return places.filter(\.isOwn).map(\.kind)
  }
}

extension FindingCode {
  /// Whether it explains a part of another rewrite.
  fileprivate var isDetail: Bool {
    switch self {
    case .resultRewritten, .statusRewritten, .pagesRewritten, .pageLimitWritten, .shimCall: true
    default: false
    }
  }
}
