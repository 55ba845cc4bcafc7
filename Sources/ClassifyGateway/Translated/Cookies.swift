// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// The cookies of a request.
struct Cookies: Sendable {
  /// The `Cookie` fields, as received.
  let fields: HTTPFields

  /// Takes the cookies from the fields of a request.
  init(_ fields: HTTPFields) {
    self.fields = HTTPFields(fields.filter { $0.name == .cookie })
  }

  /// The values of all cookies.
  var values: [String] { pairs.map(\.value) }
  /// The value of the cookie with which browsers sign in; `nil` if there is none.
  var session: String? { pairs.first { $0.name == "session" }?.value }

  private var pairs: [(name: String, value: String)] {
    fields.flatMap { $0.value.split(separator: ";") }.compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      return (String(parts[0].drop { $0 == " " }), String(parts[1]))
    }
  }
}
#endif
