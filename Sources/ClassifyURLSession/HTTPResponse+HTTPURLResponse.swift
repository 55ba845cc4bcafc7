// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

extension HTTPResponse {
  /// Makes our response of Foundation's.
  ///
  /// Foundation keeps no order of header fields and joins repeated ones; they are sorted by name.
  /// A field that HTTP does not allow is left out.
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
