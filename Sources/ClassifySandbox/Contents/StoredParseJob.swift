// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A parse job, which is nothing here but another name for its file.
struct StoredParseJob {
  let id: String
  let file: StoredFile
}

/// A configuration that was saved under an id.
struct StoredConfiguration {
  let id: String
  let parameters: JSONObject
}
