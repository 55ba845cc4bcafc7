// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// What a record is: its kind, and the version whose members it has.
struct RecordForm: Equatable {
  let kind: ArchiveKind
  /// The version; `nil` for a delivery, whose version the name of its event tells.
  let version: APIVersion?
  /// Whether the record is a page whose `items` are of this form.
  var isPage = false

  init(_ kind: ArchiveKind, _ version: APIVersion?, isPage: Bool = false) {
    self.kind = kind
    self.version = version
    self.isPage = isPage
  }

  /// The form in words, such as `a v1 job`.
  var text: String {
    let version = version.map { "\($0.rawValue) " } ?? ""
    let page = isPage ? "a page of " : "a "
    let plural = isPage ? "s" : ""
    return switch kind {
    case .create: "\(page)\(version)request body"
    case .job: "\(page)\(version)job\(plural)"
    case .results: "a page of v1 results"
    case .item: "a v1 result"
    case .jobWithResults: "a v1 job with its results"
    case .webhook: "a webhook delivery"
    }
  }
}

// MARK: - Detection

extension RecordForm {
  /// The members that tell a form from the others.
  private struct Mark {
    let form: RecordForm
    let required: [MemberName]
    var excluded: [MemberName] = []
  }

  // A record has all the required members and none of the excluded ones of one form's rows.
  private static let marks: [Mark] =
    [
      Mark(form: RecordForm(.jobWithResults, .v1), required: [.job], excluded: [.id, .status]),
      Mark(
        form: RecordForm(.jobWithResults, .v1), required: [.id, .rules, .status, .results],
        excluded: [.job]),
      Mark(
        form: RecordForm(.job, .v1), required: [.id, .rules, .status],
        excluded: [.results, .fileIDs, .configuration, .documentInputType, .fileInput]),
      Mark(
        form: RecordForm(.create, .v1), required: [.fileIDs, .rules],
        excluded: [.status, .configuration, .fileInput]),
      Mark(form: RecordForm(.item, .v1), required: [.id, .classifyJobID], excluded: [.rules]),
      Mark(
        form: RecordForm(.job, .v2), required: [.id, .configuration, .status],
        excluded: [.rules, .fileIDs]),
      Mark(
        form: RecordForm(.create, .v2), required: [.configuration],
        excluded: [.id, .status, .rules, .fileIDs]),
    ]
    + [MemberName.fileInput, .fileID, .parseJobID].map { input in
      Mark(
        form: RecordForm(.create, .v2), required: [.configurationID, input],
        excluded: [.id, .status, .rules, .fileIDs, .configuration])
    } + [
      Mark(form: RecordForm(.webhook, nil), required: [.eventType, .data])
    ]

  /// Returns the form of a record.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - kind: The kind that the caller said; `nil` to tell it from the members.
  /// - Returns: The form.
  /// - Throws: ``ArchiveRejection`` if the record has the members of no form or of several.
  static func detect(
    _ record: SourceValue, kind: ArchiveKind?
  ) throws(ArchiveRejection) -> RecordForm {
    guard record.kind == .object else {
      throw ArchiveRejection(
        .unknownKind, message: "the line is \(record.kind.articled), and a record is an object")
    }
    let single: Result<RecordForm, ArchiveRejection>
    do throws(ArchiveRejection) {
      single = .success(try detectSingle(record, kind: kind))
    } catch {
      single = .failure(error)
    }
    // A record can have a member `items` of its own.
    guard let items = record[.items], items.kind == .array, kind != .results || !single.isSuccess
    else { return try single.get() }
    if case .success(let form) = single, form.kind != .item || record[.classifyJobID] != nil {
      return form
    }
    guard let first = items.parts.first(where: { _ in true }) else {
      guard kind == nil || kind == .results else { throw undetected([], kind: kind) }
      return RecordForm(.results, .v1)
    }
    guard first.kind == .object else {
      throw ArchiveRejection(
        .unknownKind, at: "/items/0",
        message: "the item is \(first.kind.articled), and a record is an object")
    }
    let form = try detectSingle(first, kind: kind == .results ? .item : kind)
    if form.kind == .item { return RecordForm(.results, .v1) }
    return RecordForm(form.kind, form.version, isPage: true)
  }

  private static func detectSingle(
    _ record: SourceValue, kind: ArchiveKind?
  ) throws(ArchiveRejection) -> RecordForm {
    let names = Set(record.parts.compactMap(\.node.name))
    let candidates = marks.filter { kind == nil || $0.form.kind == kind }
    let forms = distinct(
      candidates.filter { mark in
        names.isSuperset(of: mark.required) && names.isDisjoint(with: mark.excluded)
      })
    if let form = forms.first, forms.count == 1 { return form }
    if let kind, let form = form(of: kind, with: names) { return form }
    throw undetected(nearest(candidates, to: names), kind: kind)
  }

  /// Returns the marks that lack the fewest members, and have the most.
  private static func nearest(
    _ candidates: [Mark], to names: Set<MemberName>
  ) -> [(form: RecordForm, missing: [MemberName])] {
    let rated = candidates.compactMap { mark -> (mark: Mark, missing: [MemberName], count: Int)? in
      let missing = mark.required.filter { !names.contains($0) }
      // An ID alone is in everything.
      guard mark.required.contains(where: { $0 != .id && names.contains($0) }) else { return nil }
      return (mark, missing, mark.required.count - missing.count)
    }
    guard let fewest = rated.map(\.missing.count).min() else { return [] }
    let nearest = rated.filter { $0.missing.count == fewest }
    let most = nearest.map(\.count).max()
    return nearest.filter { $0.count == most }.reduce(into: []) { found, rated in
      if !found.contains(where: { $0.form == rated.mark.form }) {
        found.append((rated.mark.form, rated.missing))
      }
    }
  }

  /// Returns the form of a kind that the caller said, by the version that the members are of.
  private static func form(of kind: ArchiveKind, with names: Set<MemberName>) -> RecordForm? {
    switch kind {
    case .results, .item, .jobWithResults: return RecordForm(kind, .v1)
    case .webhook: return RecordForm(kind, nil)
    case .create, .job:
      let isV1 = !names.isDisjoint(with: [.rules, .fileIDs])
      let isV2 = !names.isDisjoint(
        with: [.configuration, .configurationID, .fileInput, .documentInputType])
      guard isV1 != isV2 else { return nil }
      return RecordForm(kind, isV1 ? .v1 : .v2)
    }
  }

  private static func distinct(_ marks: [Mark]) -> [RecordForm] {
    marks.reduce(into: []) { if !$0.contains($1.form) { $0.append($1.form) } }
  }

  private static func undetected(
    _ nearest: [(form: RecordForm, missing: [MemberName])], kind: ArchiveKind?
  ) -> ArchiveRejection {
    let said = kind.map { "the line has not the members of the kind \($0.rawValue): " } ?? ""
    let texts = nearest.map(\.form.text)
    let message: String
    if nearest.isEmpty {
      message =
        "the members are those of no record of Classify; "
        + "expected a request body, a job, results or a webhook delivery"
    } else if nearest.count == 1, let missing = nearest.first?.missing, !missing.isEmpty {
      let names = missing.map { "\"\($0.rawValue)\"" }.joined(separator: " and ")
      message = "the line looks like \(texts[0]), but lacks \(names)"
    } else if nearest.count == 1 {
      message = "the line looks like \(texts[0]), but has members of another record, too"
    } else {
      let advice = kind == nil ? "say the kind" : "remove the members of one of them"
      message =
        "can't tell whether the line is \(texts.dropLast().joined(separator: ", ")) or "
        + "\(texts[texts.count - 1]); \(advice)"
    }
    return ArchiveRejection(.unknownKind, message: said + message)
  }
}

extension Result {
  fileprivate var isSuccess: Bool {
    if case .success = self { true } else { false }
  }
}

extension JSONKind {
  /// The kind with its article, such as `an array`.
  fileprivate var articled: String {
    switch self {
    case .null: "null"
    case .array, .object: "an \(rawValue)"
    case .bool, .number, .string: "a \(rawValue)"
    }
  }
}
