// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

extension ServerFault {
  /// Heads that end early, of wrong versions, with wrong statuses, and without end.
  static let heads: [ServerFault] = [
    partialHeads, versions, wrongVersions, otherFirstLines, statuses, wrongStatuses, otherStatuses,
    interimResponses, otherInterimResponses, endlessInterimResponses,
  ].flatMap(\.self)

  /// Why many faults can't be tried with Foundation on Linux.
  static let endsWithinHeader = Exception.untried(
    reason: "Foundation 6.3 stops the process if the connection is closed within a header")

  /// The end of an answer with a body of five bytes.
  private static let rest = "Content-Length: 5\r\n\r\n12345"
  private static let final = "HTTP/1.1 200 OK\r\n" + rest

  // MARK: - Heads that end early

  private static let partialHeads: [ServerFault] = [
    100, 101, 103, 199, 200, 204, 206, 301, 304, 404, 429, 500, 599, 600, 999,
  ].flatMap { (status: Int) -> [ServerFault] in
    let text = String(status)
    let parts: [String] = [
      "HTTP", "/1", ".1", " ", String(text.prefix(1)), String(text.dropFirst()), " ", "Rea", "son",
      "\r", "\n", "X", "-A", ":", " ", "1", "\r", "\n", "Content-Length: 5", "\r\n", "\r",
    ]
    return parts.indices.map { index in
      ServerFault(
        "\(status), closed after \(index + 1) parts of the head", parts[...index].joined(), .lost
      ).except(.urlSession, endsWithinHeader)
    }
  }

  // MARK: - Versions

  private static let versions: [ServerFault] = ["HTTP/1.0", "HTTP/1.1"].map { version in
    ServerFault(version, "\(version) 200 OK\r\n\r\n12345", .whole)
  }

  private static let wrongVersions: [ServerFault] = [
    "HTTP/0.9", "HTTP/1.2", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/9.9", "HTTP/1", "HTTP/1.",
    "HTTP/11.1", "HTTP/1.10", "HTTP/-1.1", "http/1.1", "HTTP 1.1", "ICY", "RTSP/1.0", "XTTP/1.1",
  ].map { version in
    ServerFault("the version \(version)", "\(version) 200 OK\r\n\(rest)", .wholeOrLost)
  }

  private static let otherFirstLines: [ServerFault] = [
    ServerFault("a body without a head, as in HTTP/0.9", "12345", .lost),
    ServerFault("a preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .lost),
    ServerFault(
      "settings of HTTP/2",
      .answer(.raw([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 100, 0, 0, 0, 4, 1])), .lost),
    ServerFault("nothing", "", .lost),
    ServerFault("a line break", "\r\n", .lost),
    ServerFault("line breaks before the head", "\r\n\r\n\(final)", .wholeOrLost),
  ]

  // MARK: - Statuses

  private static let statuses: [ServerFault] = [
    200, 206, 301, 404, 429, 500, 599, 600, 999,
  ].map { status in
    let allowed = Allowed.response(status, "12345")
    let fault = ServerFault(
      "the status \(status)", "HTTP/1.1 \(status) X\r\n\(rest)",
      status < 600 ? allowed : allowed.or(.connectionLost))
    guard status == 301 else { return fault }
    return fault.except(
      .urlSession,
      .allowed(.response(301, ""), reason: "Foundation drops the body of a redirect to nowhere"))
  }

  private static let wrongStatuses: [ServerFault] = [
    "", " ", "2", "20", "0", "000", "099", "2000", "20000000000000000000", "-200", "+200", "2x0",
    "0x200", "200.5", "abc",
  ].map { text in
    ServerFault("the status \(text.debugDescription)", "HTTP/1.1 \(text) X\r\n\(rest)", .lost)
  }

  private static let otherStatuses: [ServerFault] = [
    ServerFault("the status 204", "HTTP/1.1 204 X\r\n\r\n", .response(204, "")),
    ServerFault("the status 304", "HTTP/1.1 304 X\r\n\r\n", .response(304, "")),
    ServerFault("no reason", "HTTP/1.1 200\r\n\(rest)", .wholeOrLost),
    ServerFault("an empty reason", "HTTP/1.1 200 \r\n\(rest)", .whole),
    ServerFault(
      "a reason that is not UTF-8",
      steps: [.write("HTTP/1.1 200 "), .write([0xFF, 0xFE]), .write("\r\n\(rest)")], .wholeOrLost),
    ServerFault(
      "an endless reason", steps: [.write("HTTP/1.1 200 "), .writeForever("x")], .refused
    ).except(
      .asyncHTTP,
      .allowed(.refused.orLasting(), reason: "async-http-client 1.37 has no limit for it")),
    ServerFault("endless zeros", steps: [.writeForever("\0")], .refused),
    ServerFault("endless letters", steps: [.writeForever("H")], .refused),
    ServerFault("endless line breaks", steps: [.writeForever("\r\n")], .refused.orLasting()),
  ]

  // MARK: - Interim responses

  private static let interimResponses: [ServerFault] = [100, 102, 103, 199].map { status in
    ServerFault(
      "the interim status \(status)", "HTTP/1.1 \(status) X\r\nX-A: 1\r\n\r\n\(final)", .whole)
  }

  private static let otherInterimResponses: [ServerFault] = [
    ServerFault("100 and a close", "HTTP/1.1 100 Continue\r\n\r\n", .lost),
    ServerFault(
      "101 and another protocol", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n\(final)",
      .wholeOrLost.or(101, "").or(101, final)),
    ServerFault(
      "100 with a length", "HTTP/1.1 100 X\r\nContent-Length: 5\r\n\r\n\(final)", .wholeOrLost),
    ServerFault("100 with a body", "HTTP/1.1 100 X\r\n\(rest)\(final)", .wholeOrLost),
    ServerFault(
      "100 with chunks",
      "HTTP/1.1 100 X\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\(final)", .wholeOrLost),
    ServerFault(
      "1,000 interim responses",
      String(repeating: "HTTP/1.1 103 X\r\nX-A: 1\r\n\r\n", count: 1_000) + final,
      .wholeOrLost.or(.responseTooLarge)),
  ]

  private static let endlessInterimResponses: [ServerFault] = [100, 102, 103, 199].map { status in
    ServerFault(
      "endless interim responses \(status)",
      steps: [.writeForever("HTTP/1.1 \(status) X\r\nX-A: 1\r\n\r\n")], .refused.orLasting())
  }
}
