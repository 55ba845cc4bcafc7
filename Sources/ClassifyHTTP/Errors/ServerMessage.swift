// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// What the body of an answer says about an error.
enum ServerMessage {
  private static let largestBody = 1 << 20
  private static let mostProblems = 20

  /// Returns the text of `detail` in either of its forms, or else the body as text; nil if empty.
  ///
  /// A list of problems, as of a request that failed validation, becomes
  /// `body.file_ids: Field required; body.rules.0.type: …`.
  static func text(in body: [UInt8]) -> String? {
    if let detail = detail(in: body) { return detail }
    let text = HTTPSyntax.trimmingWhitespace(String(decoding: body.prefix(4_096), as: UTF8.self))
    return text.isEmpty ? nil : text
  }

  private static func detail(in body: [UInt8]) -> String? {
    let limits = JSONLimits(maximumBytes: largestBody)
    guard let value = try? JSONValue(json: body, limits: limits), let detail = value["detail"]
    else { return nil }
    if let text = detail.string { return text }
    guard let problems = detail.array else { return detail.isNull ? nil : detail.jsonText() }
    let texts = problems.prefix(mostProblems).map(problem)
    let rest = problems.count - texts.count
    let list = texts.joined(separator: "; ")
    return rest > 0 ? "\(list); and \(rest) more" : list
  }

  private static func problem(_ value: JSONValue) -> String {
    guard let message = value["msg"]?.string else { return value.jsonText() }
    let place = (value["loc"]?.array ?? []).map { $0.string ?? $0.jsonText() }
    return place.isEmpty ? message : "\(place.joined(separator: ".")): \(message)"
  }
}
