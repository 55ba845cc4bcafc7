// SPDX-License-Identifier: Apache-2.0

/// The ID of a group of v2 jobs.
///
/// It is a version 8 UUID, so that clients that expect a UUID accept it. It encodes the creation
/// time and the number of members, so that any process can find the members by the ID alone.
///
///     bits   0–47   milliseconds since 1970-01-01T00:00:00Z, by the creator's clock
///     bits  48–51   version 8
///     bits  52–63   number of members, 1 to 4,095
///     bits  64–65   variant
///     bits  66–127  random
public struct GroupID: Sendable, Hashable {
  /// The allowed numbers of members.
  public static let memberCounts = 1...4_095

  /// The ID as a UUID.
  public let uuid: UniversalID

  /// Creates an ID for a new group, or returns `nil` if the number of members is not allowed.
  ///
  /// - Parameters:
  ///   - milliseconds: The current time, in milliseconds since 1970-01-01T00:00:00Z; the low 48
  ///     bits are used.
  ///   - memberCount: The number of members, in ``memberCounts``.
  ///   - generator: The source of the random bits.
  public init?(
    milliseconds: Int64, memberCount: Int, using generator: inout some RandomNumberGenerator
  ) {
    self.init(milliseconds: milliseconds, memberCount: memberCount, random: generator.next())
  }

  /// Creates an ID for a new group, or returns `nil` if the number of members is not allowed.
  ///
  /// - Parameters:
  ///   - milliseconds: The current time, in milliseconds since 1970-01-01T00:00:00Z; the low 48
  ///     bits are used.
  ///   - memberCount: The number of members, in ``memberCounts``.
  ///   - bits: The value of ``randomBits``; the low 62 bits are used.
  package init?(milliseconds: Int64, memberCount: Int, random bits: UInt64) {
    guard Self.memberCounts.contains(memberCount) else { return nil }
    let time = UInt128(UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF)
    uuid = UniversalID(version8: time << 80 | UInt128(memberCount) << 64 | UInt128(bits))
  }

  /// The creation time of the group, in milliseconds since 1970-01-01T00:00:00Z.
  public var milliseconds: Int64 { Int64(truncatingIfNeeded: uuid.bits >> 80) }

  /// The number of members.
  public var memberCount: Int { Int(truncatingIfNeeded: uuid.bits >> 64) & 0xFFF }

  /// The 62 bits that are random unless the creator chose them.
  package var randomBits: UInt64 { UInt64(truncatingIfNeeded: uuid.bits) & (1 << 62 - 1) }
}

extension GroupID: LosslessStringConvertible {
  /// Parses a UUID with the layout of a group ID, or returns `nil` for any other text.
  public init?(_ description: String) {
    guard let uuid = UniversalID(description), uuid.version == 8, uuid.hasStandardVariant else {
      return nil
    }
    self.uuid = uuid
    guard Self.memberCounts.contains(memberCount) else { return nil }
  }

  /// The UUID with lowercase digits.
  public var description: String { uuid.description }
}

/// The idempotency key of a member of a group: `cb1.<uuid>.<index>`.
///
/// The service stores the key with the job and returns the same job for a repeated key. Therefore
/// groups need no store of their own, and creating a member twice creates one job.
public struct GroupMemberKey: Sendable, Hashable {
  /// The UUID of the group, or of the v1 job that the member came from.
  public let group: UniversalID
  /// The zero-based index in the group.
  public let index: Int

  /// Creates the key of a member.
  ///
  /// - Parameters:
  ///   - group: The UUID of the group, or of the v1 job that the member came from.
  ///   - index: The zero-based index in the group.
  public init(group: UniversalID, index: Int) {
    self.group = group
    self.index = index
  }
}

extension GroupMemberKey {
  /// The job that the member belongs to: a group, or the v1 job whose record was split into
  /// members.
  package var owner: JobID {
    let text = group.description
    return GroupID(text).map { .group($0) } ?? .job(text, .v1)
  }
}

extension GroupMemberKey: LosslessStringConvertible {
  /// Parses a key, or returns `nil` for any other text.
  public init?(_ description: String) {
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "cb1", let group = UniversalID(String(parts[1])),
      let index = Int(parts[2]), index >= 0, String(index) == parts[2]
    else { return nil }
    self.init(group: group, index: index)
  }

  /// The text of the key.
  public var description: String { "cb1.\(group).\(index)" }

  /// Appends the text of a key with a nonnegative index; the span must have room for
  /// ``maximumTextCount`` bytes.
  package func appendUTF8(to span: inout OutputSpan<UInt8>) {
    for byte in "cb1.".utf8 { span.append(byte) }
    group.appendUTF8(to: &span)
    span.append(UInt8(ascii: "."))
    span.appendDecimal(index)
  }

  /// The maximum number of characters of a key.
  package static var maximumTextCount: Int { 4 + UniversalID.textCount + 1 + 20 }
}
