// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP

/// Reads the header lines of a response: interim heads, the final head, and trailers.
///
/// Only the fields of the final head are kept. Invalid fields are dropped.
struct ResponseHead {
  enum Fault: Error, Hashable {
    case malformed(String)
    case tooLarge
  }

  private enum Part {
    case statusLine
    case fields(status: Int)
    /// The final head is complete; what follows are trailers.
    case complete(HTTPStatus)
  }

  private let maximumBytes: Int
  private var byteCount = 0
  private var part = Part.statusLine
  private var lines: [(name: String, value: [UInt8])] = []

  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  /// The status of the final response, if its head is complete.
  var finalStatus: HTTPStatus? {
    if case .complete(let status) = part { status } else { nil }
  }

  /// The fields of the final head, in order.
  var fields: HTTPFields {
    HTTPFields(
      lines.compactMap { line in
        try? HTTPField(name: line.name, value: Self.text(line.value))
      })
  }

  /// Reads a line with its line break.
  mutating func append(_ line: some Collection<UInt8>) throws(Fault) {
    byteCount += line.count
    guard byteCount <= maximumBytes else { throw .tooLarge }
    let line = Self.trimming(line) { $0 == 0x0D || $0 == 0x0A }
    switch part {
    case .statusLine:
      part = .fields(status: try Self.status(line))
      lines = []
    case .fields(let status) where line.isEmpty:
      // An interim response is followed by another one (RFC 9110 §15.2).
      if status < 200 {
        part = .statusLine
      } else {
        try validateFraming()
        part = .complete(HTTPStatus(code: status))
      }
    case .fields: append(field: line)
    case .complete: break
    }
  }

  private mutating func append(field line: [UInt8]) {
    if let first = line.first, ASCII.isWhitespace(first) {
      // A folded line continues the value before it (RFC 9112 §5.2).
      guard !lines.isEmpty else { return }
      lines[lines.count - 1].value += [0x20] + Self.trimming(line, ASCII.isWhitespace)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      lines.append((Self.text(line[..<colon]), Array(line[(colon + 1)...])))
    }
  }

  /// Rejects a message whose length depends on who reads it (RFC 9112 §6.3).
  private func validateFraming() throws(Fault) {
    let lengths = values(of: "content-length")
    guard let length = lengths.first else { return }
    guard lengths.allSatisfy({ $0 == length }) else {
      throw .malformed("it has different values of Content-Length")
    }
    guard !length.isEmpty, length.allSatisfy(ASCII.isDigit), Int(Self.text(length)) != nil else {
      throw .malformed("its Content-Length is not a number")
    }
    guard values(of: "transfer-encoding").isEmpty else {
      throw .malformed("it has both Content-Length and Transfer-Encoding")
    }
  }

  /// The values of all fields with a name in lower case.
  private func values(of name: String) -> [[UInt8]] {
    lines.filter { $0.name.lowercased() == name }
      .map { Self.trimming($0.value, ASCII.isWhitespace) }
  }

  private static func status(_ line: [UInt8]) throws(Fault) -> Int {
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count > 1, parts[0].starts(with: "HTTP/".utf8), parts[1].count == 3,
      parts[1].allSatisfy(ASCII.isDigit), let status = Int(text(parts[1])), status >= 100
    else { throw .malformed("its first line is not a status line") }
    return status
  }

  private static func trimming(
    _ bytes: some Collection<UInt8>, _ isRemoved: (UInt8) -> Bool
  ) -> [UInt8] {
    var rest = Array(bytes)[...]
    while let last = rest.last, isRemoved(last) { rest.removeLast() }
    while let first = rest.first, isRemoved(first) { rest.removeFirst() }
    return Array(rest)
  }

  /// The bytes as UTF-8, or as ISO-8859-1 if they aren't (RFC 9110 §5.5).
  private static func text(_ bytes: some Collection<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { UnicodeScalar($0) }))
  }
}
#endif
