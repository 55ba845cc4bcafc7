// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// A transport that reports the traffic of another transport to observers.
struct ObservedTransport: HTTPTransport {
  /// An observer of traffic; it is called from any task.
  protocol Observer: Sendable {
    /// Called before a request is sent.
    func willSend(_ request: HTTPRequest)
    /// Called with the response to a request, or the error.
    func didReceive(_ outcome: Result<HTTPResponse, TransportError>, to request: HTTPRequest)
  }

  private let transport: any HTTPTransport
  private let observers: [any Observer]

  /// Wraps a transport.
  init(_ transport: any HTTPTransport, to observers: [any Observer]) {
    self.transport = transport
    self.observers = observers
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await observing(request) { () async throws(TransportError) in
      try await transport.send(request)
    }
  }

  func send(
    _ request: HTTPRequest, onProgress: @escaping @Sendable (Int) -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await observing(request) { () async throws(TransportError) in
      try await transport.send(request, onProgress: onProgress)
    }
  }

  private func observing(
    _ request: HTTPRequest, _ send: () async throws(TransportError) -> HTTPResponse
  ) async throws(TransportError) -> HTTPResponse {
    for observer in observers { observer.willSend(request) }
    do throws(TransportError) {
      let response = try await send()
      for observer in observers { observer.didReceive(.success(response), to: request) }
      return response
    } catch {
      for observer in observers { observer.didReceive(.failure(error), to: request) }
      throw error
    }
  }
}

/// The body of the latest successful response, for `--format raw`.
final class LatestResponse: ObservedTransport.Observer {
  private let kept = Mutex<[UInt8]?>(nil)

  /// The body; `nil` if the latest request has no successful response.
  var body: [UInt8]? { kept.withLock(\.self) }

  func willSend(_ request: HTTPRequest) {
    kept.withLock { $0 = nil }
  }

  func didReceive(_ outcome: Result<HTTPResponse, TransportError>, to request: HTTPRequest) {
    guard case .success(let response) = outcome, response.status.kind == .successful else {
      return
    }
    kept.withLock { $0 = response.body }
  }
}

/// Logs requests and responses to stderr, for `--debug`.
struct TrafficLog: ObservedTransport.Observer {
  func willSend(_ request: HTTPRequest) {
    Console.writeLog(TrafficText.render(request))
  }

  func didReceive(_ outcome: Result<HTTPResponse, TransportError>, to request: HTTPRequest) {
    switch outcome {
    case .success(let response): Console.writeLog(TrafficText.render(response))
    case .failure(let error): Console.writeLog("< \(PlainText.printable(error.description))")
    }
  }
}

/// Renders requests and responses, without the values of header fields except known harmless ones,
/// and without the secrets of webhooks in JSON.
///
/// Other secrets, such as the API key, are redacted by ``Console``.
enum TrafficText {
  /// The size in bytes above which only the length of a body is shown.
  private static let maximumBodyBytes = 64 << 10

  /// Returns a request with each line prefixed by `> `.
  static func render(_ request: HTTPRequest) -> String {
    lines(
      ["\(request.method) \(request.url)"], request.headerFields, request.body ?? [], prefix: "> ")
  }

  /// Returns a response with each line prefixed by `< `.
  static func render(_ response: HTTPResponse) -> String {
    lines(["\(response.status)"], response.headerFields, response.body, prefix: "< ")
  }

  private static func lines(
    _ first: [String], _ fields: HTTPFields, _ body: [UInt8], prefix: String
  ) -> String {
    let text =
      first + fields.map(\.description) + (body.isEmpty ? [] : [""] + bodyLines(body, fields))
    return text.map { prefix + PlainText.printable($0) }.joined(separator: "\n")
  }

  private static func bodyLines(_ body: [UInt8], _ fields: HTTPFields) -> [String] {
    let type = fields[.contentType] ?? "no type"
    guard body.count <= maximumBodyBytes else { return ["(\(body.count) bytes, \(type))"] }
    if let value = try? JSONValue(json: body) {
      return Redaction.withoutWebhookSecrets(value).jsonText(pretty: true)
        .split(separator: "\n").map(String.init)
    }
    guard type.hasPrefix("text/"), let text = String(validating: body, as: UTF8.self) else {
      return ["(\(body.count) bytes, \(type))"]
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
