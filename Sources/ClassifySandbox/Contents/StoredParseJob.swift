// SPDX-License-Identifier: Apache-2.0

/// A parse job, which is nothing here but another name for its file.
struct StoredParseJob {
  let id: String
  let file: StoredFile
}
