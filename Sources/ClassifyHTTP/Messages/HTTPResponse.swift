// SPDX-License-Identifier: Apache-2.0

/// A response with its complete body, as returned by a transport.
///
/// The description and the mirror omit the body and redact fields that can hold secrets.
public struct HTTPResponse: Sendable, Hashable {
  /// The status.
  public var status: HTTPStatus
  /// The header fields.
  public var headerFields: HTTPFields
  /// The body after transfer and content decoding; empty if there is none.
  public var body: [UInt8]

  /// Creates a response.
  public init(status: HTTPStatus, headerFields: HTTPFields = [], body: [UInt8] = []) {
    self.status = status
    self.headerFields = headerFields
    self.body = body
  }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
  /// The status, the redacted fields, and the size of the body in bytes.
  public var description: String {
    "\(status) \(headerFields), \(body.count) bytes"
  }

  /// A mirror whose only child is the description.
  public var customMirror: Mirror {
    Mirror(self, children: ["response": description], displayStyle: .struct)
  }
}

/// The status of an HTTP response, such as 404.
public struct HTTPStatus: Sendable, Hashable {
  /// The status code as received, usually 100 to 599.
  public var code: Int

  /// Creates a status; any code is accepted.
  public init(code: Int) {
    self.code = code
  }

  /// The class of a status code, given by its first digit (RFC 9110 §15).
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// 100 to 199: an interim response.
    case informational
    /// 200 to 299: the request succeeded.
    case successful
    /// 300 to 399: further action is needed, such as a redirect.
    case redirection
    /// 400 to 499: the request is at fault.
    case clientError
    /// 500 to 599: the server is at fault.
    case serverError
    /// Any other number.
    case invalid
  }

  /// The class of the status code.
  public var kind: Kind {
    switch code {
    case 100...199: .informational
    case 200...299: .successful
    case 300...399: .redirection
    case 400...499: .clientError
    case 500...599: .serverError
    default: .invalid
    }
  }
}

extension HTTPStatus: ExpressibleByIntegerLiteral {
  /// Creates a status from an integer literal; any code is accepted.
  public init(integerLiteral code: Int) {
    self.init(code: code)
  }
}

extension HTTPStatus: CustomStringConvertible {
  /// The code in decimal digits.
  public var description: String { String(code) }
}
