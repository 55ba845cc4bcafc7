// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

extension ServerFault {
  /// Header fields that are malformed, many, large or without end, and wrong lengths.
  static let fields: [ServerFault] = [
    malformedFields, otherFields, floods,
    [lengths, repeatedLengths, lengthsWithChunks, lengthsWithoutBody].flatMap(\.self)
      .map { $0.except(.urlSession, stopsAtLengths) },
  ].flatMap(\.self)

  /// Why lengths aren't tried with Foundation.
  private static let stopsAtLengths = Exception.untried(
    reason: "Foundation 6.3 stops the process at some of the wrong lengths")

  private static let start = "HTTP/1.1 200 OK\r\n"

  /// An answer with this line in its header, and a body of five bytes.
  private static func field(_ name: String, _ line: String, _ allowed: Allowed) -> ServerFault {
    ServerFault(name, "\(start)\(line)\r\nContent-Length: 5\r\n\r\n12345", allowed)
  }

  // MARK: - Malformed fields

  private static let malformedFields: [ServerFault] = [
    (name: "a field without a colon", line: "X-A"), ("an empty name", ": 1"), ("only a colon", ":"),
    ("NUL in a name", "X\0A: 1"), ("NUL in a value", "X-A: 1\u{0}2"),
    ("NUL as the only value", "X-A: \0"), ("a space in a name", "X A: 1"),
    ("a space before the colon", "X-A : 1"), ("a tab before the colon", "X-A\t: 1"),
    ("a space before the first field", " X-A: 1"), ("a folded value", "X-A: 1\r\n 2"),
    ("a folded value with a tab", "X-A: 1\r\n\t2"),
    ("a folded length", "X-A: 1\r\n Content-Length: 9"),
    ("a control character in a value", "X-A: \u{1}\u{7F}"), ("a bare CR in a value", "X-A: 1\r2"),
    ("a bare LF as line break", "X-A: 1\nX-B: 2"), ("two CRs", "X-A: 1\r\r\nX-B: 2"),
    ("a name that is not ASCII", "X-Ä: 1"), ("an empty value", "X-A:"),
    ("a name of symbols", "!#$%&'*+.^_`|~: 1"), ("a quotation mark", "X-A: \"1"),
    ("300 equal fields", String(repeating: "X-A: 1\r\n", count: 299) + "X-A: 1"),
  ].map { field($0.name, $0.line, .wholeOrLost.or(.responseTooLarge)) }

  private static let otherFields: [ServerFault] = [
    ServerFault(
      "a value that is not UTF-8",
      steps: [
        .write("\(start)X-A: "), .write([0xFF, 0xC0, 0x80]),
        .write("\r\nContent-Length: 5\r\n\r\n12345"),
      ], .wholeOrLost),
    ServerFault(
      "a name that is not UTF-8",
      steps: [
        .write("\(start)X"), .write([0xFF, 0xC0, 0x80]),
        .write(": 1\r\nContent-Length: 5\r\n\r\n12345"),
      ], .wholeOrLost),
    ServerFault("bare LF only", "HTTP/1.1 200 OK\nContent-Length: 5\n\n12345", .wholeOrLost),
  ]

  // MARK: - Floods

  private static let floods: [ServerFault] = [
    field("100,000 fields", String(repeating: "X-A: 1\r\n", count: 99_999) + "X-A: 1", .refused),
    field("a field of 1 MB", "X-A: " + String(repeating: "x", count: 1_000_000), .refused),
    field("a name of 1 MB", String(repeating: "x", count: 1_000_000) + ": 1", .refused),
    ServerFault("endless fields", steps: [.write(start), .writeForever("X-A: 1\r\n")], .refused),
    ServerFault(
      "an endless value", steps: [.write("\(start)X-A: "), .writeForever("x")], .refused),
    ServerFault("an endless name", steps: [.write(start), .writeForever("x")], .refused),
    ServerFault(
      "endless spaces before a value", steps: [.write("\(start)X-A:"), .writeForever(" ")],
      .refused.orLasting()),
    ServerFault(
      "an endless folded value", steps: [.write("\(start)X-A: 1\r\n"), .writeForever(" 2\r\n")],
      .refused
    ).except(
      .urlSession, .untried(reason: "Foundation 6.3 doesn't end it, even after its deadline")),
    ServerFault(
      "endless fields without a name", steps: [.write(start), .writeForever(": 1\r\n")], .refused
    ).except(
      .urlSession, .untried(reason: "Foundation 6.3 doesn't end it, even after its deadline")),
  ]

  // MARK: - Lengths

  private static let lengthTable: [(value: String, allowed: Allowed)] = [
    ("5", .whole), ("  5 ", .whole), ("\t5\t", .wholeOrLost), ("005", .wholeOrLost),
    ("5, 5", .wholeOrLost), ("5,5,5", .wholeOrLost), ("-5", .wholeOrLost), ("-1", .wholeOrLost),
    ("+5", .wholeOrLost), ("0x5", .wholeOrLost), ("5.0", .wholeOrLost), ("5e0", .wholeOrLost),
    ("5 5", .wholeOrLost), ("5;q=1", .wholeOrLost), ("\"5\"", .wholeOrLost), ("٥", .wholeOrLost),
    ("five", .wholeOrLost), ("", .wholeOrLost), (",", .wholeOrLost), ("5,", .wholeOrLost),
    // Lengths that contradict each other must never be used (RFC 9112 §6.3).
    ("5, 6", .lost), ("6, 5", .lost),
    // A length that overflows must not cut the body.
    ("9223372036854775807", .refused), ("9223372036854775808", .whole.or(.refused)),
    ("18446744073709551618", .whole.or(.refused)), ("18446744073709551621", .whole.or(.refused)),
    ("4294967298", .refused), ("100001", .refused),
    (String(repeating: "9", count: 1_000), .whole.or(.refused)),
    ("9", .lost), ("6", .lost), ("3", .response(200, "123").or(.connectionLost)),
    ("0", .response(200, "").or(.connectionLost)),
  ]

  /// Values of `Content-Length` with a body of five bytes.
  private static let lengths: [ServerFault] = lengthTable.map { value, allowed in
    ServerFault(
      "Content-Length: \(value.prefix(30).debugDescription)",
      "\(start)Content-Length: \(value)\r\n\r\n12345", allowed)
  }

  private static let repeatedLengths: [ServerFault] = [
    ServerFault(
      "two equal lengths", "\(start)Content-Length: 5\r\nContent-Length: 5\r\n\r\n12345",
      .wholeOrLost),
    ServerFault(
      "two lengths", "\(start)Content-Length: 5\r\nContent-Length: 6\r\n\r\n12345", .lost),
    ServerFault(
      "two lengths, the first too large",
      "\(start)Content-Length: 6\r\nContent-Length: 5\r\n\r\n12345", .lost),
    ServerFault(
      "a length and an empty one", "\(start)Content-Length: 5\r\nContent-Length: \r\n\r\n12345",
      .wholeOrLost),
  ]

  private static let lengthsWithChunks: [ServerFault] = [
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 5",
    "Transfer-Encoding: chunked\r\nContent-Length: 500",
    "Transfer-Encoding: chunked\r\nContent-Length: -5",
  ].map { lines in
    ServerFault(
      "chunks with \(lines.debugDescription)",
      "\(start)\(lines)\r\n\r\n5\r\n12345\r\n0\r\n\r\n", .wholeOrLost)
  }

  private static let lengthsWithoutBody: [ServerFault] =
    [204, 304].flatMap { (status: Int) -> [ServerFault] in
      let empty = Allowed.response(status, "")
      let start = "HTTP/1.1 \(status) X\r\n"
      return [
        ServerFault("\(status) with a length", "\(start)Content-Length: 5\r\n\r\n", empty),
        ServerFault(
          "\(status) with a body", "\(start)Content-Length: 5\r\n\r\n12345",
          empty.or(.connectionLost)),
        ServerFault(
          "\(status) with chunks",
          "\(start)Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n",
          empty.or(.connectionLost)),
      ]
    }
}
