// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON

/// The members of a record that the model does not represent, kept for a lossless round trip.
public struct UnknownMembers: Sendable, Hashable {
  /// One member, with its value unchanged.
  public struct Member: Sendable, Hashable {
    /// The version that wrote the member, and the only one it is written back to.
    public let version: APIVersion
    /// The JSON Pointer of the object that holds it; empty for the record itself.
    public let parent: String
    /// The name of the member, not escaped.
    public let name: String
    /// The value, with its original digits and member order.
    public let value: JSONValue
    /// The code of the note that a record of another version gets for leaving it out.
    public let code: NoteCode

    /// Creates a member.
    public init(
      version: APIVersion, parent: String, name: String, value: JSONValue,
      code: NoteCode = .memberUnknown
    ) {
      self.version = version
      self.parent = parent
      self.name = name
      self.value = value
      self.code = code
    }

    /// The JSON Pointer of the member.
    public var pointer: String { parent + JSONPointer(tokens: [name]).description }

    /// The value for a note: JSON without the secrets of webhooks.
    package var textWithoutSecrets: String {
      Redaction.withoutWebhookSecrets(value, named: name).jsonText()
    }
  }

  /// The version of the record that was read; `nil` for a value that was not read from one.
  public var origin: APIVersion?
  /// The unknown members, in the order in which they were read.
  public var members: [Member]
  /// The known members that were null rather than absent.
  public var nulls: Set<NullableMember>

  /// Creates the unknown members of a record; by default none.
  public init(
    members: [Member] = [], nulls: Set<NullableMember> = [], origin: APIVersion? = nil
  ) {
    self.origin = origin
    self.members = members
    self.nulls = nulls
  }

  /// Returns the members that `version` wrote into the object at `parent`, in their order.
  ///
  /// - Parameters:
  ///   - version: The version to write.
  ///   - parent: The JSON Pointer of the object; empty for the record itself.
  /// - Returns: The members; empty if there are none.
  public func object(of version: APIVersion, in parent: String) -> JSONObject {
    var object = JSONObject()
    for member in members where member.version == version && member.parent == parent {
      object.append(member.name, member.value)
    }
    return object
  }
}

/// A known member that a record can leave out or write as null, with the same meaning.
///
/// The model records which of the two it was, so that a record is written back as it was read.
public enum NullableMember: String, Sendable, Hashable, CaseIterable {
  /// `created_at`.
  case createdAt
  /// `updated_at`.
  case updatedAt
  /// `effective_at`.
  case effectiveAt
  /// `error_message`.
  case errorMessage
  /// `job_record_id`.
  case jobRecordID
  /// `configuration_id`.
  case configurationID
  /// `parse_job_id`.
  case parseJobID
  /// `transaction_id`.
  case transactionID
  /// `usage`.
  case usage
  /// `usage.credits`.
  case credits
  /// `usage.parse_credits`.
  case parseCredits
  /// `file_id` of a result.
  case fileID
  /// `result`.
  case result
  /// `mode`.
  case mode
  /// `parsing_configuration`.
  case parsingConfiguration
  /// `parsing_configuration.max_pages`, where null and absent have the same meaning.
  case maxPages
  /// `parsing_configuration.target_pages`.
  case targetPages
}

/// A value read from a record: interpreted, or unchanged because it can't be interpreted.
///
/// Records are never rejected for their values. An uninterpretable value is written back unchanged
/// to the version that wrote it, and to no other.
public enum Recorded<Value> {
  /// The interpreted value.
  case value(Value)
  /// A JSON value that can't be interpreted, and the version that wrote it.
  case unrecognized(JSONValue, version: APIVersion)

  /// The interpreted value, or `nil` if it can't be interpreted.
  public var value: Value? {
    switch self {
    case .value(let value): value
    case .unrecognized: nil
    }
  }
}

extension Recorded: Sendable where Value: Sendable {}
extension Recorded: Equatable where Value: Equatable {}
extension Recorded: Hashable where Value: Hashable {}
