// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One session with its delegate.
struct Channel: Sendable {
  private let session: URLSession
  private let exchanges: ExchangeTable

  init(_ options: URLSessionTransport.Options) {
    exchanges = ExchangeTable(maximumResponseBytes: options.maximumResponseBytes)
    session = URLSession(
      configuration: .withoutMemory(options), delegate: exchanges, delegateQueue: nil)
  }

  /// Sends a request once, unless Foundation does otherwise.
  func send(_ request: URLRequest) async throws(TransportError) -> HTTPResponse {
    let task = session.dataTask(with: request)
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchanges.begin(task, continuation)
      }
    } onCancel: {
      exchanges.cancel(task)
    }
    return try outcome.get()
  }

  /// Lets go of the session, which holds its delegate until then.
  func close() {
    session.finishTasksAndInvalidate()
  }
}
