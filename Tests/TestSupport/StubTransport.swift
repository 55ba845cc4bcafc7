// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Synchronization
public import Testing

/// A transport that answers from a list, once each and in order, and remembers what it was asked.
///
/// A request too many and a stub too many are both failures of the test. Use it by
/// ``run(_:sourceLocation:_:)``, which looks for leftovers.
public final class StubTransport: HTTPTransport {
  /// What becomes of one request.
  public enum Stub: Sendable {
    /// It is answered.
    case response(HTTPResponse)
    /// It fails.
    case failure(TransportError)
    /// It is not answered until the task is cancelled.
    case hang

    /// Answers with a JSON text, and header fields that must be such that can be sent.
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

  /// Runs `body` with a transport, and fails the test if it leaves stubs unused.
  ///
  /// - Parameters:
  ///   - stubs: What becomes of the requests, in order.
  ///   - sourceLocation: Where a failure is shown.
  ///   - body: What needs the transport.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws.
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

  /// The requests so far, in order.
  public var requests: [HTTPRequest] { state.withLock { $0.requests } }

  /// Does what the next stub says.
  ///
  /// - Throws: ``TransportError`` if the stub says so, or if there is none left.
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
