// SPDX-License-Identifier: Apache-2.0

/// The API key that the sandbox suggests, which accepts any.
///
/// It is public, so it is not redacted unless it is a client's own key. No part of it is a word: a
/// part of a client's key is redacted wherever it occurs, so it must not occur anywhere else.
package enum SandboxKey {
  /// The text of the key.
  package static let text = "llx-Zq7xWm4TkR9vHc2N"
}
