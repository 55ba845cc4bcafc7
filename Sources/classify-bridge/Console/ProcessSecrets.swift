// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The secrets that a process gets in its arguments and its environment.
///
/// They are read before the arguments are parsed, because a usage error repeats arguments.
enum ProcessSecrets {
  /// What the value of a flag contains.
  private enum Value {
    case key
    case secret
    case url
    /// Webhooks in JSON or YAML, which can be malformed.
    case webhooks
  }

  private static let flags: [String: Value] = [
    "--api-key": .key, "--key": .key,
    "--webhook-configuration": .webhooks, "--webhook-configurations": .webhooks,
    "--webhook-configuration.webhook-headers": .webhooks,
    "--webhook-configuration.webhook-signing-secret": .secret,
    "--webhook-configuration.webhook-url": .url,
  ]

  /// The length in bytes below which a word of webhooks is only possibly secret: it can be a name.
  private static let shortWordLength = 8

  /// Returns a redactor of the keys and webhook secrets.
  ///
  /// - Parameters:
  ///   - arguments: The arguments of the process.
  ///   - environment: Returns an environment variable, or `nil` if it is not set or empty.
  /// - Returns: The redactor.
  static func redactor(
    arguments: [String], environment: (String) -> String?
  ) -> Redactor {
    let variables: [ServiceConfiguration.Variable] = [.key, .parseKey]
    var keys = variables.compactMap { environment($0.rawValue) }
    var values: [String] = []
    var possible: [String] = []
    for (index, argument) in arguments.enumerated() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let kind = parts.first.flatMap({ flags[String($0)] }) else { continue }
      let next = index + 1 < arguments.count ? arguments[index + 1] : ""
      let value = parts.count > 1 ? String(parts[1]) : next
      switch kind {
      case .key: keys.append(value)
      case .secret: values.append(value)
      case .url: values += Redaction.secrets(inURL: value)
      case .webhooks:
        let words = Self.words(of: value)
        values += words.filter { $0.utf8.count >= shortWordLength }
        possible += words.filter { $0.utf8.count < shortWordLength }
      }
    }
    return Redactor(keys: keys, values: values, possible: possible)
  }

  /// Returns the words of JSON or YAML that can be secret: not the names of members, and of URLs
  /// the parts beyond their origin.
  private static func words(of text: String) -> [String] {
    text.split { $0.isWhitespace || "{}[],\"'".contains($0) }.flatMap { word in
      if word.hasSuffix(":") { return [String]() }
      return word.contains("://") ? Redaction.secrets(inURL: String(word)) : [String(word)]
    }
  }
}
