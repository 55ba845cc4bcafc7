// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Synchronization

/// The callers that were seen last, by the digests of their credentials.
final class CallerCache: Sendable {
  /// The maximum number of callers; those that were not seen lately are forgotten.
  static let capacity = 100

  private let make: @Sendable (HTTPFields) -> Caller
  private let callers = Mutex(RecentValues<CallerID, Caller>(capacity: capacity))

  /// Creates an empty cache.
  ///
  /// - Parameter make: Creates the caller of a request with these fields.
  init(_ make: @escaping @Sendable (HTTPFields) -> Caller) {
    self.make = make
  }

  /// Returns the caller of a request.
  func caller(_ id: CallerID, _ fields: HTTPFields) -> Caller {
    callers.withLock { callers in
      if let caller = callers[id] { return caller }
      let caller = make(fields)
      callers[id] = caller
      return caller
    }
  }
}
#endif
