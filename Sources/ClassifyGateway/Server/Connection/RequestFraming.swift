// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOHTTP1

/// The way a request delimits its body (RFC 9112 §6).
enum RequestFraming: Hashable {
  case none
  case length(Int)
  case chunked

  /// Reads the framing of a request that the HTTP parser has accepted.
  ///
  /// - Throws: ``RequestRejection`` if the framing is ambiguous or unknown, or if the length is larger
  ///   than `maximumBodyBytes`.
  init(_ head: HTTPRequestHead, maximumBodyBytes: Int) throws(RequestRejection) {
    let codings = head.headers["Transfer-Encoding"]
    if !codings.isEmpty {
      try Self.check(codings, minorVersion: head.version.minor)
      self = .chunked
      return
    }
    guard let text = head.headers.first(name: "Content-Length") else {
      self = .none
      return
    }
    // The parser accepts digits only, but more than `Int` can hold.
    guard let length = Int(text), length <= maximumBodyBytes else {
      throw .bodyTooLarge(limit: maximumBodyBytes)
    }
    self = .length(length)
  }

  /// Whether the request has a body, even if it is empty.
  var hasBody: Bool { self != .none }

  /// The size of the body in bytes; `nil` if it is not known before the end, 0 if there is none.
  var length: Int? {
    switch self {
    case .none: 0
    case .length(let length): length
    case .chunked: nil
    }
  }

  /// Accepts exactly one coding, `chunked`.
  private static func check(_ values: [String], minorVersion: Int) throws(RequestRejection) {
    let codings = values.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
      .map { coding in coding.filter { $0 != " " && $0 != "\t" }.lowercased() }
    // A recipient that knows fewer codings could read the body as another request.
    guard minorVersion > 0, !codings.dropLast().contains("chunked"), !codings.contains("") else {
      throw .malformed
    }
    guard codings == ["chunked"] else { throw .unknownTransferCoding }
  }
}
#endif
