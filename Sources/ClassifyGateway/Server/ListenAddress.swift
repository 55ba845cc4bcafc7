// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP

/// A host and a port to listen on, such as `127.0.0.1:8000` or `[::1]:0`.
public struct ListenAddress: Sendable, Hashable {
  /// The IP address, without brackets, or the host name.
  public let host: String
  /// The port, 0 to 65,535; 0 lets the system choose a free port.
  public let port: Int

  /// Parses an address of the form `host:port`; an IPv6 host must be in brackets.
  ///
  /// - Throws: ``ListenAddressError`` if the text does not have that form.
  public init(_ text: String) throws(ListenAddressError) {
    let parts = try Self.split(text)
    guard let port = Self.port(parts.port) else {
      throw ListenAddressError(reason: .invalidPort, text: text)
    }
    self.init(host: parts.host, port: port)
  }

  init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Whether the host is `localhost` or a loopback address; names are not resolved.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1"
      || (host.hasPrefix("127.")
        && host.utf8.allSatisfy { ASCII.isDigit($0) || $0 == UInt8(ascii: ".") })
  }

  /// Whether the host is loopback or stands for all addresses, so reaches this machine; names are not
  /// resolved.
  public var isThisMachine: Bool { isLoopback || host == "0.0.0.0" || host == "::" }

  /// The `http` URL of a server at this address.
  public var url: String { "http://\(self)" }

  private static func split(
    _ text: String
  ) throws(ListenAddressError) -> (host: String, port: Substring) {
    guard let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") else {
      throw ListenAddressError(reason: .missingPort, text: text)
    }
    let host = text[..<colon]
    let port = text[text.index(after: colon)...]
    let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
    guard !host.isEmpty, host != "[]" else {
      throw ListenAddressError(reason: .missingHost, text: text)
    }
    guard isBracketed || !host.contains(":") else {
      throw ListenAddressError(reason: .missingBrackets, text: text)
    }
    let inner = isBracketed ? host.dropFirst().dropLast() : host
    guard inner.utf8.allSatisfy(isBracketed ? isIPv6Byte : isHostNameByte) else {
      throw ListenAddressError(reason: .invalidHost, text: text)
    }
    return (String(inner), port)
  }

  private static func port(_ digits: Substring) -> Int? {
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(ASCII.isDigit) else {
      return nil
    }
    return Int(digits).flatMap { $0 <= 65_535 ? $0 : nil }
  }

  private static func isHostNameByte(_ byte: UInt8) -> Bool {
    ASCII.isAlphanumeric(byte) || "-._".utf8.contains(byte)
  }

  /// Returns whether the byte can be part of an IPv6 address with an optional zone ID.
  private static func isIPv6Byte(_ byte: UInt8) -> Bool {
    isHostNameByte(byte) || ":%".utf8.contains(byte)
  }
}

extension ListenAddress: CustomStringConvertible {
  /// The address as `host:port`, with brackets around an IPv6 host.
  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}

/// An error for text that is not a valid listen address.
public struct ListenAddressError: Error, Sendable, Hashable {
  /// The reason the text is invalid.
  @nonexhaustive
  public enum Reason: String, Sendable, Hashable, CaseIterable {
    /// The text has no colon, so no port.
    case missingPort
    /// The host is empty.
    case missingHost
    /// An IPv6 address is not in brackets.
    case missingBrackets
    /// The host contains a character not allowed in hosts.
    case invalidHost
    /// The part after the last colon is not a number from 0 to 65,535.
    case invalidPort
  }

  /// The reason the text is invalid.
  public let reason: Reason
  /// The invalid text.
  public let text: String
}

extension ListenAddressError: CustomStringConvertible {
  /// A message with the cause and the fix.
  public var description: String {
    let quoted = text.debugDescription
    return switch reason {
    case .missingPort where !text.isEmpty && text.utf8.allSatisfy(ASCII.isDigit):
      "\(quoted) has no host: write 127.0.0.1:\(text) for this machine alone."
    case .missingPort:
      "\(quoted) has no port: write a host, a colon and a port, such as 127.0.0.1:8000."
    case .missingHost:
      "\(quoted) names no host: write 127.0.0.1 before the port for this machine alone."
    case .missingBrackets:
      "\(quoted) is ambiguous: write an IPv6 address in brackets, such as [::1]:8000."
    case .invalidHost:
      "\(quoted) names no host: use letters, digits, dots and hyphens, or an IPv6 address in "
        + "brackets, and no scheme or path."
    case .invalidPort:
      "\(quoted) has an invalid port: write a number from 0 to 65535 after the last colon; 0 lets "
        + "the system choose."
    }
  }
}
#endif
