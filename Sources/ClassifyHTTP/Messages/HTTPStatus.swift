// SPDX-License-Identifier: Apache-2.0

/// The status of an HTTP response, such as 404.
public struct HTTPStatus: Sendable, Hashable {
  /// The status code as it was received; usually 100 to 599.
  public var code: Int

  /// Makes a status of any code, as servers send any code.
  public init(code: Int) {
    self.code = code
  }

  /// What a status means by its first digit (RFC 9110 §15).
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// 100 to 199: the answer is still to come.
    case informational
    /// 200 to 299: done.
    case successful
    /// 300 to 399: look elsewhere.
    case redirection
    /// 400 to 499: the request is at fault.
    case clientError
    /// 500 to 599: the server is at fault.
    case serverError
    /// Any other number.
    case invalid
  }

  /// What the status means by its first digit.
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
  /// Makes a status from its code.
  public init(integerLiteral code: Int) {
    self.init(code: code)
  }
}

extension HTTPStatus: CustomStringConvertible {
  /// The code in decimal digits.
  public var description: String { String(code) }
}
