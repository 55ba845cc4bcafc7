// SPDX-License-Identifier: Apache-2.0

/// What the value of an expression is, as far as the resolver can tell.
indirect enum Meaning: Sendable, Hashable {
  /// A part of Classify.
  case entity(Entity)
  /// A class of an SDK whose instances are an entity: `ClassifierResource`.
  case resourceType(Entity)
  /// A client or classifier behind `with_raw_response` or `with_streaming_response`.
  case rawAccess
  /// A name in `--assume-client`: a client, a classifier or its jobs, as it is used.
  case assumed
  /// A module of the project: a file without its extension, or a package's folder.
  case module(FilePath)
  /// A class of the project.
  case type(Place)
  /// A value of a class of the project.
  case instance(Place)
  /// An object literal or an object type: its members are in ``NameResolver/records``.
  case record(Place)
  /// A type made of others, such as `Annotated[LlamaCloud, …]`: it is in
  /// ``NameResolver/typeForms``.
  case typeForm(Place)
  /// A function of the project.
  case function(Place)
  /// A sequence of a known length.
  case tuple([Meaning])
  /// An iterable of tuples: what `zip` and `enumerate` return.
  case rows([Meaning])
  /// `None`, `null`, or a value that only depends on itself.
  case null
  /// A parameter that is `None` unless callers that nobody sees pass something: a client if the
  /// function makes one in its place, and unknown beside other values.
  case unset
  /// Served by the shim, which has the shape of v1 and is not v1.
  case replaced
  /// Certainly no part of Classify.
  case other
  case unknown

  /// Whether the value may be a client, as far as is known.
  var isOpen: Bool { self == .unknown || self == .null || self == .unset }

  var entity: Entity? { if case .entity(let entity) = self { entity } else { nil } }

  /// Whether it is a classifier, its jobs or one of their functions.
  var isOfClassifier: Bool {
    switch entity {
    case .classifier, .jobs, .operation: true
    default: false
    }
  }

  /// The value of v1, if it is one.
  var value: V1Value? { if case .entity(.value(let value)) = self { value } else { nil } }
}

/// A definition or an expression of a project.
struct Place: Sendable, Hashable {
  var path: FilePath
  var range: ByteRange
}

/// A meaning, and the steps that lead to it.
struct Resolution: Sendable, Hashable {
  var meaning: Meaning
  var steps: [ProofStep] = []
  /// The expressions that take a classifier from its client, if it is one or a part of one.
  ///
  /// They are edited with all that uses the classifier, or nothing is. A classifier whose way can't
  /// be followed so far, such as an annotated parameter, is its own source.
  var sources: Set<Place> = []

  /// The maximum number of steps: the first and the last ones of a long way.
  private static let maximumStepCount = 8

  static let unknown = Resolution(meaning: .unknown)
  static let other = Resolution(meaning: .other)
  static let null = Resolution(meaning: .null)

  init(meaning: Meaning, steps: [ProofStep] = []) {
    self.meaning = meaning
    self.steps = steps
  }

  init(_ entity: Entity) { self.init(meaning: .entity(entity)) }

  /// The same steps with another meaning.
  func with(_ meaning: Meaning) -> Resolution {
    var result = self
    result.meaning = meaning
    return result
  }

  /// The same with a place as the source of a classifier that has none yet.
  func sourced(at place: Place) -> Resolution {
    guard sources.isEmpty, meaning.isOfClassifier else { return self }
    var result = self
    result.sources = [place]
    return result
  }

  /// Adds a step unless its place is in the steps already.
  func adding(_ step: ProofStep) -> Resolution {
    guard steps.count < Self.maximumStepCount, !steps.contains(step) else { return self }
    var result = self
    result.steps.append(step)
    return result
  }

  /// The meaning that all values of a name share.
  ///
  /// No value counts as any; two unrelated values are unknown, or something else if neither is a
  /// part of Classify.
  static func joined(_ resolutions: [Resolution]) -> Resolution {
    let set = resolutions.filter { $0.meaning != .null && $0.meaning != .unset }
    let known = set + resolutions.filter { $0.meaning == .unset }
    guard var result = known.first else { return .null }
    for next in known.dropFirst() {
      result.sources.formUnion(next.sources)
      guard next.meaning != result.meaning else { continue }
      guard let meaning = result.meaning.merged(with: next.meaning) else { return .unknown }
      result = result.with(meaning)
    }
    return result
  }
}

extension Meaning {
  /// The meaning that two different values share, or nil.
  fileprivate func merged(with other: Meaning) -> Meaning? {
    switch (self, other) {
    // Synchronous or not: each call shows by `await`.
    case (.entity(.client(let sdk, _)), .entity(.client(let second, _))) where sdk == second:
      .entity(.client(sdk, isAsync: false))
    case (.entity(.clientType(let sdk, _)), .entity(.clientType(let second, _)))
    where sdk == second:
      .entity(.clientType(sdk, isAsync: false))
    case (.entity(.classifier(let sdk, _)), .entity(.classifier(let second, _)))
    where sdk == second:
      .entity(.classifier(sdk, isAsync: false))
    case (.entity(.client), .unset): self
    case (.entity, _), (_, .entity), (.unknown, _), (_, .unknown), (.unset, _), (_, .unset): nil
    default: .other
    }
  }
}
