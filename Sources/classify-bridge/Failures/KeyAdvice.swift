// SPDX-License-Identifier: Apache-2.0

/// The sentence of client errors that advises to repeat a request with its idempotency key.
///
/// It is of no use in a command without a flag for the key.
enum KeyAdvice {
  /// Whether a message has such a sentence.
  static func isPart(of message: String) -> Bool { message.contains(pattern) }

  /// Returns a message without such sentences.
  static func removed(from message: String) -> String { message.replacing(pattern, with: "") }

  /// From `A job may exist` through the quoted key to the end of the sentence.
  private static var pattern: Regex<Substring> { #/ A job may exist:[^“]*“[^”]*”[^.]*\./# }
}
