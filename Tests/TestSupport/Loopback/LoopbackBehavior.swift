// SPDX-License-Identifier: Apache-2.0

/// What a ``LoopbackServer`` does with a connection that it has accepted.
public enum LoopbackGreeting: Sendable {
  /// Reads requests from it.
  case read
  /// Breaks it at once, before anything is read.
  case reset
  /// Reads this many bytes of what comes, and breaks it then.
  case resetAfterReading(Int)
  /// Writes these bytes at once and reads no request, as a server of another protocol does.
  case speak([UInt8])
}

/// What a ``LoopbackServer`` does with a request that it has read.
public enum LoopbackBehavior: Sendable {
  /// Answers, and keeps the connection open.
  case respond(status: Int, headers: [(String, String)], body: [UInt8])
  /// Writes these bytes as they are, and closes.
  case raw([UInt8])
  /// Writes these bytes as they are, and keeps the connection open.
  case rawKeepingOpen([UInt8])
  /// Writes the bytes one by one with a pause before each, and closes.
  case drip([UInt8], pauseMilliseconds: Int)
  /// Writes nothing and waits until the client leaves.
  case hang
  /// Breaks the connection without an answer.
  case reset
  /// Closes the connection without an answer.
  case close

  /// Answers with a status, and a body of JSON text.
  public static func json(_ status: Int, _ text: String, headers: [(String, String)] = [])
    -> LoopbackBehavior
  {
    .respond(
      status: status, headers: [("Content-Type", "application/json")] + headers,
      body: Array(text.utf8))
  }
}
