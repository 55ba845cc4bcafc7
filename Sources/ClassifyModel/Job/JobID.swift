// SPDX-License-Identifier: Apache-2.0

/// The id of a job, together with where the job lives.
///
/// It has one text form, which reads back as the same id: `v1:<id>`, `v2:<id>` or `group:<uuid>`.
@nonexhaustive
public enum JobID: Sendable, Hashable {
  /// A job of v1.
  case v1(String)
  /// A job of v2.
  case v2(String)
  /// A group of v2 jobs that behave as one.
  case group(GroupID)

  /// The id as the service knows it: without the place, and for a group its UUID.
  public var text: String {
    switch self {
    case .v1(let id), .v2(let id): id
    case .group(let id): id.description
    }
  }

  /// The version of the API that the job lives in.
  public var version: APIVersion {
    switch self {
    case .v1: .v1
    case .v2, .group: .v2
    }
  }
}

extension JobID: LosslessStringConvertible {
  /// Reads the text form.
  ///
  /// It is `nil` for any other text, for an empty id, and for a group's id that is not one.
  ///
  /// - Parameter description: `v1:`, `v2:` or `group:` and an id.
  public init?(_ description: String) {
    // By bytes: an id that begins with a combining mark would make one character with the colon.
    let bytes = description.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let id = String(description[bytes.index(after: colon)...])
    guard !id.isEmpty else { return nil }
    switch description[..<colon] {
    case "v1": self = .v1(id)
    case "v2": self = .v2(id)
    case "group":
      guard let group = GroupID(id) else { return nil }
      self = .group(group)
    default: return nil
    }
  }

  /// The text form.
  public var description: String {
    switch self {
    case .v1(let id): "v1:\(id)"
    case .v2(let id): "v2:\(id)"
    case .group(let id): "group:\(id)"
    }
  }
}

extension JobID: Codable {
  /// Decodes the text form.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the text is not an id.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = JobID(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is not the id of a job; write v1:, v2: or group: and an id")
    }
    self = id
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
