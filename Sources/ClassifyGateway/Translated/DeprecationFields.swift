// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel

/// The header fields that tell a client that v1 is deprecated, when it ends, and what succeeds it.
enum DeprecationFields {
  /// 2026-03-05, when the first official SDK marked v1's methods as deprecated; the service has
  /// published no other date.
  static let published = Timestamp.Instant(milliseconds: 1_772_668_800_000)
  /// The successor of v1's endpoints, relative to the URL of the request.
  private static let successor = "</api/v2/classify>; rel=\"successor-version\""

  /// Returns the fields: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) if there is a date, and
  /// `Link` (RFC 8288).
  static func fields(
    deprecation: Timestamp.Instant, sunset: Timestamp.Instant?
  ) throws(HTTPFieldError) -> HTTPFields {
    var fields: HTTPFields = [
      try HTTPField(name: "Deprecation", value: "@\(deprecation.seconds)")
    ]
    if let sunset {
      let seconds = Int(clamping: max(sunset.seconds, 0))
      fields.append(
        try HTTPField(name: "Sunset", value: HTTPDate.text(secondsSinceEpoch: seconds)))
    }
    fields.append(try HTTPField(name: "Link", value: successor))
    return fields
  }
}
#endif
