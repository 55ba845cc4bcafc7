// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyHTTP
import Foundation
import NIOCore
import NIOHTTP1

extension HTTPClient.Request {
  /// Converts a request to async-http-client's type.
  ///
  /// - Throws: ``TransportError`` of the kind `invalidRequest` if the URL is invalid.
  init(_ request: HTTPRequest) throws(TransportError) {
    guard ["http", "https"].contains(request.scheme),
      let url = URL(string: request.url, encodingInvalidCharacters: false)
    else {
      throw .invalidRequest("the URL is invalid")
    }
    var headers = HTTPHeaders([("Host", request.authority)])
    for field in request.headerFields { headers.add(name: field.name.rawValue, value: field.value) }
    do {
      try self.init(
        url: url, method: NIOHTTP1.HTTPMethod(rawValue: request.method.rawValue), headers: headers,
        body: request.body.flatMap { $0.isEmpty ? nil : .pieces(of: $0) })
    } catch {
      throw .invalidRequest("the request can't be sent: \(error)")
    }
  }
}

extension HTTPClient.Body {
  /// The size of a piece in bytes, unless there would be more than ``maximumPieceCount``.
  private static let minimumPieceSize = 64 * 1024
  /// The maximum number of pieces, since each nests in the one before if it is written at once.
  private static let maximumPieceCount = 256

  /// A body that is sent in pieces, so that progress is reported.
  fileprivate static func pieces(of bytes: [UInt8]) -> HTTPClient.Body {
    let size = max(minimumPieceSize, bytes.count / maximumPieceCount + 1)
    return .stream(contentLength: Int64(bytes.count)) { writer in
      @Sendable func write(from start: Int) -> EventLoopFuture<Void> {
        let end = min(start + size, bytes.count)
        let written = writer.write(.byteBuffer(ByteBuffer(bytes: bytes[start..<end])))
        return end == bytes.count ? written : written.flatMap { write(from: end) }
      }
      return write(from: 0)
    }
  }
}
#endif
