// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A configuration that was saved under an id.
struct StoredConfiguration {
  let id: String
  let parameters: JSONObject
}
