// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore
import Synchronization

/// What a request's body asks of its connection, from any thread.
final class BodySource: NIOAsyncSequenceProducerDelegate {
  private let connection: NIOLoopBound<ConnectionHandler>
  private let eventLoop: any EventLoop
  /// The number of the request on its connection.
  private let number: Int
  private let received = Atomic(0)
  /// Ends with the first part, or with a body that has none.
  private let beginnings: AsyncStream<Never>
  private let beginning: AsyncStream<Never>.Continuation

  init(_ connection: ConnectionHandler, request number: Int, eventLoop: any EventLoop) {
    self.connection = NIOLoopBound(connection, eventLoop: eventLoop)
    self.eventLoop = eventLoop
    self.number = number
    (beginnings, beginning) = AsyncStream.makeStream()
  }

  /// The number of bytes received so far.
  var receivedBytes: Int { received.load(ordering: .relaxed) }

  /// Counts received bytes.
  func didReceive(bytes count: Int) {
    if received.wrappingAdd(count, ordering: .relaxed).oldValue == 0 { beginning.finish() }
  }

  /// Marks that nothing more will be received.
  func didEnd() {
    beginning.finish()
  }

  /// Asks the client for the body, and waits for its first part or its end.
  func waitForBeginning() async {
    start()
    for await _ in beginnings {}
  }

  /// Asks the client for the body if it waits for that.
  func start() {
    onEventLoop { [number] in $0.startBody(of: number) }
  }

  /// Has the body counted in the budget, and asks the client for it.
  ///
  /// - Throws: ``RequestRejection``, which the connection answers, if it is too large.
  func collect(announcedBytes: Int) async throws {
    guard eventLoop.inEventLoop else {
      return try await eventLoop.submit { [connection, number] in
        try connection.value.collectBody(of: number, announcedBytes: announcedBytes)
      }.get()
    }
    try connection.value.collectBody(of: number, announcedBytes: announcedBytes)
  }

  func produceMore() {
    onEventLoop { [number] in $0.resumeBody(of: number) }
  }

  func didTerminate() {
    onEventLoop { [number] in $0.dropBody(of: number) }
  }

  private func onEventLoop(_ body: @escaping @Sendable (ConnectionHandler) -> Void) {
    guard eventLoop.inEventLoop else {
      return eventLoop.execute { [connection] in body(connection.value) }
    }
    body(connection.value)
  }
}
#endif
