// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Synchronization

/// A transport to a sandbox that misbehaves: it changes requests and responses.
struct AlteringTransport: HTTPTransport {
  let sandbox: Sandbox
  /// Changes a request before the sandbox gets it.
  var request: @Sendable (HTTPRequest) async throws(TransportError) -> HTTPRequest = {
    (request) async throws(TransportError) in request
  }
  /// Changes the text of the body of a response.
  var response: @Sendable (HTTPRequest, String) -> String = { _, text in text }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var answer = try await sandbox.send(try await self.request(request))
    answer.body = Array(response(request, String(decoding: answer.body, as: UTF8.self)).utf8)
    return answer
  }
}

extension HTTPRequest {
  /// Whether the request creates a v2 job.
  var isCreation: Bool {
    method == .post && (path.split(separator: "?").first ?? "").hasSuffix("/classify")
  }
}

/// A thread-safe value.
final class Shared<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) {
    state = Mutex(value)
  }

  var value: Value { state.withLock { $0 } }

  func update<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
    state.withLock { value in
      var copy = value
      let result = body(&copy)
      value = copy
      return result
    }
  }
}

extension AlteringTransport {
  /// A service that creates a job for each request, also if its idempotency key was used before.
  static func losingIdempotency(_ sandbox: Sandbox) -> AlteringTransport {
    let uses = Shared<[String: Int]>([:])
    var transport = AlteringTransport(sandbox: sandbox)
    transport.request = { (request) async throws(TransportError) in
      guard request.isCreation, let body = request.body else { return request }
      let text = String(decoding: body, as: UTF8.self)
      guard let match = text.firstMatch(of: /"transaction_id":"([^"]*)"/) else { return request }
      let key = String(match.1)
      let count = uses.update { uses in
        uses[key, default: 0] += 1
        return uses[key, default: 0]
      }
      guard count > 1 else { return request }
      var altered = request
      altered.body = Array(text.replacing("\"\(key)\"", with: "\"\(key)~\(count)\"").utf8)
      return altered
    }
    transport.response = { _, text in text.replacing(/~[0-9]+"/, with: "\"") }
    return transport
  }
}
