// SPDX-License-Identifier: Apache-2.0

/// What a ``LoopbackServer`` is to do.
public struct LoopbackPlan: Sendable {
  let greet: @Sendable (_ connection: Int) -> LoopbackGreeting
  let respond: @Sendable (LoopbackRequest) -> LoopbackBehavior

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - greeting: What to do with each connection.
  ///   - respond: What to do with each request; called on the connection's thread.
  public init(
    greeting: LoopbackGreeting = .read,
    respond: @escaping @Sendable (LoopbackRequest) -> LoopbackBehavior
  ) {
    self.init(greet: { _ in greeting }, respond: respond)
  }

  /// Makes a plan that tells connections apart.
  ///
  /// - Parameters:
  ///   - greet: What to do with a connection, counted from 0.
  ///   - respond: What to do with each request; called on the connection's thread.
  public init(
    greet: @escaping @Sendable (_ connection: Int) -> LoopbackGreeting,
    respond: @escaping @Sendable (LoopbackRequest) -> LoopbackBehavior
  ) {
    self.greet = greet
    self.respond = respond
  }

  /// Makes a plan to do the same with every request.
  public static func always(
    _ behavior: LoopbackBehavior, greeting: LoopbackGreeting = .read
  ) -> LoopbackPlan {
    LoopbackPlan(greeting: greeting) { _ in behavior }
  }

  /// Runs a server for as long as `body` runs.
  ///
  /// - Throws: What `body` throws, or an error of the system if there can be no server.
  public func run<Result>(
    _ body: (LoopbackServer) async throws -> Result
  ) async throws -> Result {
    let server = try LoopbackServer(self)
    defer { server.stop() }
    return try await body(server)
  }
}
