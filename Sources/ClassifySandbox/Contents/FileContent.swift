// SPDX-License-Identifier: Apache-2.0

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
