// SPDX-License-Identifier: Apache-2.0

#if Gateway
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyHTTP
import NIOCore
import NIOHTTP1
import Synchronization

/// One request to the upstream and its response: the delegate of async-http-client.
final class ForwardedExchange: HTTPClientResponseDelegate {
  typealias Response = Void
  typealias Outcome = Result<OutgoingResponse, TransportError>
  typealias Parts = NIOThrowingAsyncSequenceProducer<
    ByteBuffer, any Error, NIOAsyncSequenceProducerBackPressureStrategies.HighLowWatermark,
    ForwardedExchange
  >

  private enum Phase {
    /// No head has been received; the head of a small response has been, and part of its body.
    case waiting(CheckedContinuation<Outcome, Never>, ForwardedResponse?)
    /// The head has been returned, and the body is read by its consumer.
    case streaming(Parts.Source)
    /// The response is complete or has failed.
    case ended
  }

  private struct State {
    var phase = Phase.ended
    var task: HTTPClient.Task<Void>?
    var isCancelled = false
    var isHeadSent = false
    /// Completed when the consumer of the body wants more.
    var demand: EventLoopPromise<Void>?
  }

  /// The maximum size of a body that is returned with the head, in bytes.
  private static let maximumWholeBytes = 64 << 10
  /// The number of parts of a body, each of a read at most, with which reading stops.
  private static let highWatermark = 4
  /// The number of parts of a body with which reading continues.
  private static let lowWatermark = 2

  private let method: NIOHTTP1.HTTPMethod
  private let eventLoop: any EventLoop
  private let upload: ForwardedUpload
  private let body: IncomingBody
  private let state = Mutex(State())

  init(method: NIOHTTP1.HTTPMethod, body: IncomingBody, eventLoop: any EventLoop) {
    self.method = method
    self.body = body
    self.eventLoop = eventLoop
    upload = ForwardedUpload(body, eventLoop: eventLoop)
  }

  /// Sends a request, and returns the response when its head, or all of a small one, is received.
  ///
  /// - Parameters:
  ///   - request: The request without its body.
  ///   - client: The client with the connections.
  ///   - onEnd: Called when the exchange has ended, which can be after the response is returned.
  /// - Returns: The response; the exchange ends early if its body is not read to the end.
  /// - Throws: `TransportError` if no response is received.
  func run(
    _ request: HTTPClient.Request, on client: HTTPClient, onEnd: @escaping @Sendable () -> Void
  ) async throws(TransportError) -> OutgoingResponse {
    var request = request
    if body.length != 0 {
      request.body = .stream(contentLength: body.length.map { Int64($0) }) { [upload] writer in
        upload.start(writer)
      }
    }
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { $0.phase = .waiting(continuation, nil) }
        let task = client.execute(
          request: request, delegate: self, eventLoop: .delegate(on: eventLoop))
        let isCancelled = state.withLock { state in
          state.task = task
          return state.isCancelled
        }
        if isCancelled { task.cancel() }
        task.futureResult.whenComplete { result in
          if case .failure(let error) = result { self.fail(error) }
          self.state.withLock { $0.task = nil }
          onEnd()
        }
      }
    } onCancel: {
      cancel()
    }
    return try outcome.get()
  }

  private func cancel() {
    let task = state.withLock { state in
      state.isCancelled = true
      return state.task
    }
    task?.cancel()
  }

  // MARK: - Request

  func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
    state.withLock { $0.isHeadSent = true }
  }

  func didSendRequestPart(task: HTTPClient.Task<Void>, _ part: IOData) {
    upload.didSend(bytes: part.readableBytes)
  }

  // MARK: - Response

  func didReceiveHead(
    task: HTTPClient.Task<Void>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    guard let response = ForwardedResponse(head, to: method) else {
      return task.eventLoop.makeFailedFuture(HTTPParserError.invalidHeaderToken)
    }
    // From this status on, async-http-client sends no more of the request.
    if head.status.code >= 300 { upload.pause() }
    let isSmall = response.expectedBytes.map { $0 <= Self.maximumWholeBytes } ?? false
    state.withLock { state in
      guard case .waiting(let continuation, _) = state.phase else { return }
      guard !isSmall else {
        state.phase = .waiting(continuation, response)
        return
      }
      let sequence = Parts.makeSequence(
        elementType: ByteBuffer.self, failureType: (any Error).self,
        backPressureStrategy: .init(
          lowWatermark: Self.lowWatermark, highWatermark: Self.highWatermark),
        finishOnDeinit: true, delegate: self)
      state.phase = .streaming(sequence.source)
      continuation.resume(returning: .success(response.streamed(sequence.sequence)))
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<Void>, _ part: ByteBuffer
  ) -> EventLoopFuture<Void> {
    guard part.readableBytes > 0 else {
      // The response has ended before the request.
      end(nil)
      upload.stop()
      return task.eventLoop.makeSucceededVoidFuture()
    }
    return state.withLock { state in
      switch state.phase {
      case .waiting(let continuation, var response):
        state.phase = .ended
        response?.append(part)
        state.phase = .waiting(continuation, response)
      case .streaming(let parts):
        switch parts.yield(part) {
        case .produceMore: break
        case .stopProducing:
          let demand = task.eventLoop.makePromise(of: Void.self)
          state.demand = demand
          return demand.futureResult
        case .dropped: return task.eventLoop.makeFailedFuture(HTTPClientError.cancelled)
        }
      case .ended: break
      }
      return task.eventLoop.makeSucceededVoidFuture()
    }
  }

  func didFinishRequest(task: HTTPClient.Task<Void>) {
    end(nil)
  }

  // MARK: - End

  private func fail(_ error: any Error) {
    let (isHeadSent, isCancelled) = state.withLock { ($0.isHeadSent, $0.isCancelled) }
    // A body that ends with its client can fail before async-http-client is cancelled.
    let error: any Error = isCancelled ? HTTPClientError.cancelled : error
    end(
      TransportError(error, isHeadSent: isHeadSent, isCancelled: isCancelled, isExact: false))
    upload.stop()
  }

  private func end(_ error: TransportError?) {
    let (phase, demand) = state.withLock { state in
      defer {
        state.phase = .ended
        state.demand = nil
      }
      return (state.phase, state.demand)
    }
    switch phase {
    case .waiting(let continuation, let response):
      if let error {
        continuation.resume(returning: .failure(error))
      } else if let response {
        continuation.resume(returning: .success(response.whole))
      } else {
        continuation.resume(returning: .failure(.noResponse))
      }
    case .streaming(let parts):
      if let error { parts.finish(error) } else { parts.finish() }
    case .ended: break
    }
    demand?.succeed()
  }
}

extension TransportError {
  fileprivate static let noResponse = TransportError(
    kind: .connectionLost, delivery: .unknown, message: "the response has no head")
}

extension ForwardedExchange: NIOAsyncSequenceProducerDelegate {
  func produceMore() {
    let demand = state.withLock { state in
      defer { state.demand = nil }
      return state.demand
    }
    demand?.succeed()
  }

  func didTerminate() {
    cancel()
    produceMore()
  }
}
#endif
