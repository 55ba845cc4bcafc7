// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

extension ServerFault {
  /// Bodies without end, and compressed bodies.
  static let bodies: [ServerFault] = [endlessBodies, compressed, shortened, bombs].flatMap(\.self)

  private static let endlessBodies: [ServerFault] = [
    ServerFault(
      "an endless body", steps: [.write("HTTP/1.1 200 OK\r\n\r\n"), .writeForever("x")],
      .failure(.responseTooLarge)),
    ServerFault(
      "an endless body with a great length",
      steps: [
        .write("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000000000\r\n\r\n"),
        .writeForever("x"),
      ], .failure(.responseTooLarge)),
  ]

  // MARK: - Compressed bodies

  private static let text = Array("12345".utf8)
  private static let member = Gzip.stored(text)

  private static func gzip(
    _ name: String, _ body: [UInt8], coding: String = "gzip", _ allowed: Allowed
  ) -> ServerFault {
    ServerFault(
      name,
      .answer(.respond(status: 200, headers: [("Content-Encoding", coding)], body: body)), allowed)
  }

  private static let compressed: [ServerFault] = [
    gzip("gzip", member, .whole),
    gzip("gzip in capitals", member, coding: "GZIP", .wholeOrLost),
    gzip("gzip with a wrong checksum", Gzip.stored(text, checksum: 1), .lost),
    gzip("gzip with a wrong size", Gzip.stored(text, size: 6), .lost),
    gzip("gzip without its header", Array(member.dropFirst(10)), .lost),
    gzip("a body that is not gzip", text, .lost),
    gzip("gzip with a block of an unknown type", Gzip.header + [7, 0, 0], .lost),
    gzip("gzip with a wrong length of a block", Gzip.header + [1, 5, 0, 5, 0] + text, .lost),
    gzip(
      "two members of gzip", member + member,
      .response(200, "1234512345").or(.connectionLost)),
    gzip("text after gzip", member + text, .wholeOrLost),
  ]

  private static let shortened: [ServerFault] = [1, 5, 10, 12, 17, 20, member.count - 1].map {
    let incomplete = Exception.allowed(
      .response(200, String(decoding: text.prefix(max(0, $0 - 15)), as: UTF8.self)).or(.lost),
      reason: "libcurl, which Foundation uses too, returns what it could read of a shortened body")
    return gzip("gzip that ends after \($0) bytes", Array(member.prefix($0)), .lost)
      .except(.urlSession, incomplete).except(.curl, incomplete)
  }

  private static let bombs: [ServerFault] = [
    ServerFault(
      "a bomb of gzip",
      steps: [
        .write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
        .write(Gzip.endlessZeros.start), .writeForever(Gzip.endlessZeros.repeated),
      ], .refused),
    ServerFault(
      "a bomb of gzip in chunks",
      steps: [
        .write("\(chunkedHead.dropLast(2))Content-Encoding: gzip\r\n\r\nC\r\n"),
        .write(Gzip.endlessZeros.start), .write("\r\n"), .writeForever(chunkOfZeros),
      ], .refused),
  ]

  private static let chunkOfZeros: [UInt8] =
    Array("1A\r\n".utf8) + Gzip.endlessZeros.repeated + Array("\r\n".utf8)
}
