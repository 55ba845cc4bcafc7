// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel
import NIOCore
import Synchronization
import Testing

@testable import ClassifyGateway

@Suite(.timeLimit(.minutes(15))) struct GatewayTests {
  private static let jobs = "/api/v1/classifier/jobs"

  /// A gateway whose parts are closures of the test.
  private struct Subject {
    let metrics = GatewayMetrics()
    let readiness = Readiness()
    let gateway: Gateway

    init(
      limits: GatewayConfiguration.Limits = .init(), servesOperators: Bool = true,
      translate: @escaping Gateway.Translate = { route, _ in
        V1Answer(
          response: HTTPResponse(status: 200, body: Array("{}".utf8)))
      },
      forward: @escaping Gateway.Forward = { _ in OutgoingResponse(status: 204) }
    ) {
      let log = LogWriter(.none) { _ in }
      let operations = OperationsEndpoints(
        metrics: metrics, readiness: readiness, migration: nil, log: log, showsUnknowns: false)
      gateway = Gateway(
        limits: limits, metrics: metrics,
        observer: UpstreamObserver(metrics: metrics, readiness: readiness), log: log,
        operations: servesOperators ? operations : nil, translate: translate, forward: forward,
        now: { 0 })
    }

    /// The requests that were counted, as `route method status`.
    var requests: [String: Int] {
      Dictionary(
        uniqueKeysWithValues: metrics.counts.requests.map { series, count in
          let labels = [
            series.route.rawValue, series.method.rawValue, series.outcome.rawValue,
          ]
          return (labels.joined(separator: " "), count)
        })
    }
  }

  private func request(
    _ method: HTTPMethod, _ target: String, _ fields: KeyValuePairs<String, String> = [:],
    body: [UInt8]? = nil
  ) throws -> IncomingRequest {
    IncomingRequest(
      method: method, target: target, fields: try HTTPFields(fields), body: IncomingBody(body))
  }

  // MARK: - Routes

  @Test func translatesV1WithItsBody() async throws {
    let seen = Mutex<[(V1Route, HTTPRequest)]>([])
    let subject = Subject { route, request in
      seen.withLock { $0.append((route, request)) }
      return V1Answer(
        response: HTTPResponse(status: 422, body: Array("{}".utf8)),
        notes: [Note(.pagesUnordered, at: ""), Note(.pagesUnordered, at: "/x")],
        upstreamError: .unprocessable)
    }
    let response = try await subject.gateway.respond(
      to: try request(
        .post, "\(Self.jobs)?project_id=p", ["Authorization": "Bearer k"], body: Array("[]".utf8)))
    #expect(response.status == 422)
    let (route, sent) = try #require(seen.withLock { $0 }.first)
    #expect(route == .create)
    #expect(sent.path == "\(Self.jobs)?project_id=p")
    #expect(sent.headerFields["authorization"] == "Bearer k")
    #expect(sent.body == Array("[]".utf8))
    #expect(subject.requests == ["create POST 4xx": 1])
    #expect(subject.metrics.counts.notes == [.pagesUnordered: 1], "once for a request")
    #expect(subject.metrics.counts.errors == [.unprocessable: 1])
    #expect(subject.metrics.inFlight == 0)
  }

  @Test(arguments: [
    ("GET", "/api/v2/classify"), ("DELETE", jobs), ("POST", "\(jobs)//"), ("GET", "//metrics"),
  ])
  func forwardsEverythingElse(method: String, target: String) async throws {
    let subject = Subject(translate: { _, _ in
      Issue.record("the request is not one of v1's")
      return V1Answer(response: HTTPResponse(status: 500))
    })
    let response = try await subject.gateway.respond(
      to: try request(try #require(HTTPMethod(rawValue: method)), target))
    #expect(response.status == 204)
    #expect(subject.requests == ["forwarded \(method) 2xx": 1])
  }

  @Test func reservesPathsOfOperatorsUnlessTheyHaveAnAddress() async throws {
    let health = try request(.get, "/healthz")
    let reserving = Subject()
    #expect(try await reserving.gateway.respond(to: health).status == 200)
    #expect(reserving.requests.isEmpty, "probes are not requests of clients")
    let forwarding = Subject(servesOperators: false)
    #expect(try await forwarding.gateway.respond(to: health).status == 204)
  }

  // MARK: - IDs

  @Test func respondsWithIDOfRequest() async throws {
    let subject = Subject()
    let own = try await subject.gateway.respond(to: try request(.get, Self.jobs))
    #expect(own.fields.values(of: .requestID).count == 1)
    let given = try await subject.gateway.respond(
      to: try request(.get, Self.jobs, ["x-request-id": "r-1"]))
    #expect(given.fields["x-request-id"] == "r-1")
  }

  @Test func keepsIDOfUpstream() async throws {
    let fields = try HTTPFields(["X-Request-Id": "up-1"])
    let subject = Subject(forward: { _ in OutgoingResponse(status: 200, fields: fields) })
    let response = try await subject.gateway.respond(
      to: try request(.get, "/x", ["x-request-id": "r-1"]))
    #expect(response.fields.values(of: .requestID) == ["up-1"])
  }

  // MARK: - Limits

  @Test func rejectsRequestsBeyondLimit() async throws {
    var limits = GatewayConfiguration.Limits()
    limits.maximumConcurrentRequests = 1
    let (entered, hasEntered) = AsyncStream.makeStream(of: Void.self)
    let (gate, opening) = AsyncStream.makeStream(of: Never.self)
    let subject = Subject(
      limits: limits,
      forward: { _ in
        hasEntered.yield()
        for await _ in gate {}
        return OutgoingResponse(status: 200)
      })
    let first = Task { try await subject.gateway.respond(to: try request(.get, "/x")) }
    for await _ in entered { break }
    let rejected = try await subject.gateway.respond(to: try request(.get, "/x"))
    #expect(rejected.status == 503)
    #expect(rejected.fields["Retry-After"] == "1")
    #expect(try await subject.gateway.respond(to: try request(.get, "/healthz")).status == 200)
    opening.finish()
    #expect(try await first.value.status == 200)
    #expect(subject.requests == ["forwarded GET 2xx": 1, "forwarded GET 5xx": 1])
    #expect(subject.metrics.counts.overloads == 1)
    #expect(subject.metrics.inFlight == 0)
  }

  // MARK: - Failures of the upstream

  @Test(arguments: [
    (TransportError.Kind.cannotConnect, 502), (.connectionLost, 502), (.insecureConnection, 502),
    (.responseTooLarge, 502), (.timedOut, 504), (.invalidRequest, 400),
  ])
  func tellsClientOfFailure(kind: TransportError.Kind, status: Int) async throws {
    let subject = Subject(forward: { _ throws(TransportError) in
      throw TransportError(kind: kind, delivery: .unknown, message: "llx-secret")
    })
    let response = try await subject.gateway.respond(to: try request(.get, "/x"))
    #expect(response.status == status)
    guard case .bytes(let body) = response.body else { throw CancellationError() }
    let text = String(decoding: body, as: UTF8.self)
    #expect(text.hasPrefix("{\"detail\":\"") && !text.contains("llx-secret"))
    #expect(subject.metrics.counts.upstream.map(\.key.rawValue) == [kind.rawValue])
  }

  @Test func returns503WhenNoConnectionBecomesFree() async throws {
    let subject = Subject(forward: { _ throws(TransportError) in
      throw TransportError(kind: .timedOut, delivery: .notSent, message: "")
    })
    let response = try await subject.gateway.respond(to: try request(.post, "/x"))
    #expect(response.status == 503)
    #expect(response.fields["Retry-After"] == "1")
  }

  @Test func countsCancelledRequestAsAbandoned() async throws {
    let subject = Subject(forward: { _ throws(TransportError) in
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "")
    })
    let request = try request(.get, "/x")
    await #expect(throws: TransportError.self) {
      try await subject.gateway.respond(to: request)
    }
    #expect(subject.requests == ["forwarded GET abandoned": 1])
    #expect(subject.metrics.inFlight == 0)
  }

  // MARK: - Loops

  @Test func refusesRequestsOfItsOwn() async throws {
    let seen = Mutex<[HTTPFields]>([])
    let subject = Subject(
      translate: { route, request in
        seen.withLock { $0.append(request.headerFields) }
        return V1Answer(response: HTTPResponse(status: 200))
      },
      forward: { request in
        seen.withLock { $0.append(request.fields) }
        return OutgoingResponse(status: 200)
      })
    let before: KeyValuePairs = ["Via": "1.1 proxy"]
    for target in ["/x", Self.jobs] {
      let response = try await subject.gateway.respond(to: try request(.get, target, before))
      #expect(response.status == 200)
    }
    for fields in seen.withLock({ $0 }) {
      let passed = fields.values(of: .via)
      #expect(passed.count == 2)
      #expect(passed.first == "1.1 proxy")
      for target in ["/x", Self.jobs] {
        var request = try request(.get, target)
        request.fields = fields
        #expect(try await subject.gateway.respond(to: request).status == 508)
        #expect(try await Subject().gateway.respond(to: request).status != 508, "another gateway")
      }
    }
    #expect(seen.withLock(\.count) == 2)
  }

  // MARK: - Streamed responses

  private func streaming(_ parts: [String], error: (any Error)? = nil) -> Subject {
    Subject(forward: { _ in
      let stream = AsyncThrowingStream<ByteBuffer, any Error> { continuation in
        for part in parts { continuation.yield(ByteBuffer(string: part)) }
        continuation.finish(throwing: error)
      }
      return OutgoingResponse(status: 200, body: .stream(length: nil, stream))
    })
  }

  private func stream(
    _ response: OutgoingResponse
  ) throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
    guard case .stream(_, let stream) = response.body else { throw CancellationError() }
    return stream
  }

  @Test func countsRequestAtEndOfStream() async throws {
    let subject = streaming(["ab", "cde"])
    let response = try await subject.gateway.respond(to: try request(.get, "/x"))
    #expect(subject.requests.isEmpty)
    #expect(subject.metrics.inFlight == 1)
    var size = 0
    for try await part in try stream(response) { size += part.readableBytes }
    #expect(size == 5)
    #expect(subject.requests == ["forwarded GET 2xx": 1])
    #expect(subject.metrics.counts.responseBytes == 5)
    #expect(subject.metrics.inFlight == 0)
  }

  @Test func countsBrokenStream() async throws {
    struct Broken: Error {}
    let subject = streaming(["ab"], error: Broken())
    let response = try await subject.gateway.respond(to: try request(.get, "/x"))
    let parts = try stream(response)
    await #expect(throws: Broken.self) { for try await _ in parts {} }
    #expect(subject.requests == ["forwarded GET broken": 1])
    #expect(subject.metrics.inFlight == 0)
  }

  @Test func countsStreamThatNobodyReads() async throws {
    let subject = streaming(["ab"])
    var response: OutgoingResponse? = try await subject.gateway.respond(
      to: try request(.get, "/x"))
    #expect(response?.status == 200)
    response = nil
    #expect(subject.requests == ["forwarded GET abandoned": 1])
    #expect(subject.metrics.inFlight == 0)
  }

  @Test func needsNoReaderWithoutBody() async throws {
    let subject = streaming(["ab"])
    _ = try await subject.gateway.respond(to: try request(.head, "/x"))
    #expect(subject.requests == ["forwarded HEAD 2xx": 1])
  }
}
#endif
