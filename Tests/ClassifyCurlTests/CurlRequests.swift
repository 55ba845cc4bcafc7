// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP
import TestSupport

extension HTTPRequest {
  /// Returns a request to a loopback server.
  static func to(
    _ server: LoopbackServer, _ method: HTTPMethod = .get, path: String = "/",
    fields: HTTPFields = [], body: [UInt8]? = nil
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: server.authority, path: path,
      headerFields: fields, body: body)
  }
}

extension LoopbackBehavior {
  /// Returns a behavior that writes a text unchanged and closes the connection.
  static func text(_ text: String) -> LoopbackBehavior { .raw(Array(text.utf8)) }
}
#endif
