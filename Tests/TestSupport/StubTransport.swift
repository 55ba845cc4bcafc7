// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Synchronization
public import Testing

/// A transport that returns stubbed responses in order and records the requests.
///
/// A request without a stub and a stub without a request both fail the test. Use
/// ``run(_:sourceLocation:_:)``, which checks for unused stubs.
public final class StubTransport: HTTPTransport {
  /// The outcome of one request.
  public enum Stub: Sendable {
    /// Returns a response.
    case response(HTTPResponse)
    /// Throws an error.
    case failure(TransportError)
    /// Waits until the task is cancelled, then throws.
    case hang

    /// Returns a JSON response; the header fields must be valid.
    public static func json(
      _ status: HTTPStatus, _ text: String, _ fields: KeyValuePairs<String, String> = [:]
    ) -> Stub {
      do {
        var headerFields: HTTPFields = [.contentTypeJSON]
        headerFields.set(try HTTPFields(fields))
        return .response(
          HTTPResponse(status: status, headerFields: headerFields, body: Array(text.utf8)))
      } catch {
        Issue.record(error)
        return .hang
      }
    }
  }

  private struct State {
    var stubs: [Stub]
    var requests: [HTTPRequest] = []
  }

  private let state: Mutex<State>

  private init(_ stubs: [Stub]) {
    state = Mutex(State(stubs: stubs))
  }

  /// Runs `body` with a transport, and fails the test if stubs remain unused.
  ///
  /// - Parameters:
  ///   - stubs: The outcomes of the requests, in order.
  ///   - sourceLocation: The location to report failures at.
  ///   - body: The code that uses the transport.
  /// - Returns: The result of `body`.
  /// - Throws: Any error of `body`.
  public static func run<Result>(
    _ stubs: [Stub], sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (StubTransport) async throws -> Result
  ) async rethrows -> Result {
    let transport = StubTransport(stubs)
    let result = try await body(transport)
    let leftover = transport.state.withLock { $0.stubs.count }
    if leftover > 0 {
      Issue.record(
        "\(leftover) of \(stubs.count) stubs were not used", sourceLocation: sourceLocation)
    }
    return result
  }

  /// The requests received so far, in order.
  public var requests: [HTTPRequest] { state.withLock { $0.requests } }

  /// Performs the next stub.
  ///
  /// - Throws: The stub's ``TransportError``, or one of its own if no stub is left.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let stub = state.withLock { state in
      state.requests.append(request)
      return state.stubs.isEmpty ? nil : state.stubs.removeFirst()
    }
    switch stub {
    case .response(let response):
      return response
    case .failure(let error):
      throw error
    case .hang:
      while !Task.isCancelled { try? await Task.sleep(for: .seconds(3_600)) }
      throw TransportError(kind: .cancelled, delivery: .unknown, message: "cancelled")
    case nil:
      Issue.record("no stub is left for \(request)")
      throw TransportError(kind: .invalidRequest, delivery: .notSent, message: "no stub is left")
    }
  }
}
