// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Synchronization

/// The body of the service's latest answer that is a success, byte for byte.
final class LatestAnswer: ObservedTransport.Observer {
  private let kept = Mutex<[UInt8]?>(nil)

  /// The body; `nil` if there was no such answer.
  var body: [UInt8]? { kept.withLock(\.self) }

  func willSend(_ request: HTTPRequest) {
    kept.withLock { $0 = nil }
  }

  func didReceive(_ outcome: Result<HTTPResponse, TransportError>) {
    guard case .success(let response) = outcome, response.status.kind == .successful else {
      return
    }
    kept.withLock { $0 = response.body }
  }
}
