// SPDX-License-Identifier: Apache-2.0

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
