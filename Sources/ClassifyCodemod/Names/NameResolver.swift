// SPDX-License-Identifier: Apache-2.0

/// Finds out what the expressions of a file stand for.
///
/// A resolver remembers what it found, and gives up after a number of steps: what it can't prove
/// within them is unknown.
struct NameResolver {
  let index: NameIndex
  /// The names of the file that is asked about.
  let current: FileNames
  let assumedClients: Set<String>
  /// Whether the calls of a function are looked for in files without words of v1 too.
  let searchesNeighbors: Bool

  /// The members of ``Meaning/record(_:)``.
  var records: [Place: Record] = [:]

  struct Record {
    var entries: [DictionaryEntry]
    /// Whether the members are types of values.
    var isType: Bool
  }

  /// The types that annotations can name: ``Meaning/typeForm(_:)``.
  var typeForms: [Place: Expression] = [:]

  private var answers = Answers()
  /// Whether something is unknown only because finding it out takes too many steps.
  var hasGivenUp: Bool { answers.hasGivenUp }
  /// Whether a function can have calls in files that were not looked at.
  var hasUnseenCallers = false

  init(_ index: NameIndex, for file: FileNames, options: MigrationOptions) {
    self.index = index
    current = file
    assumedClients = options.assumedClients
    searchesNeighbors = file.file.text.mentionsLlama || file.file.text.contains("file_ids")
  }

  /// A resolver for the same file that has found nothing yet.
  var withoutAnswers: NameResolver {
    var resolver = self
    resolver.answers = Answers()
    return resolver
  }

  func names(at path: FilePath) -> FileNames? {
    path == current.path ? current : index.names(at: path)
  }

  /// Returns what an expression stands for.
  mutating func resolve(_ expression: Expression, in names: FileNames) -> Resolution {
    let place = Place(path: names.path, range: expression.range)
    return answer(.value(place)) { resolver in
      var result = resolver.evaluate(expression, in: names)
      if result.meaning == .unknown, resolver.isAssumed(expression, in: names) {
        let text = names.file.text[expression.range]
        result = Resolution(meaning: .assumed).adding(
          resolver.step(ProofStep.assumption(of: text), at: expression.range, in: names))
      }
      return result.sourced(at: place)
    }
  }

  /// Answers a question, unless the answer is known or the question leads to itself.
  ///
  /// Whatever can lead to itself in a program, such as imports, bases and calls, is a question.
  mutating func answer(
    _ question: Question, _ find: (inout NameResolver) -> Resolution
  ) -> Resolution {
    switch answers.begin(question) {
    case .answered(let resolution): return resolution
    case .begun(let attempt):
      let resolution = find(&self)
      answers.end(attempt, with: resolution)
      return resolution
    }
  }

  /// Returns what an expression is as a part of Classify, or nil.
  mutating func entity(of expression: Expression, in names: FileNames) -> Entity? {
    resolve(expression, in: names).meaning.entity
  }

  func step(_ text: String, at range: ByteRange, in names: FileNames) -> ProofStep {
    ProofStep(
      text, path: names.path, location: names.file.text.location(at: range.lowerBound))
  }

  private func isAssumed(_ expression: Expression, in names: FileNames) -> Bool {
    guard !assumedClients.isEmpty, expression.lastName != nil else { return false }
    return assumedClients.contains(names.file.text[expression.range])
  }

  // MARK: Expressions

  private mutating func evaluate(_ expression: Expression, in names: FileNames) -> Resolution {
    switch expression.kind {
    case .name(let text): return resolveName(text, at: expression.range.lowerBound, in: names)
    case .member(let member): return resolve(member, in: names)
    case .call(let call): return resolve(call, in: names)
    case .subscripted(let subscripted):
      return resolveTypeForm(subscripted, expression, in: names) ?? resolve(subscripted, in: names)
    case .await(let inner), .parenthesized(let inner): return resolve(inner, in: names)
    case .cast(let inner, let type):
      if let type {
        let annotated = resolveAnnotation(type, in: names)
        if annotated.meaning != .unknown, annotated.meaning != .other { return annotated }
      }
      return resolve(inner, in: names)
    case .conditional(_, let then, let other):
      return .joined([resolve(then, in: names), resolve(other, in: names)])
    case .operation(let operation):
      switch operation.spelling {
      case "or", "||", "??":
        return .joined([
          resolve(operation.left, in: names), resolve(operation.right, in: names),
        ])
      case "and", "&&": return resolve(operation.right, in: names)
      case "|" where names.isPython: return resolveTypeForm(operation, expression, in: names)
      default: return .other
      }
    case .assignment(_, let spelling, let value):
      return NameIndexer.assignments.contains(spelling) ? resolve(value, in: names) : .other
    case .collection(let literal): return resolve(literal, in: names)
    case .comprehension(let comprehension):
      let element = resolve(comprehension.element, in: names)
      return element.meaning.value == .item && comprehension.kind != .dictionary
        ? element.with(.entity(.value(.items))) : .other
    case .function:
      return Resolution(meaning: .function(Place(path: names.path, range: expression.range)))
    case .null, .undefined: return .null
    case .dictionary(let entries):
      return names.isPython ? .other : record(entries, expression.range, isType: false, in: names)
    case .string, .number, .boolean, .regularExpression, .unary: return .other
    case .spread, .yield, .opaque: return .unknown
    }
  }

  private mutating func resolve(
    _ subscripted: Subscripted, in names: FileNames
  ) -> Resolution {
    let base = resolve(subscripted.base, in: names)
    guard let index = subscripted.indices.first, subscripted.indices.count == 1 else {
      return base.meaning == .entity(.value(.items)) ? base : .unknown
    }
    switch (base.meaning, index.integer) {
    case (.entity(.value(.items)), _):
      // A slice is a shorter page.
      if case .opaque = index.kind { return base }
      return base.with(.entity(.value(.item)))
    case (.tuple(let parts), let position?):
      let position = position < 0 ? position + parts.count : position
      return parts.indices.contains(position) ? base.with(parts[position]) : .unknown
    case (.type, _), (.entity(.clientType), _), (.entity(.type), _): return base
    default: return .unknown
    }
  }

  /// The maximum number of elements of a literal that are looked at.
  private static let maximumTupleCount = 8

  mutating func record(
    _ entries: [DictionaryEntry], _ range: ByteRange, isType: Bool, in names: FileNames
  ) -> Resolution {
    let place = Place(path: names.path, range: range)
    records[place] = Record(entries: entries, isType: isType)
    return Resolution(meaning: .record(place))
  }

  private mutating func resolve(_ literal: CollectionLiteral, in names: FileNames) -> Resolution {
    guard literal.elements.count <= Self.maximumTupleCount,
      !literal.elements.contains(where: \.isSpread)
    else { return .other }
    let parts = literal.elements.map { resolve($0.value, in: names) }
    return Resolution(
      meaning: .tuple(parts.map(\.meaning)), steps: parts.first { !$0.steps.isEmpty }?.steps ?? [])
  }
}
