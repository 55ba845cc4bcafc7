// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import NIOCore
import NIOHTTP1

/// One request and its response.
struct ServedRequest: Sendable {
  /// The outcome.
  enum Ending: Hashable, Sendable {
    /// The response was sent; `keepsAlive` tells whether another request can follow.
    case answered(status: Int, keepsAlive: Bool)
    /// No complete response can be sent; `isReset` tells whether the client must see that as a lost
    /// connection.
    case broken(isReset: Bool)
    /// The client has disconnected.
    case abandoned
  }

  private let received: ReceivedRequest
  private let request: IncomingRequest
  private let handler: any RequestHandler
  private let inFlight: RequestInFlight
  private let start = ContinuousClock.now

  init(
    _ received: ReceivedRequest, _ request: IncomingRequest, handler: any RequestHandler,
    inFlight: RequestInFlight
  ) {
    self.received = received
    self.request = request
    self.handler = handler
    self.inFlight = inFlight
  }

  /// Has the request answered, and sends the response.
  func run(
    on executor: EventLoopExecutor, _ responses: ServerConnection.Responses
  ) async -> Ending {
    switch await inFlight.answer(request.id, on: executor, { await result() }) {
    case .success(let response):
      let encoded = EncodedResponse(
        response, to: received.head, keepsAlive: received.keepsAlive, date: DateField.now())
      return await send(encoded, on: executor, responses)
    case .failure(let error):
      return lost(isReset: error.kind == .connectionLost)
    }
  }

  private func result() async -> Result<OutgoingResponse, TransportError> {
    do throws(TransportError) {
      return .success(try await handler.respond(to: request))
    } catch {
      return .failure(error)
    }
  }

  private func send(
    _ encoded: EncodedResponse, on executor: EventLoopExecutor,
    _ responses: ServerConnection.Responses
  ) async -> Ending {
    let answered = Ending.answered(status: encoded.status, keepsAlive: encoded.keepsAlive)
    do {
      try await responses.write(contentsOf: encoded.parts)
    } catch {
      return .abandoned
    }
    guard let stream = encoded.stream else { return answered }
    return await inFlight.run(on: executor) {
      do {
        guard try await send(stream.parts, length: stream.length, responses) else {
          return lost(isReset: true)
        }
        try await responses.write(.end(nil))
        return answered
      } catch {
        return .abandoned
      }
    }
  }

  /// Sends a body in parts.
  ///
  /// - Returns: Whether the body is complete and has the announced length.
  /// - Throws: An error of the client's connection.
  private func send(
    _ parts: some AsyncSequence<ByteBuffer, any Error>, length: Int?,
    _ responses: ServerConnection.Responses
  ) async throws -> Bool {
    var parts = parts.makeAsyncIterator()
    var remaining = length
    while true {
      let part: ByteBuffer
      do {
        guard let next = try await parts.next(isolation: #isolation) else { break }
        part = next
      } catch {
        return false
      }
      guard part.readableBytes > 0 else { continue }
      if let bytes = remaining {
        guard part.readableBytes <= bytes else { return false }
        remaining = bytes - part.readableBytes
      }
      try await responses.write(.body(.byteBuffer(part)))
    }
    return remaining ?? 0 == 0
  }

  private func lost(isReset: Bool) -> Ending {
    inFlight.isDisconnected ? .abandoned : .broken(isReset: isReset)
  }

  /// Returns the summary for logs and metrics.
  func summary(_ ending: Ending) -> RequestSummary {
    let outcome: RequestSummary.Ending =
      switch ending {
      case .answered(let status, _): .answered(status: status)
      case .broken: .broken
      case .abandoned: .abandoned
      }
    return RequestSummary(
      id: request.id, method: request.method.rawValue, target: request.target,
      requestBytes: request.body.receivedBytes, ending: outcome,
      duration: start.duration(to: .now))
  }
}
#endif
