// SPDX-License-Identifier: Apache-2.0

/// The two forms of a file's id: `dfl-<uuid>`, and the bare UUID.
enum FileID {
  static let prefix = "dfl-"

  /// Returns the UUID in an id of either form; nil if the text is neither.
  static func uuid(in text: String) -> String? {
    UUIDText.canonical(text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text)
  }
}
