// SPDX-License-Identifier: Apache-2.0

/// A request as a ``LoopbackServer`` received it, byte for byte.
public struct LoopbackRequest: Sendable {
  /// The first line, such as `GET /a?b HTTP/1.1`.
  public let requestLine: String
  /// The header lines in order, names as they were spelled.
  public let headerLines: [(name: String, value: String)]
  /// The body without transfer coding.
  public let body: [UInt8]
  /// Which of the server's connections it came over, counted from 0.
  public let connection: Int

  /// The method.
  public var method: String { String(requestLine.prefix { $0 != " " }) }

  /// The path with its query, as it was sent.
  public var path: String {
    let parts = requestLine.split(separator: " ")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// Returns the values of the header lines with a name, in whatever case.
  public func values(of name: String) -> [String] {
    headerLines.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}
