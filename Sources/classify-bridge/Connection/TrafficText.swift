// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// Requests and answers for a person, with what is secret hidden.
///
/// Hidden are the key wherever it stands, the values of all header fields that are not known to be
/// harmless, and in bodies what a webhook is given to prove itself with.
struct TrafficText {
  /// The most bytes of a body that are shown.
  private static let longestBody = 64 << 10
  /// The members whose values are secret, and those whose members are.
  private static let secretMembers: Set<String> = ["webhook_signing_secret", "webhook_headers"]

  /// What must not be shown, such as the key.
  let secrets: [String]

  /// Returns a request, each line after `> `.
  func render(_ request: HTTPRequest) -> String {
    lines(
      ["\(request.method) \(request.url)"], request.headerFields, request.body ?? [], prefix: "> ")
  }

  /// Returns an answer, each line after `< `.
  func render(_ response: HTTPResponse) -> String {
    lines(["\(response.status)"], response.headerFields, response.body, prefix: "< ")
  }

  private func lines(
    _ first: [String], _ fields: HTTPFields, _ body: [UInt8], prefix: String
  ) -> String {
    let text =
      first + fields.map(\.description) + (body.isEmpty ? [] : [""] + bodyLines(body, fields))
    return text.map { prefix + withoutSecrets(PlainText.printable($0)) }.joined(separator: "\n")
  }

  private func bodyLines(_ body: [UInt8], _ fields: HTTPFields) -> [String] {
    let type = fields[.contentType] ?? "no type"
    guard body.count <= Self.longestBody else { return ["(\(body.count) bytes, \(type))"] }
    if let value = try? JSONValue(json: body) {
      return Self.hiding(value).jsonText(pretty: true).split(separator: "\n").map(String.init)
    }
    guard type.hasPrefix("text/"), let text = String(validating: body, as: UTF8.self) else {
      return ["(\(body.count) bytes, \(type))"]
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  private static func hiding(_ value: JSONValue) -> JSONValue {
    switch value {
    case .null, .bool, .number, .string: return value
    case .array(let elements): return .array(elements.map(hiding))
    case .object(let members):
      var result = JSONObject()
      for (name, member) in members {
        result.append(name, secretMembers.contains(name) ? secret(member) : shown(name, member))
      }
      return .object(result)
    }
  }

  private static func shown(_ name: String, _ member: JSONValue) -> JSONValue {
    guard name == "webhook_url", let url = member.string else { return hiding(member) }
    // A token may stand before the host or in the query.
    let isPlain = !url.contains { "@?#".contains($0) }
    return isPlain ? member : .string(Redaction.placeholder)
  }

  private static func secret(_ value: JSONValue) -> JSONValue {
    guard let members = value.object else {
      return value.isNull ? .null : .string(Redaction.placeholder)
    }
    var result = JSONObject()
    for (name, _) in members { result.append(name, .string(Redaction.placeholder)) }
    return .object(result)
  }

  private func withoutSecrets(_ line: String) -> String {
    secrets.reduce(line) { $1.isEmpty ? $0 : $0.replacing($1, with: Redaction.placeholder) }
  }
}
