// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension URLRequest {
  /// Converts a request to Foundation's type.
  ///
  /// - Throws: ``TransportError`` of the kind `invalidRequest` if the URL is invalid, or if a `GET`
  ///   has a body, which Foundation rejects.
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
      // Foundation's default is `application/x-www-form-urlencoded`.
      setValue("application/octet-stream", forHTTPHeaderField: "Content-Type")
    }
  }
}

extension HTTPResponse {
  /// Converts a response from Foundation's type.
  ///
  /// Foundation joins repeated header fields and loses their order, so the fields are sorted by
  /// name. Invalid fields are dropped.
  init(_ response: HTTPURLResponse, body: [UInt8]) {
    let fields = response.allHeaderFields.compactMap { name, value -> HTTPField? in
      guard let name = name as? String, let value = value as? String else { return nil }
      return try? HTTPField(name: name, value: value)
    }
    self.init(
      status: HTTPStatus(code: response.statusCode),
      headerFields: HTTPFields(fields.sorted { $0.name.canonicalName < $1.name.canonicalName }),
      body: body)
  }
}
