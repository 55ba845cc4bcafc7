// SPDX-License-Identifier: Apache-2.0

/// The outcome of one v1 call.
struct CallOutcome: Sendable {
  enum Kind: Sendable {
    /// It is a v2 call.
    case rewritten
    /// The shim serves it, and keeps v1's shape.
    case shim
    /// It stays a v1 call.
    case left
  }

  let kind: Kind
  let place: Place
  let operation: V1Operation
  let sdk: SDK
  /// Whether its value is used where nobody follows it.
  let escapes: Bool
  /// The shims that serve it.
  let shims: Set<FileDraft.Shim>

  /// Returns the outcomes of all calls of a file.
  ///
  /// - Parameters:
  ///   - sites: The sites of the file.
  ///   - draft: The findings of its calls.
  ///   - path: The file.
  /// - Returns: The outcomes in the order of the sites.
  static func outcomes(
    of sites: [Site], in draft: FileDraft, at path: FilePath
  ) -> [CallOutcome] {
    var kinds: [ByteRange: Kind] = [:]
    for finding in draft.findings {
      switch finding.code.kind {
      case .rewrite: kinds[finding.range] = .rewritten
      case .shim: kinds[finding.range] = .shim
      case .decision, .blocked, .unreadable: continue
      }
    }
    return sites.compactMap { site in
      guard case .call(let call) = site.kind else { return nil }
      let kind = kinds[site.range] ?? .left
      return CallOutcome(
        kind: kind, place: Place(path: path, range: site.range), operation: call.operation,
        sdk: call.sdk, escapes: call.flow.escape != nil,
        shims: kind == .shim ? draft.shims : [])
    }
  }
}

/// What v1 values and types are after the migration, as one file sees them.
struct MigratedShapes: Sendable {
  enum Shape: Sendable, Hashable {
    case v2
    /// v1's, from the shims that serve the calls.
    case generated(Set<FileDraft.Shim>)
    /// v1's, as long as calls are left; also where some calls are v2's and others are not.
    case v1
  }

  /// The outcomes of the file's own calls.
  private let own: [CallOutcome]
  private let path: FilePath
  private let context: MigrationContext

  /// Creates the shapes for a file.
  init(_ own: [CallOutcome], at path: FilePath, in context: MigrationContext) {
    self.own = own
    self.path = path
    self.context = context
  }

  private var others: [CallOutcome] {
    context.facts.callOutcomes(in: context).filter { $0.key != path }.flatMap(\.value)
  }

  /// Returns the shape of a value that comes from a call somewhere else; nil if there is no such
  /// call.
  func shape(of value: V1Value) -> Shape? {
    shape((own + others).filter { $0.escapes && value.producers.contains($0.operation) })
  }

  /// The calls that return values of a type, or take them.
  private func outcomes(of type: V1Type) -> [CallOutcome] {
    func isOf(_ outcome: CallOutcome) -> Bool {
      outcome.sdk.isOfficial && type.operations.contains(outcome.operation)
    }
    let own = own.filter(isOf)
    return own + others.filter { isOf($0) && (type.isReturned ? $0.escapes : own.isEmpty) }
  }

  /// Returns the calls that a type without a shape of its own follows, in ascending order.
  ///
  /// - Returns: The places of those that stay v1's and true, or of all if none does.
  func places(of type: V1Type) -> (places: PlaceList, areLeft: Bool) {
    let all = outcomes(of: type)
    let left = all.filter { $0.kind == .left }
    let places = (left.isEmpty ? all : left).map(\.place).sorted {
      ($0.path, $0.range.lowerBound) < ($1.path, $1.range.lowerBound)
    }
    return (PlaceList(places: places.map(text(of:))), !left.isEmpty)
  }

  private func text(of place: Place) -> String {
    guard Language(fileName: place.path.name) != .notebook,
      let text = context.project.file(at: place.path)?.text
    else { return place.path.description }
    return "\(place.path):\(text.location(at: place.range.lowerBound).line)"
  }

  /// Returns the shape that values of a type have, or must have in calls; nil if no call has to do
  /// with the type.
  func shape(of type: V1Type) -> Shape? {
    let all = outcomes(of: type)
    // The shim takes and returns v2's own rules and classifications.
    let isSame = type == .rule || type == .classification
    return isSame && !all.isEmpty && all.allSatisfy { $0.kind != .left } ? .v2 : shape(all)
  }

  private func shape(_ outcomes: [CallOutcome]) -> Shape? {
    guard let first = outcomes.first else { return nil }
    guard outcomes.allSatisfy({ $0.kind == first.kind }) else { return .v1 }
    return switch first.kind {
    case .rewritten: .v2
    case .shim: .generated(Set(outcomes.flatMap(\.shims)))
    case .left: .v1
    }
  }
}

extension V1Value {
  /// The functions that return the value, or what it is a part of.
  fileprivate var producers: Set<V1Operation> {
    switch self {
    case .job, .jobID, .jobStatus: V1Operation.ofJobs
    case .results, .items, .item, .fileID, .classification: V1Operation.ofResults
    case .plain: V1Operation.ofJobs.union(V1Operation.ofResults)
    case .jobList: [.list]
    }
  }
}

extension V1Type {
  /// Whether calls return values of the type.
  fileprivate var isReturned: Bool {
    switch self {
    case .job, .jobList, .results, .item, .classification, .status: true
    case .rule, .parsingConfiguration, .createParameters, .webhookConfiguration: false
    case .mode, .language, .classifier, .resource, .other: false
    }
  }

  /// The functions that return values of the type, or take them.
  var operations: Set<V1Operation> {
    switch self {
    case .job, .status: V1Operation.ofJobs
    case .results, .item, .classification: V1Operation.ofResults
    case .jobList: [.list]
    case .rule, .parsingConfiguration, .createParameters, .webhookConfiguration, .mode:
      [.classify, .create]
    case .language, .classifier, .resource, .other: []
    }
  }
}

extension V1Operation {
  fileprivate static let ofJobs: Set<V1Operation> = [.create, .get, .wait]
  fileprivate static let ofResults: Set<V1Operation> = [.classify, .classifyFiles, .results]
}
