// SPDX-License-Identifier: Apache-2.0

package import ClassifyModel

/// A group whose ID belongs to one request, because the caller derived it from that request.
///
/// Its members can be those of an earlier attempt of the same request, so an echo that differs is
/// noted, as for a new group. If the group can't be created completely, its members are cancelled,
/// as ``V2Options/incompleteGroupAction`` says, only if the service rejected one: after any other
/// failure another attempt can complete it.
package struct DerivedGroup: Sendable, Hashable {
  /// The ID of the group.
  package let id: GroupID
  /// Whether an earlier attempt may have created members.
  package let mayHaveMembers: Bool

  /// Creates a group.
  package init(id: GroupID, mayHaveMembers: Bool) {
    self.id = id
    self.mayHaveMembers = mayHaveMembers
  }
}

extension ClassifyError {
  /// Whether the service rejected the request for good: official clients do not send it again.
  var isFinalRejection: Bool {
    guard let status, (400..<500).contains(status) else { return false }
    return ![408, 409, 429].contains(status)
  }
}
