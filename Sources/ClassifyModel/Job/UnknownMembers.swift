// SPDX-License-Identifier: Apache-2.0

/// What a record said that the model has no word for, kept so that nothing is lost.
public struct UnknownMembers: Sendable, Hashable {
  /// A member that the model does not know, as it stood.
  public struct Member: Sendable, Hashable {
    /// The version that wrote it, and to which alone it is written back.
    public let version: APIVersion
    /// The JSON Pointer of the object that holds it; empty for the record itself.
    public let parent: String
    /// The name of the member.
    public let name: String
    /// The text of its value, in JSON.
    public let json: String
    /// What a record of the other version, which leaves it out, is noted for.
    public let code: NoteCode

    /// Makes a member.
    public init(
      version: APIVersion, parent: String, name: String, json: String,
      code: NoteCode = .memberUnknown
    ) {
      self.version = version
      self.parent = parent
      self.name = name
      self.json = json
      self.code = code
    }

    /// The JSON Pointer of the member.
    public var pointer: String { parent + "/" + Self.escaped(name) }

    /// Writes a name as RFC 6901 has it in a pointer.
    private static func escaped(_ name: String) -> String {
      guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") })
      else { return name }
      return name.unicodeScalars.reduce(into: "") { text, scalar in
        switch scalar {
        case "~": text += "~0"
        case "/": text += "~1"
        default: text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  /// The version whose record this was left over from; `nil` if the value was not read.
  public var origin: APIVersion?
  /// The members that the model does not know, in the order in which they were met.
  public var members: [Member]
  /// The names of the members that were null rather than absent, as paths in the model.
  public var nulls: Set<NullableMember>

  /// Makes a unknownMembers.
  public init(
    members: [Member] = [], nulls: Set<NullableMember> = [], origin: APIVersion? = nil
  ) {
    self.origin = origin
    self.members = members
    self.nulls = nulls
  }

  /// Whether nothing was left over.
  public var isEmpty: Bool { members.isEmpty && nulls.isEmpty }

  /// The members that `version` wrote into the object at `parent`.
  public func members(of version: APIVersion, in parent: String) -> [Member] {
    members.filter { $0.version == version && $0.parent == parent }
  }
}

/// A member that a record can leave out or write as null, with the same meaning.
///
/// Which of the two it was is kept, so that a record reads the same when it is written back.
public enum NullableMember: String, Sendable, Hashable, CaseIterable {
  /// `created_at`.
  case createdAt
  /// `updated_at`.
  case updatedAt
  /// `effective_at`, of v1.
  case effectiveAt
  /// `error_message`.
  case errorMessage
  /// `job_record_id`, of v1.
  case jobRecordID
  /// `configuration_id`, of v2.
  case configurationID
  /// `parse_job_id`, of v2.
  case parseJobID
  /// `transaction_id`, of v2.
  case transactionID
  /// `usage`, of v2.
  case usage
  /// `usage.credits`, of v2.
  case credits
  /// `usage.parse_credits`, of v2.
  case parseCredits
  /// `file_id`, of v1's results.
  case fileID
  /// `result`.
  case result
  /// `mode`.
  case mode
  /// `parsing_configuration`.
  case parsingConfiguration
  /// `parsing_configuration.max_pages`, of v2: in v1 null and absent differ in meaning.
  case maxPages
  /// `parsing_configuration.target_pages`.
  case targetPages
}
