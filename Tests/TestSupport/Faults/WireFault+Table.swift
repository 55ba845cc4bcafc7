// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel

extension WireFault {
  /// The maximum size of a response in these tests, in bytes.
  public static let maximumResponseBytes = 100_000
  /// The timeout of a call in these tests; only a `Retry-After` value comes near it.
  public static let callTimeout = Duration.seconds(50)

  /// Faults that take effect immediately.
  public static let quick =
    rateLimits + serverErrors + brokenConnections + malformedBodies + harmlessVariations

  /// Faults that last until the client's timeout.
  public static let slow = [
    WireFault("a hang", .instead(.hang), .retriedIfIdempotent(orElse: .timeout)),
    WireFault(
      "a hang after processing", .afterProcessing { _ in .hang },
      .retriedIfIdempotent(orElse: .timeout)),
    WireFault(
      "one byte at a time", .afterProcessing { .drip($0.wire, pauseMilliseconds: 1_000) },
      .retriedIfIdempotent(orElse: .timeout)),
    WireFault(
      "half of a body on an open connection",
      .afterProcessing { .rawKeepingOpen(Array($0.wire.dropLast($0.body.count / 2))) },
      .retriedIfIdempotent(orElse: .timeout)),
  ]

  // MARK: - Rate limits

  private static let rateLimits = [
    rateLimit("429", [], .retried(orElse: .rateLimited)),
    rateLimit("429 with zero Retry-After", [("Retry-After", "0")], .retried(orElse: .rateLimited)),
    rateLimit(
      "429 with retry-after-ms", [("retry-after-ms", "3"), ("Retry-After", "3600")],
      .retried(orElse: .rateLimited)),
    rateLimit(
      "429 with a past date", [("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT")],
      .retried(orElse: .rateLimited)),
    rateLimit(
      "429 with an invalid Retry-After", [("Retry-After", "soon")], .retried(orElse: .rateLimited)),
    // The client caps the delay at one minute, which exceeds the call's timeout.
    rateLimit("429 with an hour of Retry-After", [("Retry-After", "3600")], .failure(.rateLimited)),
    rateLimit("429 without retry", [("x-should-retry", "false")], .failure(.rateLimited)),
  ]

  private static func rateLimit(
    _ name: String, _ headers: [(String, String)], _ consequence: Consequence
  ) -> WireFault {
    let detail = #"{"detail":"Rate limit exceeded. Maximum 40 classify job creations per second."}"#
    return WireFault(name, .instead(.json(429, detail, headers: headers)), consequence)
  }

  // MARK: - Error responses

  private static let serverErrors =
    [500, 502, 503, 504, 529].map { status in
      WireFault(
        "\(status)", .instead(.json(status, #"{"detail":"no"}"#)),
        .retriedIfIdempotent(orElse: .server))
    } + [
      WireFault(
        "500 after processing", .afterProcessing { _ in .json(500, "") },
        .retriedIfIdempotent(orElse: .server)),
      WireFault(
        "502 with HTML", .instead(page(502)), .retriedIfIdempotent(orElse: .server)),
      WireFault(
        "503 with x-should-retry",
        .instead(.json(503, "{}", headers: [("x-should-retry", "true"), ("Retry-After", "0")])),
        .retriedIfIdempotent(orElse: .server)),
      WireFault(
        "503 without retry", .instead(.json(503, "{}", headers: [("x-should-retry", "false")])),
        .failure(.server)),
      WireFault(
        "408", .instead(.json(408, "")), .retriedIfIdempotent(orElse: .unexpectedStatus)),
      WireFault("409", .instead(.json(409, "")), .retriedIfIdempotent(orElse: .conflict)),
      WireFault("401", .instead(.json(401, "")), .failure(.authentication)),
      WireFault("402", .instead(.json(402, "")), .failure(.paymentRequired)),
    ]

  // MARK: - Broken connections

  private static let brokenConnections = [
    WireFault(
      "a reset before the request", .connection(.reset), .retriedIfUnsent(orElse: .connection)),
    WireFault(
      "a reset during the request", .connection(.resetAfterReading(20)),
      .retriedIfUnsent(orElse: .connection)),
    WireFault(
      "a reset after the request", .instead(.reset), .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "a close after the request", .instead(.close), .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "a reset after processing", .afterProcessing { _ in .reset },
      .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "a close after processing", .afterProcessing { _ in .close },
      .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "half of a body, then a close",
      .afterProcessing { .raw($0.wire.dropLast($0.body.count / 2)) },
      .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "half of a chunk, then a close",
      .afterProcessing { _ in
        .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab")
      },
      .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "a chunk without a size",
      .afterProcessing { _ in
        .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")
      }, .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "an uncompressed body declared as gzip",
      .afterProcessing { response in
        .respond(status: 200, headers: [("Content-Encoding", "gzip")], body: response.body)
      }, .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "bytes that are not HTTP", .instead(.text("\u{0}\u{1}garbage\r\n\r\n")),
      .retriedIfIdempotent(orElse: .connection)),
    WireFault(
      "a greeting of another protocol", .connection(.speak(Array("220 mail here\r\n\r\n".utf8))),
      .retriedIfUnsent(orElse: .connection)),
  ]

  // MARK: - Malformed bodies

  private static let malformedBodies = [
    WireFault(
      "truncated JSON", .afterProcessing { .body($0.body.dropLast($0.body.count / 2)) },
      .failure(.malformedResponse)),
    WireFault("HTML", .afterProcessing { _ in page(200) }, .failure(.malformedResponse)),
    WireFault("an empty body", .afterProcessing { _ in .body([]) }, .failure(.malformedResponse)),
    WireFault(
      "204", .afterProcessing { _ in .text("HTTP/1.1 204 No Content\r\n\r\n") },
      .failure(.malformedResponse)),
    WireFault(
      "invalid UTF-8", .afterProcessing { _ in .body([0xFF, 0xFE, 0x00, 0xC0]) },
      .failure(.malformedResponse)),
    WireFault(
      "JSON of another shape", .afterProcessing { _ in .body("[]".utf8) },
      .failure(.malformedResponse)),
    WireFault(
      "trailing text after the JSON", .afterProcessing { .body($0.body + "}".utf8) },
      .failure(.malformedResponse)
    ),
    WireFault(
      "too large with Content-Length",
      .afterProcessing { .body($0.body + [UInt8](repeating: 0x20, count: maximumResponseBytes)) },
      .failure(.responseTooLarge)),
    WireFault(
      "too large without Content-Length",
      .afterProcessing { response in
        .raw(
          Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + response.body
            + [UInt8](repeating: 0x20, count: maximumResponseBytes))
      }, .failure(.responseTooLarge)),
  ]

  private static func page(_ status: Int) -> LoopbackBehavior {
    .respond(
      status: status, headers: [("Content-Type", "text/html")],
      body: Array("<html><body>Bad gateway</body></html>".utf8))
  }

  // MARK: - Valid but unusual responses

  private static let harmlessVariations = [
    WireFault(
      "a close after each response", .afterProcessing { .raw($0.wire) }, .success),
    WireFault(
      "Connection: close",
      .afterProcessing { response in
        .raw(
          Array("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ".utf8)
            + Array("\(response.body.count)\r\n\r\n".utf8) + response.body)
      }, .success),
    WireFault(
      "informational responses first",
      .afterProcessing { response in
        .rawKeepingOpen(
          Array("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n".utf8)
            + response.wire)
      }, .success),
    WireFault(
      "a response in two chunks",
      .afterProcessing { response in
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
  fileprivate static func body(_ bytes: some Sequence<UInt8>) -> LoopbackBehavior {
    .respond(status: 200, headers: [("Content-Type", "application/json")], body: Array(bytes))
  }
}
