// SPDX-License-Identifier: Apache-2.0

/// The scripted behavior of a ``LoopbackServer``.
public struct LoopbackPlan: Sendable {
  let greet: @Sendable (_ connection: Int) -> LoopbackGreeting
  let respond: @Sendable (LoopbackRequest) -> LoopbackBehavior

  /// Creates a plan.
  ///
  /// - Parameters:
  ///   - greeting: The action for each connection.
  ///   - respond: Returns the action for a request; called on the connection's thread.
  public init(
    greeting: LoopbackGreeting = .read,
    respond: @escaping @Sendable (LoopbackRequest) -> LoopbackBehavior
  ) {
    self.init(greet: { _ in greeting }, respond: respond)
  }

  /// Creates a plan with an action per connection.
  ///
  /// - Parameters:
  ///   - greet: Returns the action for a connection, whose number is zero-based.
  ///   - respond: Returns the action for a request; called on the connection's thread.
  public init(
    greet: @escaping @Sendable (_ connection: Int) -> LoopbackGreeting,
    respond: @escaping @Sendable (LoopbackRequest) -> LoopbackBehavior
  ) {
    self.greet = greet
    self.respond = respond
  }

  /// Creates a plan with the same action for every request.
  public static func always(
    _ behavior: LoopbackBehavior, greeting: LoopbackGreeting = .read
  ) -> LoopbackPlan {
    LoopbackPlan(greeting: greeting) { _ in behavior }
  }

  /// Runs a server while `body` runs, as soon as few enough other tests run one.
  ///
  /// - Throws: Any error of `body`, or a system error if the server can't be started.
  public func run<Result>(
    _ body: (LoopbackServer) async throws -> Result
  ) async throws -> Result {
    try await LoopbackGate.shared.run {
      let server = try LoopbackServer(self)
      defer { server.stop() }
      return try await body(server)
    }
  }
}

/// The action of a ``LoopbackServer`` for an accepted connection.
public enum LoopbackGreeting: Sendable {
  /// Reads requests.
  case read
  /// Resets the connection before it reads anything.
  case reset
  /// Resets the connection after it has read this many bytes.
  case resetAfterReading(Int)
  /// Writes these bytes immediately and reads no request, like a server of another protocol.
  case speak([UInt8])
}

/// The action of a ``LoopbackServer`` for a request.
public enum LoopbackBehavior: Sendable {
  /// Sends a response and keeps the connection open.
  case respond(status: Int, headers: [(String, String)], body: [UInt8])
  /// Writes these bytes unchanged and closes the connection.
  case raw([UInt8])
  /// Writes these bytes unchanged and keeps the connection open.
  case rawKeepingOpen([UInt8])
  /// Writes the bytes one by one with a pause before each, and closes the connection.
  case drip([UInt8], pauseMilliseconds: Int)
  /// Performs steps one after the other and closes the connection.
  case script([LoopbackStep])
  /// Sends no response and waits until the client disconnects.
  case hang
  /// Resets the connection without a response.
  case reset
  /// Closes the connection without a response.
  case close

  /// Returns a behavior that responds with a status and a JSON body.
  public static func json(_ status: Int, _ text: String, headers: [(String, String)] = [])
    -> LoopbackBehavior
  {
    .respond(
      status: status, headers: [("Content-Type", "application/json")] + headers,
      body: Array(text.utf8))
  }

  /// Returns a behavior that writes a text unchanged and closes the connection.
  public static func text(_ text: String) -> LoopbackBehavior { .raw(Array(text.utf8)) }
}

/// One step of a ``LoopbackBehavior/script(_:)``.
public enum LoopbackStep: Sendable {
  /// Writes these bytes unchanged.
  case write([UInt8])
  /// Writes these bytes again and again until the client disconnects; after 1 GiB it only waits.
  case writeForever([UInt8])
  /// Writes these bytes one by one, again and again with a pause before each, until the client
  /// disconnects.
  case dripForever([UInt8], pauseMilliseconds: Int)
  /// Waits.
  case pause(milliseconds: Int)
  /// Waits until the client disconnects.
  case hang
  /// Resets the connection.
  case reset
  /// Reads the next request; no step after this one is performed.
  case keepOpen
}
