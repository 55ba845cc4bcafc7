// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

extension HTTPRequest {
  /// Returns a request to a loopback server.
  public static func to(
    _ server: LoopbackServer, _ method: HTTPMethod = .get, path: String = "/",
    fields: HTTPFields = [], body: [UInt8]? = nil
  ) -> HTTPRequest {
    HTTPRequest(
      method: method, scheme: "http", authority: server.authority, path: path,
      headerFields: fields, body: body)
  }
}
