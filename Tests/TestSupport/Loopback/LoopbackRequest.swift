// SPDX-License-Identifier: Apache-2.0

/// A request exactly as a ``LoopbackServer`` received it.
public struct LoopbackRequest: Sendable {
  /// The request line, such as `GET /a?b HTTP/1.1`.
  public let requestLine: String
  /// The header lines in order, with names as sent.
  public let headerLines: [(name: String, value: String)]
  /// The body, with any transfer coding removed.
  public let body: [UInt8]
  /// The zero-based number of the server's connection.
  public let connection: Int

  /// The HTTP method.
  public var method: String { String(requestLine.prefix { $0 != " " }) }

  /// The path and query, as sent.
  public var path: String {
    let parts = requestLine.split(separator: " ")
    return parts.count > 1 ? String(parts[1]) : ""
  }

  /// Returns the values of all header lines with a name, ignoring case.
  public func values(of name: String) -> [String] {
    headerLines.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}

/// Reads the requests of a connection.
struct LoopbackReader {
  let socket: Socket
  let connection: Int
  private var buffer: [UInt8] = []

  init(socket: Socket, connection: Int) {
    self.socket = socket
    self.connection = connection
  }

  /// Returns the next request, or nil if the client disconnected or sent invalid HTTP.
  mutating func next() -> LoopbackRequest? {
    guard let head = takeHead() else { return nil }
    var lines = head.split(separator: "\r\n", omittingEmptySubsequences: true).map(String.init)
    guard !lines.isEmpty else { return nil }
    let requestLine = lines.removeFirst()
    let headerLines = lines.map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let value = parts.count > 1 ? parts[1].drop { $0 == " " } : ""
      return (name: String(parts[0]), value: String(value))
    }
    guard let body = takeBody(headerLines) else { return nil }
    return LoopbackRequest(
      requestLine: requestLine, headerLines: headerLines, body: body, connection: connection)
  }

  private mutating func takeHead() -> String? {
    let end = Array("\r\n\r\n".utf8)
    var searched = 0
    while true {
      let window = buffer[max(0, searched - 3)...]
      if let range = window.firstRange(of: end) {
        return String(decoding: take(range.upperBound), as: UTF8.self)
      }
      searched = buffer.count
      guard receive() else { return nil }
    }
  }

  private mutating func takeBody(_ headerLines: [(name: String, value: String)]) -> [UInt8]? {
    let fields = Dictionary(
      headerLines.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { $1 })
    if fields["expect"]?.lowercased() == "100-continue" {
      _ = socket.write("HTTP/1.1 100 Continue\r\n\r\n".utf8)
    }
    if fields["transfer-encoding"]?.lowercased() == "chunked" { return takeChunks() }
    return take(exactly: fields["content-length"].flatMap { Int($0) } ?? 0)
  }

  private mutating func takeChunks() -> [UInt8]? {
    var body: [UInt8] = []
    while let line = takeLine(), let size = Int(line, radix: 16) {
      guard let chunk = take(exactly: size + 2) else { return nil }
      if size == 0 { return body }
      body += chunk.dropLast(2)
    }
    return nil
  }

  private mutating func takeLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
        return String(decoding: take(end + 1).dropLast(2), as: UTF8.self)
      }
      guard receive() else { return nil }
    }
  }

  private mutating func take(exactly count: Int) -> [UInt8]? {
    while buffer.count < count {
      guard receive() else { return nil }
    }
    return Array(take(count))
  }

  private mutating func take(_ count: Int) -> ArraySlice<UInt8> {
    let taken = buffer[..<count]
    buffer = Array(buffer[count...])
    return taken
  }

  private mutating func receive() -> Bool {
    guard let bytes = socket.read() else { return false }
    buffer += bytes
    return true
  }
}
