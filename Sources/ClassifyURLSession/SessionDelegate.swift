// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The delegate of a session, which tracks its requests in flight.
///
/// An exchange is removed when it ends, so its continuation is resumed exactly once.
final class SessionDelegate: NSObject, Sendable {
  private struct State {
    var exchanges: [Int: Exchange] = [:]
    /// Identifiers of tasks that were cancelled before they started or after they ended.
    var cancelled: Set<Int> = []
  }

  private let maximumResponseBytes: Int
  private let state = Mutex(State())

  init(maximumResponseBytes: Int) {
    self.maximumResponseBytes = maximumResponseBytes
  }

  /// Starts a task; its completion resumes the exchange's continuation.
  func start(_ task: URLSessionDataTask, _ exchange: Exchange) {
    let isCancelled = state.withLock { state in
      if state.cancelled.remove(task.taskIdentifier) != nil { return true }
      state.exchanges[task.taskIdentifier] = exchange
      return false
    }
    if isCancelled {
      task.cancel()
      exchange.continuation.resume(returning: .failure(.cancelled(delivery: .notSent)))
    } else {
      task.resume()
    }
  }

  /// Cancels a task and resumes its continuation immediately.
  func cancel(_ task: URLSessionDataTask) {
    let exchange = state.withLock { state in
      let exchange = state.exchanges.removeValue(forKey: task.taskIdentifier)
      if exchange == nil { state.cancelled.insert(task.taskIdentifier) }
      return exchange
    }
    guard let exchange else { return }
    task.cancel()
    exchange.continuation.resume(returning: .failure(.cancelled(delivery: .unknown)))
  }

  /// Discards a cancellation that arrived after the task had ended.
  func discardCancellation(of task: URLSessionTask) {
    state.withLock { _ = $0.cancelled.remove(task.taskIdentifier) }
  }

  /// Whether there is neither a request in flight nor a pending cancellation.
  var isEmpty: Bool { state.withLock { $0.exchanges.isEmpty && $0.cancelled.isEmpty } }

  /// Changes an exchange in flight and returns the closure's result; `nil` if it has ended.
  private func update<Result: Sendable>(
    _ task: URLSessionTask, _ change: (inout Exchange) -> Result
  ) -> Result? {
    state.withLock { state in
      guard let index = state.exchanges.index(forKey: task.taskIdentifier) else { return nil }
      return change(&state.exchanges.values[index])
    }
  }

  private func finish(_ task: URLSessionTask, _ outcome: (Exchange) -> Exchange.Outcome) {
    let exchange = state.withLock { $0.exchanges.removeValue(forKey: task.taskIdentifier) }
    guard let exchange else { return }
    exchange.continuation.resume(returning: outcome(exchange))
  }

  private func rejectOversizedBody(of task: URLSessionTask) {
    finish(task) { _ in .failure(.tooLarge(limit: maximumResponseBytes)) }
    task.cancel()
  }
}

// MARK: - URLSessionDataDelegate

extension SessionDelegate: URLSessionDataDelegate {
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    let method = challenge.protectionSpace.authenticationMethod
    let isPasswordChallenge = Self.passwordMethods.contains(method)
    if isPasswordChallenge { _ = update(task) { $0.isChallenged = true } }
    completionHandler(isPasswordChallenge ? .rejectProtectionSpace : .performDefaultHandling, nil)
  }

  #if canImport(FoundationNetworking)
  /// Fails a request that libcurl is about to resend because a reused connection was closed.
  ///
  /// libcurl would resend the request without its body, and the server would wait for the body. The
  /// task is cancelled on the delegate queue because this method is called on a queue that the
  /// task's members synchronize with.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    finish(task) { _ in .failure(.closedWithoutResponse) }
    completionHandler(nil)
    session.delegateQueue.addOperation { task.cancel() }
  }
  #endif

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64,
    totalBytesSent: Int64, totalBytesExpectedToSend: Int64
  ) {
    // The closure is called outside the lock because it can run arbitrary code.
    let onProgress = state.withLock { $0.exchanges[task.taskIdentifier]?.onProgress }
    onProgress?(Int(totalBytesSent))
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    _ = update(dataTask) { $0.response = response as? HTTPURLResponse }
    completionHandler(.allow)
    if response.expectedContentLength > Int64(maximumResponseBytes) {
      rejectOversizedBody(of: dataTask)
    }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let size = update(dataTask) { exchange in
      exchange.body += data
      return exchange.body.count
    }
    if let size, size > maximumResponseBytes { rejectOversizedBody(of: dataTask) }
  }

  #if !canImport(FoundationNetworking)
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    didFinishCollecting metrics: URLSessionTaskMetrics
  ) {
    _ = update(task) { exchange in
      exchange.wasNotSent = metrics.transactionMetrics.allSatisfy { $0.requestStartDate == nil }
    }
  }
  #endif

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    finish(task) { exchange in
      let response = exchange.response ?? task.response as? HTTPURLResponse
      if let error, response == nil || !exchange.isChallenged {
        return .failure(TransportError(error, of: task, exchange))
      }
      guard let response else {
        return .failure(
          TransportError(
            kind: .connectionLost, delivery: .unknown, message: "there was no HTTP response"))
      }
      return .success(HTTPResponse(response, body: exchange.body))
    }
  }

  private static let passwordMethods: Set<String> = [
    NSURLAuthenticationMethodHTTPBasic, NSURLAuthenticationMethodHTTPDigest,
    NSURLAuthenticationMethodDefault, NSURLAuthenticationMethodNTLM,
    NSURLAuthenticationMethodNegotiate, NSURLAuthenticationMethodHTMLForm,
  ]
}

// MARK: - Exchange

/// The state of one request in flight.
struct Exchange {
  typealias Outcome = Result<HTTPResponse, TransportError>

  /// Resumed exactly once, with the outcome.
  let continuation: CheckedContinuation<Outcome, Never>
  /// Called with the number of body bytes sent.
  let onProgress: (@Sendable (Int) -> Void)?
  var response: HTTPURLResponse?
  var body: [UInt8] = []
  /// Whether the server sent a password challenge, which Foundation reports as an error.
  var isChallenged = false
  /// Whether the task's metrics show that the request was not sent; `nil` without metrics.
  var wasNotSent: Bool?
}
