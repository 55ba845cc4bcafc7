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
