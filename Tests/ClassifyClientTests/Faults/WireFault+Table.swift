// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import TestSupport

extension WireFault {
  /// The largest answer that the client takes in these tests, in bytes.
  static let largestAnswer = 100_000
  /// The time limit of a call in these tests, which nothing but a server's wish comes near to.
  static let callLimit = Duration.seconds(50)

  /// Faults that are over at once.
  static let quick = limits + failures + breaks + bodies + oddities

  /// Faults that are over only when the client gives up.
  static let slow = [
    WireFault("a hang", .instead(.hang), .repeatedIfIdempotent(orElse: .timeout)),
    WireFault(
      "a hang after the work", .afterwards { _ in .hang }, .repeatedIfIdempotent(orElse: .timeout)),
    WireFault(
      "a drip", .afterwards { .drip($0.wire, pauseMilliseconds: 100) },
      .repeatedIfIdempotent(orElse: .timeout)),
    WireFault(
      "half of a body, and no end",
      .afterwards { .rawKeepingOpen(Array($0.wire.dropLast($0.body.count / 2))) },
      .repeatedIfIdempotent(orElse: .timeout)),
  ]

  // MARK: - Too many requests

  private static let limits = [
    limited("429", [], .repeated(orElse: .rateLimited)),
    limited("429 with a wait of zero", [("Retry-After", "0")], .repeated(orElse: .rateLimited)),
    limited(
      "429 with a wait of milliseconds", [("retry-after-ms", "3"), ("Retry-After", "3600")],
      .repeated(orElse: .rateLimited)),
    limited(
      "429 until a time that has passed", [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")],
      .repeated(orElse: .rateLimited)),
    limited(
      "429 with a wait that is none", [("Retry-After", "soon")], .repeated(orElse: .rateLimited)),
    // It is cut to a minute, which the call does not have.
    limited("429 with too long a wait", [("Retry-After", "3600")], .failure(.rateLimited)),
    limited("429 for good", [("x-should-retry", "false")], .failure(.rateLimited)),
  ]

  private static func limited(
    _ name: String, _ headers: [(String, String)], _ consequence: Consequence
  ) -> WireFault {
    let detail = #"{"detail":"Rate limit exceeded. Maximum 40 classify job creations per second."}"#
    return WireFault(name, .instead(.json(429, detail, headers: headers)), consequence)
  }

  // MARK: - Failures of the service

  private static let failures =
    [500, 502, 503, 504, 529].map { status in
      WireFault(
        "\(status)", .instead(.json(status, #"{"detail":"no"}"#)),
        .repeatedIfIdempotent(orElse: .server))
    } + [
      WireFault(
        "500 after the work", .afterwards { _ in .json(500, "") },
        .repeatedIfIdempotent(orElse: .server)),
      WireFault(
        "502 with a page", .instead(page(502)), .repeatedIfIdempotent(orElse: .server)),
      WireFault(
        "503 that asks for more",
        .instead(.json(503, "{}", headers: [("x-should-retry", "true"), ("Retry-After", "0")])),
        .repeatedIfIdempotent(orElse: .server)),
      WireFault(
        "503 for good", .instead(.json(503, "{}", headers: [("x-should-retry", "false")])),
        .failure(.server)),
      WireFault(
        "408", .instead(.json(408, "")), .repeatedIfIdempotent(orElse: .unexpectedStatus)),
      WireFault("409", .instead(.json(409, "")), .repeatedIfIdempotent(orElse: .conflict)),
      WireFault("401", .instead(.json(401, "")), .failure(.authentication)),
      WireFault("402", .instead(.json(402, "")), .failure(.paymentRequired)),
    ]

  // MARK: - Connections that break

  private static let breaks = [
    WireFault(
      "a reset before the request", .connection(.reset), .repeatedIfUnsent(orElse: .connection)),
    WireFault(
      "a reset during the request", .connection(.resetAfterReading(20)),
      .repeatedIfUnsent(orElse: .connection)),
    WireFault(
      "a reset after the request", .instead(.reset), .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "an end after the request", .instead(.close), .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "a reset after the work", .afterwards { _ in .reset },
      .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "an end after the work", .afterwards { _ in .close },
      .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "half of a body, and the end", .afterwards { .raw($0.wire.dropLast($0.body.count / 2)) },
      .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "half of a chunk, and the end",
      .afterwards { _ in .raw(text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab")
      },
      .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "a chunk without a size",
      .afterwards { _ in
        .raw(text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")
      }, .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "a body that is not compressed as it says",
      .afterwards { response in
        .respond(status: 200, headers: [("Content-Encoding", "gzip")], body: response.body)
      }, .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "no HTTP", .instead(.raw(text: "\u{0}\u{1}garbage\r\n\r\n")),
      .repeatedIfIdempotent(orElse: .connection)),
    WireFault(
      "a greeting of another protocol", .connection(.speak(Array("220 mail here\r\n\r\n".utf8))),
      .repeatedIfUnsent(orElse: .connection)),
  ]

  // MARK: - Bodies

  private static let bodies = [
    WireFault(
      "half of the JSON", .afterwards { .body($0.body.dropLast($0.body.count / 2)) },
      .failure(.malformedResponse)),
    WireFault("a page", .afterwards { _ in page(200) }, .failure(.malformedResponse)),
    WireFault("nothing", .afterwards { _ in .body([]) }, .failure(.malformedResponse)),
    WireFault(
      "204", .afterwards { _ in .raw(text: "HTTP/1.1 204 No Content\r\n\r\n") },
      .failure(.malformedResponse)),
    WireFault(
      "bytes that are no text", .afterwards { _ in .body([0xFF, 0xFE, 0x00, 0xC0]) },
      .failure(.malformedResponse)),
    WireFault(
      "JSON of another shape", .afterwards { _ in .body("[]".utf8) }, .failure(.malformedResponse)),
    WireFault(
      "more after the JSON", .afterwards { .body($0.body + "}".utf8) }, .failure(.malformedResponse)
    ),
    WireFault(
      "too much, and said so",
      .afterwards { .body($0.body + [UInt8](repeating: 0x20, count: largestAnswer)) },
      .failure(.responseTooLarge)),
    WireFault(
      "too much, and not said",
      .afterwards { response in
        .raw(
          Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + response.body
            + [UInt8](repeating: 0x20, count: largestAnswer))
      }, .failure(.responseTooLarge)),
  ]

  private static func page(_ status: Int) -> LoopbackBehavior {
    .respond(
      status: status, headers: [("Content-Type", "text/html")],
      body: Array("<html><body>Bad gateway</body></html>".utf8))
  }

  // MARK: - What is unusual and no fault

  private static let oddities = [
    WireFault(
      "an end after each answer", .afterwards { .raw($0.wire) }, .success),
    WireFault(
      "an end that is announced",
      .afterwards { response in
        .raw(
          Array("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ".utf8)
            + Array("\(response.body.count)\r\n\r\n".utf8) + response.body)
      }, .success),
    WireFault(
      "answers before the answer",
      .afterwards { response in
        .rawKeepingOpen(
          Array("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n".utf8)
            + response.wire)
      }, .success),
    WireFault(
      "an answer in two pieces",
      .afterwards { response in
        let half = response.body.count / 2
        let pieces = [response.body[..<half], response.body[half...]]
        let chunks = pieces.flatMap { piece in
          Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)
        }
        return .rawKeepingOpen(
          Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + chunks
            + Array("0\r\n\r\n".utf8))
      }, .success),
  ]
}

extension LoopbackBehavior {
  fileprivate static func raw(text: String) -> LoopbackBehavior { .raw(Array(text.utf8)) }

  fileprivate static func body(_ bytes: some Sequence<UInt8>) -> LoopbackBehavior {
    .respond(status: 200, headers: [("Content-Type", "application/json")], body: Array(bytes))
  }
}
