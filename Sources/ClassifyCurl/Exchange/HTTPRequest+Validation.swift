// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP

extension HTTPRequest {
  /// The size of the body to announce; `nil` if the method has no body unless one is given.
  var framedBodySize: Int? {
    body?.count ?? (Self.methodsWithBody.contains(method.rawValue) ? 0 : nil)
  }

  private static let methodsWithBody: Set<String> = ["POST", "PUT", "PATCH"]

  /// Checks what libcurl would change or misunderstand.
  ///
  /// - Throws: ``TransportError`` of the kind `invalidRequest`; its message does not contain the
  ///   URL, which can hold a password.
  func validate() throws(TransportError) {
    let fault: String? =
      if !["http", "https"].contains(scheme) {
        "the scheme of the URL is neither http nor https"
      } else if authority.isEmpty || !authority.utf8.allSatisfy(Self.isAuthorityByte) {
        "the host of the URL is invalid"
      } else if !Self.isPath(path) {
        "the path of the URL is invalid"
      } else if body != nil, method == .get || method == .head {
        "a \(method) request can't have a body"
      } else {
        nil
      }
    if let fault {
      throw TransportError(kind: .invalidRequest, delivery: .notSent, message: fault)
    }
  }

  /// Returns whether a byte can be in a host with a port: user names and passwords are refused.
  private static func isAuthorityByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || "-._~%:[]".utf8.contains(byte)
  }

  /// Returns whether a text is an absolute path with an optional query (RFC 3986 §3.3 and §3.4).
  private static func isPath(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    guard bytes.first == UInt8(ascii: "/") else { return false }
    while let byte = bytes.popFirst() {
      if byte == UInt8(ascii: "%") {
        let digits = bytes.prefix(2)
        guard digits.count == 2, digits.allSatisfy(ASCII.isHexadecimal) else { return false }
      } else if !ASCII.isAlphanumeric(byte), !pathPunctuation.contains(byte) {
        return false
      }
    }
    return true
  }

  private static let pathPunctuation = Array("-._~!$&'()*+,;=:@/?".utf8)
}
#endif
