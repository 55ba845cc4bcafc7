// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// The reason why a text is no address to listen on.
public struct ListenAddressError: Error, Sendable, Hashable {
  /// What is wrong with the text.
  @nonexhaustive
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// There is no colon, and so no port.
    case missingPort
    /// There is nothing before the port.
    case missingHost
    /// An IPv6 address stands without brackets.
    case missingBrackets
    /// The host has a character that hosts can't have.
    case invalidHost
    /// What follows the last colon is no number from 0 to 65,535.
    case invalidPort
  }

  /// What is wrong.
  public let reason: Reason
  /// The text.
  public let text: String
}

extension ListenAddressError: CustomStringConvertible {
  /// A sentence that says what is wrong and what to write instead.
  public var description: String {
    let quoted = text.debugDescription
    return switch reason {
    case .missingPort:
      "\(quoted) names no port: write a host, a colon and a port, such as 127.0.0.1:8484."
    case .missingHost:
      "\(quoted) names no host: write 127.0.0.1 before the port for this machine alone."
    case .missingBrackets:
      "\(quoted) is ambiguous: write an IPv6 address in brackets, such as [::1]:8484."
    case .invalidHost:
      "\(quoted) names no host: use letters, digits, dots and hyphens, or an IPv6 address in "
        + "brackets, and no scheme or path."
    case .invalidPort:
      "\(quoted) names no port: write a number from 0 to 65535 behind the last colon; 0 lets the "
        + "system choose."
    }
  }
}
#endif
