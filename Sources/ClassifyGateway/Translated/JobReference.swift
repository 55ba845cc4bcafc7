// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyJSON
import ClassifyModel
import ClassifyValidation

/// The ID of a job in a v1 request, and the IDs that the service can know the job by.
///
/// v1's IDs are UUIDs. Those of v2 are texts; a job `clj-<uuid>` has the ID `<uuid>` here, and any
/// other the same as there. Which form v2 accepts is not published, so both are tried.
struct JobReference: Sendable {
  private static let prefix = "clj-"

  /// The IDs to look up, the likeliest first.
  let candidates: [String]
  /// Whether it is the ID of a group, whose members are found in the lists of their project.
  let isGroup: Bool
  /// The path parameter, if it is an ID of neither version's published form, which only a lookup can
  /// tell from a wrong one; `nil` for a published form.
  let unpublished: Field?

  /// Reads a path parameter.
  init(_ id: String) {
    guard let uuid = UUIDText.canonical(id) else {
      candidates = [id]
      isGroup = false
      let isPrefixed = id.hasPrefix(Self.prefix) && id != Self.prefix
      unpublished =
        isPrefixed ? nil : Field(value: .string(id), location: ["path", "classify_job_id"])
      return
    }
    isGroup = GroupID(uuid) != nil
    candidates = isGroup ? [uuid] : [uuid, Self.prefix + uuid]
    unpublished = nil
  }

  /// Returns the ID of a job as v1 clients get it: a UUID wherever the service's ID contains one.
  static func v1ID(_ id: String) -> String {
    guard id.hasPrefix(prefix) else { return id }
    return UUIDText.canonical(String(id.dropFirst(prefix.count))) ?? id
  }

  /// Returns the ID of a result as v1 clients get it.
  ///
  /// It is the UUID in the service's ID, or one that is derived from it. Nothing is looked up by
  /// it.
  static func v1ResultID(_ id: String) -> String {
    if let uuid = UUIDText.canonical(id) { return uuid }
    let bare = id.split(separator: "-", maxSplits: 1).last.map(String.init)
    return bare.flatMap { UUIDText.canonical($0) } ?? UniversalID(derivedFrom: id).description
  }
}
#endif
