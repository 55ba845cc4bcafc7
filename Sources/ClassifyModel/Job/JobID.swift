// SPDX-License-Identifier: Apache-2.0

/// The ID of a job, and the version or group that it belongs to.
///
/// It has one text form, which parses back to the same ID: `v1:<id>`, `v2:<id>` or `group:<uuid>`.
/// The library `ClassifyBridge` adds `JobID.v1(_:)` and `JobID.v2(_:)`.
@nonexhaustive
public enum JobID: Sendable, Hashable {
  /// A job of one version, by the ID that the service gave it.
  case job(String, APIVersion)
  /// A group of single-document jobs that behave as one.
  case group(GroupID)

  /// The ID that the service or a v1 client uses, without the version; for a group, its UUID.
  public var text: String {
    switch self {
    case .job(let id, _): id
    case .group(let id): id.description
    }
  }

  /// Returns the service's ID if this is a single job of `version`, else `nil`.
  public func text(in version: APIVersion) -> String? {
    switch self {
    case .job(let id, version): id
    case .job, .group: nil
    }
  }

  /// The version that the job belongs to; v2 for a group.
  public var version: APIVersion {
    switch self {
    case .job(_, let version): version
    case .group: .v2
    }
  }
}

extension JobID {
  /// Returns whether two IDs of the service name the same job.
  ///
  /// The service can write an ID in another form than the caller: UUIDs are equal in either case,
  /// with or without hyphens, and with or without a prefix such as `clj-`.
  package static func isSame(_ left: String, _ right: String) -> Bool {
    guard left != right else { return true }
    guard let left = uuid(of: left), let right = uuid(of: right) else { return false }
    return left == right
  }

  private static func uuid(of id: String) -> UniversalID? {
    if let uuid = UniversalID(id) ?? UniversalID(withoutHyphens: id) { return uuid }
    guard let hyphen = id.utf8.firstIndex(of: UInt8(ascii: "-")),
      id[..<hyphen].allSatisfy({ $0.isASCII && $0.isLetter })
    else { return nil }
    let bare = String(id[id.utf8.index(after: hyphen)...])
    return UniversalID(bare) ?? UniversalID(withoutHyphens: bare)
  }
}

extension JobID: LosslessStringConvertible {
  /// Parses the text form, or returns `nil` for any other text, an empty ID, or a group ID that
  /// does not have the layout of ``GroupID``.
  public init?(_ description: String) {
    // Search bytes: an ID that begins with a combining mark would form one character with the
    // colon.
    let bytes = description.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let id = String(description[bytes.index(after: colon)...])
    let prefix = String(description[..<colon])
    guard !id.isEmpty else { return nil }
    if let version = APIVersion(rawValue: prefix) {
      self = .job(id, version)
    } else if prefix == "group", let group = GroupID(id) {
      self = .group(group)
    } else {
      return nil
    }
  }

  /// The text form.
  public var description: String {
    switch self {
    case .job(let id, let version): "\(version.rawValue):\(id)"
    case .group(let id): "group:\(id)"
    }
  }
}

extension JobID: Codable {
  /// Decodes the text form.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the text is not an ID.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let id = JobID(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\"\(text)\" is not a job ID; write v1:, v2: or group: and an ID")
    }
    self = id
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// A version of the Classify API.
@nonexhaustive
public enum APIVersion: String, Sendable, Hashable, Codable, CodingKeyRepresentable, CaseIterable {
  /// `/api/v1/classifier/jobs`, deprecated.
  case v1
  /// `/api/v2/classify`.
  case v2
}
