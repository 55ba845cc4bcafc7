// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

extension ServerFault {
  /// Chunked bodies and their trailers.
  static let chunkedBodies: [ServerFault] = [
    chunks, manyChunks, chunkSizes, codings, trailers, otherTrailers, endlessChunks,
  ].flatMap(\.self)

  /// Why trailers can't be tried with Foundation on Linux.
  static let stopsAtTrailers = Exception.untried(
    reason: "Foundation 6.3 stops the process at a trailer")

  static let chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

  /// An answer with this chunked body.
  private static func chunked(_ name: String, _ body: String, _ allowed: Allowed) -> ServerFault {
    ServerFault(name, chunkedHead + body, allowed)
  }

  // MARK: - Chunks

  private static let chunkTable: [(name: String, body: String, allowed: Allowed)] = [
    ("one chunk", "5\r\n12345\r\n0\r\n\r\n", .whole),
    ("two chunks", "2\r\n12\r\n3\r\n345\r\n0\r\n\r\n", .whole),
    ("no chunk", "0\r\n\r\n", .response(200, "")),
    ("a chunk with an extension", "5;a=\"b\"\r\n12345\r\n0\r\n\r\n", .whole),
    ("leading zeros", "00000005\r\n12345\r\n000\r\n\r\n", .whole),
    ("no CRLF after a chunk", "5\r\n123450\r\n\r\n", .lost),
    ("LF after a chunk", "5\r\n12345\n0\r\n\r\n", .wholeOrLost),
    ("CR after a chunk", "5\r\n12345\r0\r\n\r\n", .lost),
    ("LF after a size", "5\n12345\r\n0\r\n\r\n", .wholeOrLost),
    ("CR after a size", "5\r12345\r\n0\r\n\r\n", .lost),
    ("a longer chunk", "5\r\n1234567\r\n0\r\n\r\n", .lost),
    ("a shorter chunk", "7\r\n12345\r\n0\r\n\r\n", .lost),
    ("no last chunk", "5\r\n12345\r\n", .lost), ("half of a chunk", "5\r\n123", .lost),
    ("half of a size", "5", .lost), ("no size", "", .lost),
    ("an end without CRLF", "5\r\n12345\r\n0", .lost),
    ("an end with one CRLF", "5\r\n12345\r\n0\r\n", .wholeOrLost),
    ("data after the end", "5\r\n12345\r\n0\r\n\r\n67890", .wholeOrLost),
  ]

  private static let chunks: [ServerFault] = chunkTable.map { name, body, allowed in
    chunked("chunks: \(name)", body, allowed)
  }

  private static let manyChunks: [ServerFault] = [0, 1].map { excess in
    let count = TransportUnderTest.maximumResponseBytes / 5 + excess
    return chunked(
      "\(count) chunks of five bytes",
      String(repeating: "5\r\nxxxxx\r\n", count: count) + "0\r\n\r\n",
      excess == 0
        ? .response(200, String(repeating: "x", count: count * 5)) : .failure(.responseTooLarge))
  }

  // MARK: - Sizes

  private static let sizeTable: [(size: String, allowed: Allowed)] = [
    ("", .refused), (" ", .refused), ("-5", .refused), ("+5", .refused), ("0x5", .refused),
    ("5h", .whole.or(.refused)), ("x", .refused), (";", .refused), ("5 5", .whole.or(.refused)),
    ("5,5", .whole.or(.refused)),
    ("٥", .refused), ("10000000000000005", .refused), ("FFFFFFFFFFFFFFFF", .refused),
    ("7FFFFFFFFFFFFFFF", .refused), ("8000000000000000", .refused), ("FFFFFFFF", .refused),
    ("100000005", .refused), ("5.0", .whole.or(.refused)), (" 5", .wholeOrLost),
    ("5 ", .wholeOrLost),
    ("5\t", .wholeOrLost), ("\t5", .wholeOrLost),
    (String(repeating: "0", count: 1_000_000) + "5", .whole.or(.refused)),
    ("5;" + String(repeating: "a", count: 1_000_000), .whole.or(.refused)),
  ]

  /// Sizes of a chunk of five bytes; no leniency may cut the body.
  private static let chunkSizes: [ServerFault] = sizeTable.map { size, allowed in
    chunked(
      "the chunk size \(size.prefix(20).debugDescription)", "\(size)\r\n12345\r\n0\r\n\r\n", allowed
    )
  }

  // MARK: - Codings

  private static let codingTable: [(coding: String, allowed: Allowed)] = [
    ("CHUNKED", .whole), ("chunked, chunked", .wholeOrLost), ("identity, chunked", .wholeOrLost),
    ("gzip, chunked", .wholeOrLost), ("chunked\r\nTransfer-Encoding: chunked", .wholeOrLost),
    // A body in an unknown coding lasts until the close, and is no JSON.
    ("chunked, identity", undecoded), ("identity", undecoded), ("", undecoded),
    ("gzip", undecoded), ("xchunked", undecoded), ("chunked;q=1", undecoded),
  ]

  private static let undecoded = Allowed.wholeOrLost.or(200, "5\r\n12345\r\n0\r\n\r\n")

  /// Values of `Transfer-Encoding` with a chunked body.
  private static let codings: [ServerFault] = codingTable.map { coding, allowed in
    ServerFault(
      "Transfer-Encoding: \(coding.debugDescription)",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: \(coding)\r\n\r\n5\r\n12345\r\n0\r\n\r\n", allowed)
  }

  // MARK: - Trailers

  private static let trailerTable: [(name: String, trailers: String, allowed: Allowed)] = [
    ("one trailer", "X-A: 1\r\n", .whole),
    ("20 trailers", String(repeating: "X-A: 1\r\n", count: 20), .whole),
    ("100,000 trailers", String(repeating: "X-A: 1\r\n", count: 100_000), .whole.or(.refused)),
    (
      "a trailer of 1 MB", "X-A: " + String(repeating: "x", count: 1_000_000) + "\r\n",
      .whole.or(.refused)
    ),
    ("a trailer without a colon", "X-A\r\n", .wholeOrLost),
    ("a trailer without a name", ": 1\r\n", .wholeOrLost),
    ("a folded trailer", "X-A: 1\r\n 2\r\n", .wholeOrLost),
    ("NUL in a trailer", "X-A: \0\r\n", .wholeOrLost),
    ("a length as trailer", "Content-Length: 3\r\n", .wholeOrLost),
    ("a coding as trailer", "Transfer-Encoding: gzip\r\n", .wholeOrLost),
  ]

  private static let trailers: [ServerFault] = trailerTable.map { name, trailers, allowed in
    chunked(name, "5\r\n12345\r\n0\r\n\(trailers)\r\n", allowed)
      .except(.urlSession, stopsAtTrailers)
  }

  private static let otherTrailers: [ServerFault] = [
    chunked("a trailer and a close", "5\r\n12345\r\n0\r\nX-A: 1", .lost),
    ServerFault(
      "endless trailers",
      steps: [.write("\(chunkedHead)5\r\n12345\r\n0\r\n"), .writeForever("X-A: 1\r\n")], .refused),
    ServerFault(
      "an endless trailer",
      steps: [.write("\(chunkedHead)5\r\n12345\r\n0\r\nX-A: "), .writeForever("x")], .refused),
  ].map { $0.except(.urlSession, stopsAtTrailers) }

  // MARK: - Without end

  private static let endlessChunks: [ServerFault] = [
    ServerFault(
      "endless chunks", steps: [.write(chunkedHead), .writeForever("5\r\n12345\r\n")],
      .failure(.responseTooLarge)),
    ServerFault(
      "an endless chunk", steps: [.write("\(chunkedHead)7FFFFFFFFFFFFFF\r\n"), .writeForever("x")],
      .failure(.responseTooLarge)),
    ServerFault(
      "an endless chunk size", steps: [.write(chunkedHead), .writeForever("0")],
      .refused.orLasting()),
    ServerFault(
      "an endless extension", steps: [.write("\(chunkedHead)5;"), .writeForever("a")],
      .refused.orLasting()
    ).except(
      .urlSession, .untried(reason: "Foundation 6.3 can end it long after its deadline")),
    ServerFault(
      "endless spaces after a size", steps: [.write("\(chunkedHead)5"), .writeForever(" ")],
      .refused.orLasting()),
  ]
}
