// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// The `Via` field of a gateway (RFC 9110 §7.6.3), by which it knows requests that it has sent itself.
struct Via: Sendable {
  /// The field that is added to each request.
  let field: HTTPField
  private let name: String

  /// Creates a field with a random name, so that a gateway can be the upstream of another.
  init() {
    name = "classify-bridge-\(String(UInt64.random(in: .min ... .max), radix: 16))"
    field = HTTPField(name: .via, unchecked: "1.1 \(name)")
  }

  /// Returns whether a request with these fields has passed the gateway before.
  func isIn(_ fields: HTTPFields) -> Bool {
    fields.contains { $0.name == .via && $0.value.contains(name) }
  }
}
#endif
