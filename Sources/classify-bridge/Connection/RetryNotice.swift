// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// Says on stderr that a request is sent again, if its first attempt began a second ago.
final class RetryNotice: ObservedTransport.Observer {
  /// The time after which a user wonders what the command waits for.
  private static let patience = Duration.seconds(1)

  /// What the attempts of a call have in common, without the body, which can be large.
  private struct Call: Hashable {
    let method: String
    let url: String
    let bodyBytes: Int

    init(_ request: HTTPRequest) {
      method = "\(request.method)"
      url = request.url
      bodyBytes = request.body?.count ?? 0
    }
  }

  private struct Attempts {
    let start: ContinuousClock.Instant
    var failure = "no response"
  }

  private let calls = Mutex<[Call: Attempts]>([:])
  private let now: @Sendable () -> ContinuousClock.Instant
  private let write: @Sendable (String) -> Void

  /// Creates an observer.
  ///
  /// - Parameters:
  ///   - now: Returns the current time.
  ///   - write: Writes a line.
  init(
    now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
    write: @escaping @Sendable (String) -> Void = { Console.writeMessage(Progress.clearing + $0) }
  ) {
    self.now = now
    self.write = write
  }

  func willSend(_ request: HTTPRequest) {
    let call = Call(request)
    let now = now()
    let failure = calls.withLock { calls -> String? in
      guard request.headerFields[.retryCount] != nil, let attempts = calls[call] else {
        calls[call] = Attempts(start: now)
        return nil
      }
      return attempts.start.duration(to: now) < Self.patience ? nil : attempts.failure
    }
    guard let failure else { return }
    write(PlainText.printable("\(failure): sending \(call.method) \(call.url) again"))
  }

  func didReceive(_ outcome: Result<HTTPResponse, TransportError>, to request: HTTPRequest) {
    calls.withLock { calls in
      switch outcome {
      case .success(let response) where response.status.kind == .successful:
        calls[Call(request)] = nil
      case .success(let response):
        calls[Call(request)]?.failure = "status \(response.status)"
      case .failure(let error):
        calls[Call(request)]?.failure = error.description
      }
    }
  }
}
