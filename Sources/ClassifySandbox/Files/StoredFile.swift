// SPDX-License-Identifier: Apache-2.0

import ClassifyValidation

/// An uploaded file.
struct StoredFile: Stored {
  let uuid: String
  let projectID: String
  let content: FileContent
  /// The upload time in milliseconds since 1970.
  let createdAt: Int

  /// The current form of the file ID, `dfl-<uuid>`.
  var id: String { UUIDText.filePrefix + uuid }
  var storeKey: String { uuid }

  /// The file name extension in lowercase; `nil` if there is none.
  var fileType: String? {
    let parts = content.name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let last = parts.last, !last.isEmpty else { return nil }
    return last.lowercased()
  }
}

/// The name, text, and metadata of an upload.
struct FileContent {
  var name: String
  var text: String
  /// The size of the upload in bytes.
  var size: Int
  var externalFileID: String?
  var purpose: String?
  /// The error message with which classifying the document fails; `nil` lets it succeed.
  var failure: String?

  init(name: String, text: String, size: Int? = nil, failure: String? = nil) {
    self.name = name
    self.text = text
    self.size = size ?? text.utf8.count
    self.failure = failure
  }
}
