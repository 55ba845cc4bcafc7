// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
public import ClassifyModel

/// Something that the service returned and this package does not know.
public struct DriftFinding: Sendable, Hashable {
  /// The kind of a finding.
  @nonexhaustive
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A member of a record that the model does not represent.
    case member
    /// A status of a job.
    case status
    /// A mode of a job.
    case mode
    /// A response of another shape than the contract's.
    case response
  }

  /// The maximum length of a name, in Unicode scalars.
  public static let maximumNameLength = 120
  /// The maximum length of a sample, in Unicode scalars.
  public static let maximumSampleLength = 300
  /// The maximum length of the part of an unknown member's string that its sample has, in Unicode
  /// scalars.
  public static let maximumSampleTextLength = 40

  /// The version that returned it.
  public let version: APIVersion
  /// The kind of the finding.
  public let kind: Kind
  /// The JSON Pointer of a member with `*` for indices, the status, the mode, or the operation whose
  /// response it was.
  public let name: String
  /// The value or the error message, without the secrets of webhooks.
  ///
  /// Of a string in an unknown member, it has the length and at most ``maximumSampleTextLength``
  /// scalars; of an array or object, only the number of its elements or members. Other texts could be
  /// those of documents.
  public let sample: String

  /// Creates a finding; long texts are truncated.
  public init(version: APIVersion, kind: Kind, name: String, sample: String) {
    self.version = version
    self.kind = kind
    self.name = BoundedText.bounded(name, to: Self.maximumNameLength)
    self.sample = BoundedText.bounded(sample, to: Self.maximumSampleLength)
  }

  /// What makes two findings the same: everything but the sample.
  struct Key: Hashable {
    let version: APIVersion
    let kind: Kind
    let name: String
  }

  var key: Key { Key(version: version, kind: kind, name: name) }
  var sortKey: [String] { [version.rawValue, kind.rawValue, name] }
}

// MARK: - Findings

extension DriftFinding {
  /// Returns the findings in a job and its documents, each once.
  ///
  /// - Parameter job: A job as a backend read it.
  /// - Returns: The unknown members, status and mode.
  public static func findings(in job: ClassifyJob) -> [DriftFinding] {
    let version = job.id.version
    let members = job.unknownMembers.members + job.documents.flatMap(\.unknownMembers.members)
    var findings = members.compactMap { DriftFinding(of: $0) }
    for status in [job.status] + job.documents.map(\.status) {
      guard case .unrecognized(let text) = status else { continue }
      findings.append(DriftFinding(version: version, kind: .status, name: text, sample: text))
    }
    if case .unrecognized(let text) = job.mode {
      findings.append(DriftFinding(version: version, kind: .mode, name: text, sample: text))
    }
    return findings.unique
  }

  /// Creates the finding of a member that the package does not know, or returns `nil` for a known
  /// one that only the model has no place for.
  init?(of member: UnknownMembers.Member) {
    guard member.code == .memberUnknown || member.code == .valueUnrecognized else { return nil }
    let parent = JSONPointer(member.parent)?.tokens ?? []
    let tokens = (parent + [member.name]).map { Int($0) == nil ? $0 : "*" }
    self.init(
      version: member.version, kind: .member, name: JSONPointer(tokens: tokens).description,
      sample: Self.sample(of: Redaction.withoutWebhookSecrets(member.value, named: member.name)))
  }

  private static func sample(of value: JSONValue) -> String {
    switch value {
    case .null, .bool, .number: return value.jsonText()
    case .string(let text):
      let start = JSONValue.text(text, to: maximumSampleTextLength).jsonText()
      return "string of \(Counted.text(text.unicodeScalars.count, "character")): \(start)"
    case .array(let elements): return "array of \(Counted.text(elements.count, "element"))"
    case .object(let members): return "object of \(Counted.text(members.count, "member"))"
    }
  }

  /// Creates the finding of an error whose response violates the contract, or is an error without
  /// `detail`; returns `nil` for any other error.
  ///
  /// - Parameters:
  ///   - error: The error of a call.
  ///   - version: The version that was called.
  public init?(of error: ClassifyError, on version: APIVersion) {
    let shape: String
    if error.isForeignResponse {
      shape = ": no JSON object"
    } else if error.lacksDetail {
      shape = ": error \(error.status ?? 0) without detail"
    } else if error.code == .malformedResponse {
      shape = ""
    } else {
      return nil
    }
    self.init(
      version: version, kind: .response, name: "\(error.operation ?? "unknown operation")\(shape)",
      sample: error.message)
  }
}

extension [DriftFinding] {
  /// The findings without those that have the same version, kind and name as an earlier one.
  var unique: [DriftFinding] {
    var found: Set<DriftFinding.Key> = []
    return filter { found.insert($0.key).inserted }
  }
}

// MARK: - JSON

extension DriftFinding: JSONReadable, JSONWritable {
  /// Reads the object that ``write(to:)`` writes.
  ///
  /// - Throws: ``JSONError`` for any other value.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var version: APIVersion?
    var kind: Kind?
    var name: String?
    var sample: String?
    try reader.readObject { (member, reader) throws(JSONError) in
      switch member {
      case "version": version = try reader.readWord("a version", APIVersion.init(rawValue:))
      case "kind": kind = try reader.readWord("a kind of drift", Kind.init(rawValue:))
      case "name": name = try reader.readString()
      case "sample": sample = try reader.readString()
      default: break
      }
    }
    self.init(
      version: try reader.require(version, "version"), kind: try reader.require(kind, "kind"),
      name: try reader.require(name, "name"), sample: try reader.require(sample, "sample"))
  }

  /// Writes `{"version":"v2","kind":"member","name":"/score","sample":"0.5"}`.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("version", version.rawValue)
      object.member("kind", kind.rawValue)
      object.member("name", name)
      object.member("sample", sample)
    }
  }
}

extension JSONReader {
  /// Reads a string that is one of several words.
  ///
  /// - Parameters:
  ///   - expected: What the words are, for the error.
  ///   - word: Returns the word of a text, or `nil` for a text that is none.
  /// - Returns: The word.
  /// - Throws: ``JSONError`` if the next value is no string, or none of the words.
  mutating func readWord<Word>(
    _ expected: StaticString, _ word: (String) -> Word?
  ) throws(JSONError) -> Word {
    let text = try readString()
    guard let word = word(text) else {
      throw error(message: "expected \(expected), found \"\(text.prefix(40))\"")
    }
    return word
  }
}
