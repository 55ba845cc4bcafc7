// SPDX-License-Identifier: Apache-2.0

/// The reason why a text is no base URL.
public struct BaseURLError: Error, Sendable, Hashable {
  /// What is wrong with the text.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// It does not begin with `https://` or `http://`.
    case unsupportedScheme
    /// It has a user or a password.
    case userInformation
    /// It has no host.
    case missingHost
    /// The host has a character that hosts can't have.
    case invalidHost
    /// The port is not a number from 1 to 65535.
    case invalidPort
    /// The path has a character or a segment that it can't have.
    case invalidPath
    /// It has a query.
    case query
    /// It has a fragment.
    case fragment
  }

  /// What is wrong.
  public let code: Code
  /// Where the faulty part begins, as a UTF-8 byte offset counted from 0.
  public let offset: Int
  /// The faulty part, if it can be shown: it is nil for what may hold a secret.
  public let part: String?
}

extension BaseURLError: CustomStringConvertible {
  /// A sentence that says what is wrong, where, and what to do.
  public var description: String {
    let shown = part.map { " \($0.debugDescription)" } ?? ""
    return "The base URL can't be used: \(fault)\(shown) at byte \(offset); \(advice)."
  }

  private var fault: String {
    switch code {
    case .unsupportedScheme: "no https:// or http://"
    case .userInformation: "a user or password"
    case .missingHost: "no host"
    case .invalidHost: "the host"
    case .invalidPort: "the port"
    case .invalidPath: "the path"
    case .query: "a query"
    case .fragment: "a fragment"
    }
  }

  private var advice: String {
    switch code {
    case .unsupportedScheme: "write it in full, such as https://api.cloud.llamaindex.ai"
    case .userInformation: "remove all up to the @, and give the key separately"
    case .missingHost: "put the server's name behind the slashes"
    case .invalidHost: "use ASCII letters, digits, dots and hyphens, or an IPv6 address in brackets"
    case .invalidPort: "use a number from 1 to 65535, or leave the port and its colon out"
    case .invalidPath: "percent-encode special characters, and leave out empty, . and .. segments"
    case .query: "remove the ? and what follows"
    case .fragment: "remove the # and what follows"
    }
  }
}
