// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request in flight: who waits for it, and what has arrived.
struct Exchange {
  typealias Outcome = Result<HTTPResponse, TransportError>

  let continuation: CheckedContinuation<Outcome, Never>
  /// Whom to tell how many bytes of the body have left.
  let onProgress: (@Sendable (Int) -> Void)?
  var response: HTTPURLResponse?
  var body: [UInt8] = []
  /// Whether the server asked for a password, so that Foundation takes its answer for an error.
  var isChallenged = false
  /// Whether the system says that the request was not sent; nil if it says nothing.
  var isUnsent: Bool?
}
