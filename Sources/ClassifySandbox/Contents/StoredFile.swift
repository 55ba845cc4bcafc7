// SPDX-License-Identifier: Apache-2.0

/// A file that was uploaded.
struct StoredFile: Stored {
  let uuid: String
  let projectID: String
  let content: FileContent
  /// Milliseconds since 1970.
  let createdAt: Int

  /// The id that the service gives out today.
  var id: String { FileID.prefix + uuid }
  var shelfID: String { uuid }

  /// What stands behind the last dot of the name.
  var fileType: String? {
    let parts = content.name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last, !last.isEmpty else { return nil }
    return last.lowercased()
  }
}
