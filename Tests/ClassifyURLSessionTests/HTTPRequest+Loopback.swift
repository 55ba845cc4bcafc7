// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

extension HTTPRequest {
  /// Makes a request to a server of the test.
  static func to(
    _ server: LoopbackServer, _ method: HTTPMethod = .get, path: String = "/",
    fields: HTTPFields = [], body: [UInt8]? = nil
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: server.authority, path: path,
      headerFields: fields, body: body)
  }
}
