// SPDX-License-Identifier: Apache-2.0

#if Gateway
import AsyncHTTPClient
import NIOCore
import Synchronization

/// The body of a request on its way to the upstream.
///
/// At most ``window`` bytes wait in the connection, less than fills it: a connection that is full
/// would hold the next part until it is empty, even if the upstream has answered in the meantime.
final class ForwardedUpload: Sendable {
  private struct State {
    var unsentBytes = 0
    var waiting: CheckedContinuation<Void, any Error>?
    var task: Task<Void, Never>?
    var isPaused = false
    var isStopped = false

    var hasRoom: Bool { !isPaused && unsentBytes < ForwardedUpload.window }
  }

  /// The number of bytes that wait in the connection until the next part is read.
  private static let window = 32 << 10
  /// The maximum size of a part in bytes.
  private static let maximumPartBytes = 16 << 10

  private let body: IncomingBody
  private let eventLoop: any EventLoop
  private let state = Mutex(State())

  init(_ body: IncomingBody, eventLoop: any EventLoop) {
    self.body = body
    self.eventLoop = eventLoop
  }

  /// Begins to send the body.
  ///
  /// - Returns: A future that succeeds when all of the body has been written, and fails if it can't be
  ///   read to its end or is stopped.
  func start(_ writer: HTTPClient.Body.StreamWriter) -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    let task = Task(executorPreference: EventLoopExecutor(eventLoop)) {
      do {
        try await self.send(writer)
        promise.succeed()
      } catch {
        promise.fail(error)
      }
    }
    let isStopped = state.withLock { state in
      state.task = task
      return state.isStopped
    }
    if isStopped { task.cancel() }
    return promise.futureResult
  }

  /// Sends nothing more until the upload is stopped, because the upstream has answered.
  func pause() {
    state.withLock { $0.isPaused = true }
  }

  /// Ends the upload, because nothing more of it is wanted.
  func stop() {
    let (task, waiting) = state.withLock { state in
      state.isStopped = true
      defer { state.waiting = nil }
      return (state.task, state.waiting)
    }
    task?.cancel()
    waiting?.resume(throwing: CancellationError())
  }

  /// Counts bytes that the connection has sent.
  func didSend(bytes count: Int) {
    let waiting = state.withLock { state in
      state.unsentBytes -= count
      guard state.hasRoom else { return CheckedContinuation<Void, any Error>?.none }
      defer { state.waiting = nil }
      return state.waiting
    }
    waiting?.resume()
  }

  private func send(_ writer: HTTPClient.Body.StreamWriter) async throws {
    for try await var part in body {
      while part.readableBytes > 0 {
        let count = min(part.readableBytes, Self.maximumPartBytes)
        guard let piece = part.readSlice(length: count) else { break }
        try await waitForRoom(adding: count)
        // The connection reports the outcome, and stops the upload if it fails.
        _ = writer.write(.byteBuffer(piece))
      }
    }
  }

  /// Waits until a part can be written, and counts it.
  private func waitForRoom(adding count: Int) async throws {
    try await withCheckedThrowingContinuation { continuation in
      let result = state.withLock { state -> Result<Void, any Error>? in
        if state.isStopped { return .failure(CancellationError()) }
        let hasRoom = state.hasRoom
        state.unsentBytes += count
        if hasRoom { return .success(()) }
        state.waiting = continuation
        return nil
      }
      if let result { continuation.resume(with: result) }
    }
  }
}
#endif
