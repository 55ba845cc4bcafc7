// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel
import NIOCore

/// Answers v1's endpoints from v2, and forwards everything else.
///
/// Every request of a client is counted and logged once, at the end of its response; those for
/// operators are not. A response that has no `x-request-id` of the upstream gets the ID of the request.
struct Gateway: RequestHandler {
  /// Answers a request to an endpoint of v1, which has its complete body.
  typealias Translate = @Sendable (V1Route, ClassifyHTTP.HTTPRequest) async -> V1Answer
  /// Forwards a request to the upstream.
  typealias Forward =
    @Sendable (IncomingRequest) async throws(TransportError) -> OutgoingResponse

  let limits: GatewayConfiguration.Limits
  let metrics: GatewayMetrics
  let observer: UpstreamObserver
  let log: LogWriter
  /// The endpoints for operators; `nil` if they have an address of their own, so that their paths
  /// are forwarded.
  let operations: OperationsEndpoints?
  let translate: Translate
  let forward: Forward
  let now: @Sendable () -> Int64
  private let via = Via()

  func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
    let route = GatewayRoute(request.method, request.target)
    if case .operations(let endpoint) = route, let operations {
      return operations.respond(endpoint, to: request.method)
    }
    let v1Route: V1Route? = if case .v1(let route) = route { route } else { nil }
    let isAdmitted = metrics.enter(maximum: limits.maximumConcurrentRequests)
    let exchange = Exchange(request, v1Route) { [metrics, log, now] record in
      if isAdmitted { metrics.leave() }
      metrics.change { $0.add(record) }
      log.add(LogLine(record, time: now()))
    }
    guard isAdmitted else {
      return finish(exchange, request, OutgoingResponse(.tooManyInGateway, request.id))
    }
    guard !via.isIn(request.fields) else {
      return finish(exchange, request, OutgoingResponse(.loop, request.id))
    }
    var request = request
    request.fields.append(via.field)
    let result = await Exchange.$current.withValue(exchange) {
      [request] in await answer(request, v1Route, exchange)
    }
    do {
      return finish(exchange, request, try result.get())
    } catch {
      exchange.finish()
      throw error
    }
  }

  // MARK: - Answers

  private func answer(
    _ request: IncomingRequest, _ route: V1Route?, _ exchange: Exchange
  ) async -> Result<OutgoingResponse, TransportError> {
    guard let route else { return await forwarded(request) }
    let body: [UInt8]
    do {
      body = try await request.body.collect()
    } catch {
      // The server tells the client.
      return .failure(.cancelledByServer)
    }
    let translated = ClassifyHTTP.HTTPRequest(
      method: request.method, scheme: "http", authority: request.authority, path: request.target,
      headerFields: request.fields, body: request.body.isPresent ? body : nil)
    // The event loop of the connection must not translate.
    let answer = await withTaskExecutorPreference(globalConcurrentExecutor) {
      await translate(route, translated)
    }
    if Task.isCancelled { return .failure(.cancelledByServer) }
    metrics.change { $0.add(answer.unknowns) }
    exchange.update { record in
      record.notes = Set(answer.notes.map(\.code)).sorted { $0.rawValue < $1.rawValue }
      record.errorCode = answer.upstreamError
    }
    return .success(OutgoingResponse(answer.response))
  }

  private func forwarded(
    _ request: IncomingRequest
  ) async -> Result<OutgoingResponse, TransportError> {
    do throws(TransportError) {
      let response = try await forward(request)
      observer.add(response.status, response.fields)
      return .success(response)
    } catch {
      observer.add(error)
      switch error.kind {
      case .connectionLost: return .success(OutgoingResponse(.upstreamLost, request.id))
      default:
        return RequestRejection(error).map { .success(OutgoingResponse($0, request.id)) }
          ?? .failure(error)
      }
    }
  }

  // MARK: - Responses

  /// Returns a response with an ID, whose end is that of the exchange.
  private func finish(
    _ exchange: Exchange, _ request: IncomingRequest, _ response: OutgoingResponse
  ) -> OutgoingResponse {
    var response = response
    if !response.fields.contains(.requestID) { response.fields.append(request.id.field) }
    let status = response.status
    exchange.update { $0.status = status }
    let hasBody = request.method != .head && status != 204 && status != 304
    switch response.body {
    case .stream(let length, let parts) where hasBody:
      response.body = .stream(
        length: length, MeteredBody(base: parts, exchange: exchange, status: status))
      return response
    case .bytes(let bytes) where hasBody: exchange.update { $0.responseBytes = bytes.count }
    case .buffer(let buffer) where hasBody:
      exchange.update { $0.responseBytes = buffer.readableBytes }
    case .bytes, .buffer, .stream: break
    }
    exchange.finish(MetricLabel.Outcome(status: status))
    return response
  }
}

extension TransportError {
  /// The server has rejected the request, or its client has gone.
  fileprivate static let cancelledByServer = TransportError(
    kind: .cancelled, delivery: .unknown, message: "the request was cancelled")
}

extension RequestRejection {
  /// Too many requests are being answered.
  fileprivate static let tooManyInGateway = RequestRejection(
    503, "The gateway is answering too many requests.", retryAfter: 1)
  /// The upstream is the gateway itself, or leads to it.
  fileprivate static let loop = RequestRejection(
    508, "The gateway got its own request: its upstream leads back to it.")
  /// The upstream closed the connection before its response.
  fileprivate static let upstreamLost = RequestRejection(
    502, "The service sent no response, or one that can't be forwarded.")
}

/// The endpoints for operators, at an address of their own.
struct OperationsHandler: RequestHandler {
  let endpoints: OperationsEndpoints

  func respond(to request: IncomingRequest) async throws(TransportError) -> OutgoingResponse {
    guard case .operations(let route) = GatewayRoute(request.method, request.target) else {
      let paths = OperationsRoute.allCases.map(\.rawValue).joined(separator: ", ")
      return OperationsEndpoints.detail(404, "There are only \(paths).")
    }
    return endpoints.respond(route, to: request.method)
  }
}
#endif
