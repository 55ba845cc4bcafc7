// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The ids of uploaded files, which are `dfl-<uuid>`, and in the contract of v1 bare UUIDs.
enum FileIdentifier {
  private static let prefix = "dfl-"

  /// Returns the UUID of an id, or the id as it is if there is none behind its prefix.
  static func bare(_ id: String) -> String {
    guard id.hasPrefix(prefix) else { return id }
    let rest = String(id.dropFirst(prefix.count))
    return UniversalID(rest) == nil ? id : rest
  }
}
