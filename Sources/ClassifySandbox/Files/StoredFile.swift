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

/// What a file is before the sandbox has it.
struct FileContent {
  var name: String
  var text: String
  /// The size of the upload in bytes.
  var size: Int
  var externalFileID: String?
  var purpose: String?
  /// What to say when the document is classified, if it is to fail.
  var failure: String?

  init(name: String, text: String, size: Int? = nil, failure: String? = nil) {
    self.name = name
    self.text = text
    self.size = size ?? text.utf8.count
    self.failure = failure
  }
}

/// The two forms of a file's id: `dfl-<uuid>`, and the bare UUID.
enum FileID {
  static let prefix = "dfl-"

  /// Returns the UUID in an id of either form; nil if the text is neither.
  static func uuid(in text: String) -> String? {
    UUIDText.canonical(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
  }
}
