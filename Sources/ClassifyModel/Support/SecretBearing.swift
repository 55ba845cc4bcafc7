// SPDX-License-Identifier: Apache-2.0

/// A value with texts that must not appear in messages, such as a request with webhooks.
package protocol SecretBearing {
  /// The texts: webhook secrets, and the values of members that the API reference does not have,
  /// in which a caller may have put anything.
  var secrets: [String] { get }
}
