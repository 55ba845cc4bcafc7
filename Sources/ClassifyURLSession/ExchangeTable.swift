// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The requests in flight of one session: its delegate, which gathers what arrives for each.
///
/// An exchange leaves the table when it ends, whoever ends it first, so that its continuation is
/// resumed once.
final class ExchangeTable: NSObject, Sendable {
  private struct State {
    var exchanges: [Int: Exchange] = [:]
    /// Tasks that were cancelled before they began.
    var cancelled: Set<Int> = []
  }

  private let maximumResponseBytes: Int
  private let state = Mutex(State())

  init(maximumResponseBytes: Int) {
    self.maximumResponseBytes = maximumResponseBytes
  }

  /// Starts a task, whose end will resume the exchange's continuation.
  func begin(_ task: URLSessionDataTask, _ exchange: Exchange) {
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

  /// Ends a task that nobody waits for any more, at once.
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

  /// Forgets a cancellation that came when the task had ended already.
  func forget(_ task: URLSessionTask) {
    state.withLock { _ = $0.cancelled.remove(task.taskIdentifier) }
  }

  /// Whether no task is remembered.
  var isEmpty: Bool { state.withLock { $0.exchanges.isEmpty && $0.cancelled.isEmpty } }

  /// Changes an exchange that has not ended, and returns what the change returns.
  private func update<Result: Sendable>(
    _ task: URLSessionTask, _ change: (inout Exchange) -> Result
  ) -> Result? {
    state.withLock { state in
      guard let index = state.exchanges.index(forKey: task.taskIdentifier) else { return nil }
      return change(&state.exchanges.values[index])
    }
  }

  private func end(_ task: URLSessionTask, _ outcome: (Exchange) -> Exchange.Outcome) {
    let exchange = state.withLock { $0.exchanges.removeValue(forKey: task.taskIdentifier) }
    guard let exchange else { return }
    exchange.continuation.resume(returning: outcome(exchange))
  }

  private func refuse(_ task: URLSessionTask) {
    end(task) { _ in .failure(.tooLarge(limit: maximumResponseBytes)) }
    task.cancel()
  }
}

// MARK: - What the session tells

extension ExchangeTable: URLSessionDataDelegate {
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
    let isAboutPassword = Self.passwordMethods.contains(method)
    if isAboutPassword { _ = update(task) { $0.isChallenged = true } }
    completionHandler(isAboutPassword ? .rejectProtectionSpace : .performDefaultHandling, nil)
  }

  #if canImport(FoundationNetworking)
  /// A used connection was closed without an answer, and libcurl is about to send the request again
  /// by itself: without its body, for which the server would wait.
  ///
  /// This is called on the queue that the task's own members wait for.
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    needNewBodyStream completionHandler: @escaping @Sendable (InputStream?) -> Void
  ) {
    end(task) { _ in .failure(.closedWithoutAnswer) }
    completionHandler(nil)
    session.delegateQueue.addOperation { task.cancel() }
  }
  #endif

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64,
    totalBytesSent: Int64, totalBytesExpectedToSend: Int64
  ) {
    // Called outside of the lock: the caller may do anything in it.
    let onProgress = state.withLock { $0.exchanges[task.taskIdentifier]?.onProgress }
    onProgress?(Int(totalBytesSent))
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
  ) {
    _ = update(dataTask) { $0.response = response as? HTTPURLResponse }
    completionHandler(.allow)
    if response.expectedContentLength > Int64(maximumResponseBytes) { refuse(dataTask) }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let size = update(dataTask) { exchange in
      exchange.body += data
      return exchange.body.count
    }
    if let size, size > maximumResponseBytes { refuse(dataTask) }
  }

  #if !canImport(FoundationNetworking)
  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    didFinishCollecting metrics: URLSessionTaskMetrics
  ) {
    _ = update(task) { exchange in
      exchange.isUnsent = metrics.transactionMetrics.allSatisfy { $0.requestStartDate == nil }
    }
  }
  #endif

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    end(task) { exchange in
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
