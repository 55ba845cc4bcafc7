// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON

/// The structural part of redaction: which parts of URLs, header values and JSON are secret.
///
/// Finding known secrets in text is the task of `Redactor`.
package enum Redaction {
  /// The text that replaces a secret in descriptions, logs and reports.
  package static let placeholder = "«redacted»"

  private static let authenticationSchemes: Set<String> = ["basic", "bearer", "digest", "token"]

  /// Returns the credentials in a header value: the value without its authentication scheme.
  package static func credentials(in headerValue: String) -> String {
    let parts = headerValue.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, authenticationSchemes.contains(parts[0].lowercased()) else {
      return headerValue
    }
    return String(parts[1])
  }
}

// MARK: - URLs

extension Redaction {
  /// Returns the scheme, host and port of an `http:` or `https:` URL, or `nil` if the host can't be
  /// determined reliably.
  package static func origin(of url: String) -> String? {
    parts(of: url).map(\.origin)
  }

  /// Returns a URL with everything beyond its origin redacted.
  package static func urlWithoutSecrets(_ url: String) -> String {
    guard let parts = parts(of: url) else { return placeholder }
    return secrets(inURL: url).isEmpty ? url : "\(parts.origin)/\(placeholder)"
  }

  /// Returns the parts of a URL that can be secret: its user information, and its path with the
  /// query and the fragment.
  package static func secrets(inURL url: String) -> [String] {
    guard let parts = parts(of: url) else { return url.isEmpty ? [] : [url] }
    return [parts.userInformation, parts.rest].filter { !$0.isEmpty }
  }

  private static func parts(
    of url: String
  ) -> (origin: String, userInformation: String, rest: String)? {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "http:" || parts[0] == "https:", parts[1].isEmpty else {
      return nil
    }
    let authority = parts[2].prefix { !"/?#\\".contains($0) }
    let rest = parts[2][authority.endIndex...]
    let at = authority.lastIndex(of: "@")
    let host = at.map { authority[authority.index(after: $0)...] } ?? authority
    // A password that contains a slash looks like a port.
    if host.last != "]", let colon = host.lastIndex(of: ":"),
      !host[host.index(after: colon)...].allSatisfy(\.isNumber)
    {
      return nil
    }
    return (
      "\(parts[0])//\(host)", at.map { String(authority[..<$0]) } ?? "",
      String(rest.drop { $0 == "/" })
    )
  }
}

// MARK: - JSON

extension Redaction {
  /// Returns JSON without the secrets of webhooks, which are recognized by the names of members at
  /// any depth: signing secrets, header values, and URLs beyond their origin.
  ///
  /// - Parameters:
  ///   - value: The JSON.
  ///   - name: The name of the member with the value; `nil` if it is in an array or at the top.
  /// - Returns: The JSON with secrets replaced by placeholders.
  package static func withoutWebhookSecrets(
    _ value: JSONValue, named name: String? = nil
  ) -> JSONValue {
    switch (name, value) {
    case (_, .null): return value
    case ("webhook_signing_secret"?, _): return .string(placeholder)
    case ("webhook_headers"?, .object(let fields)):
      return .object(fields.mapValues { _, _ in .string(placeholder) })
    case ("webhook_headers"?, _): return .string(placeholder)
    case ("webhook_url"?, .string(let url)): return .string(urlWithoutSecrets(url))
    case (_, .array(let elements)): return .array(elements.map { withoutWebhookSecrets($0) })
    case (_, .object(let members)):
      return .object(members.mapValues { withoutWebhookSecrets($1, named: $0) })
    case (_, .bool), (_, .number), (_, .string): return value
    }
  }

  /// Returns the secrets of webhooks in JSON, recognized as in ``withoutWebhookSecrets(_:named:)``.
  package static func webhookSecrets(
    in value: JSONValue, named name: String? = nil
  ) -> [String] {
    switch (name, value) {
    case ("webhook_signing_secret"?, _): value.leafTexts
    case ("webhook_headers"?, _): value.leafTexts.map(credentials)
    case ("webhook_url"?, .string(let url)): secrets(inURL: url)
    case (_, .array(let elements)): elements.flatMap { webhookSecrets(in: $0) }
    case (_, .object(let members)):
      members.flatMap { webhookSecrets(in: $0.value, named: $0.name) }
    case (_, .null), (_, .bool), (_, .number), (_, .string): []
    }
  }
}

// MARK: - Requests

/// A value with texts that must not appear in messages, such as a request with webhooks.
package protocol SecretBearing: JSONWritable {
  /// The secrets of webhooks, also of misplaced ones.
  var secrets: [String] { get }
  /// The texts in unknown members at any depth, in which a caller may have put anything.
  var unknownTexts: [String] { get }
}

extension SecretBearing {
  /// The unknown texts that can be secret; see ``Redaction/possibleSecrets(_:inJSON:)``.
  package var possibleSecrets: [String] {
    Redaction.possibleSecrets(unknownTexts, inJSON: jsonBytes())
  }
}

extension Redaction {
  /// Returns the texts that can be secret: those that no known member contains, in any case.
  ///
  /// - Parameters:
  ///   - unknown: The texts in unknown members.
  ///   - json: The value with all members.
  /// - Returns: The texts; of a header value the credentials, too, and of a URL its parts.
  package static func possibleSecrets(_ unknown: [String], inJSON json: [UInt8]) -> [String] {
    guard !unknown.isEmpty else { return [] }
    let texts = unknown.flatMap { [$0] + innerSecrets(of: $0) }
    let limits = JSONLimits(maximumDepth: JSONLimits.maximumAllowedDepth, maximumBytes: .max)
    guard let value = try? JSONValue(json: json, limits: limits) else { return texts }
    var counts: [String: Int] = [:]
    for text in withoutWebhookSecrets(value).leafTexts { counts[text, default: 0] += 1 }
    for text in unknown { counts[text, default: 0] -= 1 }
    let known = counts.filter { $0.value > 0 }.map { $0.key.lowercased() }.joined(separator: "\0")
    return texts.filter { !known.contains($0.lowercased()) }
  }

  /// Returns the secrets in a text that can be a header value or a URL, unless they are all of it.
  private static func innerSecrets(of text: String) -> [String] {
    let inner = origin(of: text) == nil ? [credentials(in: text)] : secrets(inURL: text)
    return inner.filter { $0 != text }
  }
}

extension JSONValue {
  /// The number of digits from which a number can be a secret; shorter ones are counts and limits.
  private static let minimumSecretDigits = 8

  /// The strings and long numbers in the value, at any depth.
  package var leafTexts: [String] {
    switch self {
    case .null, .bool: []
    case .number(let number):
      number.text.utf8.count >= Self.minimumSecretDigits ? [number.text] : []
    case .string(let text): [text]
    case .array(let elements): elements.flatMap(\.leafTexts)
    case .object(let members): members.leafTexts
    }
  }
}

extension JSONObject {
  /// The strings and long numbers in the members' values, at any depth.
  package var leafTexts: [String] { flatMap(\.value.leafTexts) }

  /// The secrets of webhooks in the members, at any depth.
  package var webhookSecrets: [String] { Redaction.webhookSecrets(in: .object(self)) }

  fileprivate func mapValues(_ transform: (String, JSONValue) -> JSONValue) -> JSONObject {
    var result = JSONObject()
    for (name, value) in self { result.append(name, transform(name, value)) }
    return result
  }
}
