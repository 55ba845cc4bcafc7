// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

extension JSONObject {
  /// Removes a member and returns its value.
  mutating func removeValue(_ name: String) -> JSONValue? {
    guard let value = self[name] else { return nil }
    self[name] = nil
    return value
  }
}
