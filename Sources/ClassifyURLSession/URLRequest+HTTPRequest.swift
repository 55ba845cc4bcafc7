// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension URLRequest {
  /// Makes Foundation's request of ours.
  ///
  /// - Throws: ``TransportError`` of the kind `invalidRequest` if the URL is none, or if a `GET` has
  ///   a body, which Foundation refuses to send.
  init(_ request: HTTPRequest) throws(TransportError) {
    guard ["http", "https"].contains(request.scheme),
      let url = URL(string: request.url, encodingInvalidCharacters: false)
    else {
      throw TransportError(
        kind: .invalidRequest, delivery: .notSent, message: "\(request.url) is not a URL")
    }
    if request.method == .get, request.body != nil {
      throw TransportError(
        kind: .invalidRequest, delivery: .notSent, message: "a GET request can't have a body")
    }
    self.init(url: url)
    httpMethod = request.method.rawValue
    httpShouldHandleCookies = false
    for field in request.headerFields {
      addValue(field.value, forHTTPHeaderField: field.name.rawValue)
    }
    httpBody = request.body.map { Data($0) }
    if request.body != nil, request.headerFields[.contentType] == nil {
      // Without a type, Foundation says that any body is a form.
      setValue("application/octet-stream", forHTTPHeaderField: "Content-Type")
    }
  }
}
