// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP

/// A body of `multipart/form-data` (RFC 7578) while it is written.
struct MultipartForm {
  private let boundary: String
  private var bytes: [UInt8] = []

  /// Begins a form.
  ///
  /// The boundary is random, so that nobody can choose a file's contents to contain it.
  init(using generator: inout some RandomNumberGenerator) {
    let numbers = (0..<2).map { _ in String(generator.next() as UInt64, radix: 16) }
    boundary = "classify-bridge-\(numbers.joined(separator: "-"))"
  }

  mutating func add(_ name: String, _ value: String) {
    begin("name=\"\(Self.escaped(name))\"")
    bytes += "\r\n\(value)\r\n".utf8
  }

  mutating func add(_ name: String, contents: [UInt8], fileName: String, contentType: String) {
    bytes.reserveCapacity(bytes.count + contents.count + 1_024)
    begin("name=\"\(Self.escaped(name))\"; filename=\"\(Self.escaped(fileName))\"")
    bytes += "Content-Type: \(contentType)\r\n\r\n".utf8
    bytes += contents
    bytes += "\r\n".utf8
  }

  /// Ends the form.
  consuming func body() -> RequestBody {
    bytes += "--\(boundary)--\r\n".utf8
    return RequestBody(contentType: "multipart/form-data; boundary=\(boundary)", bytes: bytes)
  }

  private mutating func begin(_ disposition: String) {
    bytes += "--\(boundary)\r\nContent-Disposition: form-data; \(disposition)\r\n".utf8
  }

  /// Escapes what would end a name, as browsers do (WHATWG HTML, "multipart form data").
  private static func escaped(_ name: String) -> String {
    var escaped = ""
    for scalar in name.unicodeScalars {
      switch scalar {
      case "\"": escaped += "%22"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
