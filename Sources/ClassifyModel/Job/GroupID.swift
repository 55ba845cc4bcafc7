// SPDX-License-Identifier: Apache-2.0

/// The id of a group of v2 jobs.
///
/// It is a UUID of version 8, so that clients which expect a UUID take it, and it says when the
/// group was made and how many members it has: any process that knows the id alone finds the
/// members again.
///
///     bits   0–47   milliseconds since 1970 by the clock of whoever made the group
///     bits  48–51   version 8
///     bits  52–63   number of members, 1 to 4,095
///     bits  64–65   variant
///     bits  66–127  random
public struct GroupID: Sendable, Hashable {
  /// The numbers of members that fit.
  public static let memberCounts = 1...4_095

  /// The id as a UUID.
  public let uuid: UniversalID

  /// Makes an id for a new group.
  ///
  /// It is `nil` if the number of members does not fit.
  ///
  /// - Parameters:
  ///   - milliseconds: The present, in milliseconds since 1970; 48 bits of it are kept.
  ///   - memberCount: The number of members, in ``memberCounts``.
  ///   - generator: Where the random bits come from.
  public init?(
    milliseconds: Int64, memberCount: Int, using generator: inout some RandomNumberGenerator
  ) {
    guard Self.memberCounts.contains(memberCount) else { return nil }
    let time = UInt128(UInt64(bitPattern: milliseconds) & 0xFFFF_FFFF_FFFF)
    uuid = UniversalID(
      version8: time << 80 | UInt128(memberCount) << 64 | UInt128(generator.next() as UInt64))
  }

  /// When the group was made, in milliseconds since 1970.
  public var milliseconds: Int64 { Int64(truncatingIfNeeded: uuid.bits >> 80) }

  /// The number of members.
  public var memberCount: Int { Int(truncatingIfNeeded: uuid.bits >> 64) & 0xFFF }
}

extension GroupID: LosslessStringConvertible {
  /// Reads a UUID that has the layout of a group's id.
  public init?(_ description: String) {
    guard let uuid = UniversalID(description), uuid.version == 8, uuid.hasStandardVariant else {
      return nil
    }
    self.uuid = uuid
    guard Self.memberCounts.contains(memberCount) else { return nil }
  }

  /// The UUID in lower case.
  public var description: String { uuid.description }
}

/// The idempotency key that ties a v2 job to its place in a group: `cb1.<uuid>.<index>`.
///
/// The service keeps the key with the job and answers a repeated one with the same job, so that it
/// is itself the store of groups, and creating a member twice creates it once.
public struct GroupMemberKey: Sendable, Hashable {
  /// The UUID of the group, or of the v1 job that the member came from.
  public let group: UniversalID
  /// The place in the group, from 0.
  public let index: Int

  /// Makes the key of a member.
  ///
  /// - Parameters:
  ///   - group: The UUID of the group.
  ///   - index: The place in the group, from 0.
  public init(group: UniversalID, index: Int) {
    self.group = group
    self.index = index
  }
}

extension GroupMemberKey {
  /// The job that the member is part of: a group, or the v1 job whose record was split into members.
  package var owner: JobID {
    let text = group.description
    return GroupID(text).map { .group($0) } ?? .job(text, .v1)
  }
}

extension GroupMemberKey: LosslessStringConvertible {
  /// Reads a key; `nil` for any other text.
  public init?(_ description: String) {
    let parts = description.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "cb1", let group = UniversalID(String(parts[1])),
      let index = Int(parts[2]), index >= 0, String(index) == parts[2]
    else { return nil }
    self.init(group: group, index: index)
  }

  /// The text of the key.
  public var description: String { "cb1.\(group).\(index)" }
}
