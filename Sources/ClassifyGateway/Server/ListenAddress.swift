// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// A host and a port to listen on, such as `127.0.0.1:8484` or `[::1]:0`.
public struct ListenAddress: Sendable, Hashable {
  /// An IP address without brackets, or a name of this machine.
  public let host: String
  /// From 0 to 65,535; 0 lets the system choose a free one.
  public let port: Int

  /// Reads an address; one of IPv6 stands in brackets.
  ///
  /// - Throws: ``ListenAddressError`` if the text is no host with a port behind a colon.
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

  /// Whether only programs of this machine can reach it, as far as its text says.
  public var isLoopback: Bool {
    host == "localhost" || host == "::1"
      || (host.hasPrefix("127.") && host.utf8.allSatisfy { Self.isDigit($0) || $0 == 0x2E })
  }

  /// The URL of a server that listens there.
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
    guard inner.utf8.allSatisfy(isBracketed ? isOfIPv6 : isOfName) else {
      throw ListenAddressError(reason: .invalidHost, text: text)
    }
    return (String(inner), port)
  }

  private static func port(_ digits: Substring) -> Int? {
    guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else {
      return nil
    }
    return Int(digits).flatMap { $0 <= 65_535 ? $0 : nil }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    return isDigit(byte) || isLetter || "-._".utf8.contains(byte)
  }

  /// Allows for an IPv4 address at the end, and for a zone.
  private static func isOfIPv6(_ byte: UInt8) -> Bool {
    isOfName(byte) || ":%".utf8.contains(byte)
  }
}

extension ListenAddress: CustomStringConvertible {
  /// The host, in brackets if it is an IPv6 address, a colon and the port.
  public var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
#endif
