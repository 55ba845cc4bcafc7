// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport

extension ServerFault {
  /// Connections that are reset, closed, silent or slow at any time.
  static let connections: [ServerFault] = [
    interruptions, otherResets, earlyAnswers, slowAnswers,
  ].flatMap(\.self)

  private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"
  private static let upload = [UInt8](repeating: UInt8(ascii: "a"), count: 4_000_000)

  // MARK: - Resets and closes

  /// The parts of an answer after which a connection ends.
  private static let phases: [(name: String, sent: String, isWithinHeader: Bool)] = [
    ("the request", "", false), ("the version", "HTTP/1.1", true),
    ("the status", "HTTP/1.1 200", true), ("the first line", "HTTP/1.1 200 OK\r\n", true),
    ("a field", "HTTP/1.1 200 OK\r\nX-A: 1\r\n", true),
    ("an interim response", "HTTP/1.1 103 X\r\n\r\n", false), ("the head", head, false),
    ("half of the body", "\(head)12", false), ("the chunked head", chunkedHead, false),
    ("a chunk size", "\(chunkedHead)5\r\n", false),
    ("half of a chunk", "\(chunkedHead)5\r\n12", false),
    ("a chunk", "\(chunkedHead)5\r\n12345\r\n", false),
    ("the last size", "\(chunkedHead)5\r\n12345\r\n0\r\n", true),
  ]

  private static let interruptions: [ServerFault] = phases.flatMap { phase -> [ServerFault] in
    let (name, sent) = (phase.name, phase.sent)
    let faults = [
      ServerFault("a reset after \(name)", steps: [.write(sent), .reset], .lost),
      ServerFault(
        "a reset a moment after \(name)", steps: [.write(sent), .pause(milliseconds: 50), .reset],
        .lost),
      ServerFault("a close after \(name)", steps: [.write(sent)], .lost),
      ServerFault("silence after \(name)", steps: [.write(sent), .hang], .lasting),
    ]
    guard phase.isWithinHeader else { return faults }
    return faults.map { $0.except(.urlSession, endsWithinHeader) }
  }

  private static let otherResets: [ServerFault] = [
    ServerFault(
      "a reset after the answer", steps: [.write("\(head)12345"), .reset], .wholeOrLost),
    ServerFault("a reset at once", .greeting(.reset), .failure(.connectionLost, .cannotConnect)),
    ServerFault(
      "a reset after one byte of the request", .greeting(.resetAfterReading(1)), .lost
    ).uploading(upload),
    ServerFault(
      "a reset after 100,000 bytes of the request", .greeting(.resetAfterReading(100_000)), .lost
    ).uploading(upload),
  ]

  // MARK: - Early answers

  private static let earlyAnswers: [ServerFault] = [
    ServerFault(
      "an answer before the request", .greeting(.speak(Array("\(head)12345".utf8))),
      .wholeOrLost.or(.cannotConnect)
    ).except(
      .asyncHTTP,
      .allowed(
        .wholeOrLost.or(.cannotConnect).orLasting(),
        reason: "async-http-client can discard such an answer and wait for another")),
    ServerFault(
      "an answer before a long request", .greeting(.speak(Array("\(head)12345".utf8))),
      .wholeOrLost.or(.cannotConnect).orLasting()
    ).uploading(upload),
    ServerFault(
      "a greeting of another protocol", .greeting(.speak(Array("220 mail here\r\n\r\n".utf8))),
      .failure(.connectionLost, .cannotConnect)
    ).except(
      .asyncHTTP,
      .allowed(
        .failure(.connectionLost, .cannotConnect).orLasting(),
        reason: "async-http-client can discard a greeting and wait for a response")),
  ]

  // MARK: - Slow answers

  private static let slowTable: [(name: String, start: String, part: String)] = [
    ("a slow first line", "", "HTTP/1.1 200 OK, and a reason that takes more than a second\r\n"),
    ("a slow header", "HTTP/1.1 200 OK\r\n", "X-A: 1\r\n"),
    ("slow interim responses", "", "HTTP/1.1 103 X\r\n\r\n"),
    ("a slow body", "HTTP/1.1 200 OK\r\n\r\n", "x"),
    ("a slow body with a length", "HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", "x"),
    ("a slow chunk size", chunkedHead, "0"), ("slow chunks", chunkedHead, "1\r\nx\r\n"),
    ("a slow extension", "\(chunkedHead)5;", "a"),
    ("slow trailers", "\(chunkedHead)5\r\n12345\r\n0\r\n", "X-A: 1\r\n"),
  ]

  /// One byte each 20 ms, which no limit of idle time ends.
  private static let slowAnswers: [ServerFault] = slowTable.map { name, start, part in
    let fault = ServerFault(
      name,
      steps: [.write(start), .dripForever(Array(part.utf8), pauseMilliseconds: 20)],
      name == "a slow chunk size" ? .lost.orLasting() : .lasting)
    return name == "slow trailers" ? fault.except(.urlSession, stopsAtTrailers) : fault
  }
}
