// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

extension Sandbox {
  /// A logged request.
  public struct RequestRecord: Sendable, Hashable {
    /// The operation; `nil` if the path or the method is unknown.
    public let operation: Operation?
    /// The HTTP method.
    public let method: HTTPMethod
    /// The path and query, as sent.
    public let path: String
    /// Whether the request was processed; false if a fault or a cancellation prevented it.
    public internal(set) var wasProcessed: Bool
    /// The status of the response; `nil` if the client received none.
    public internal(set) var status: HTTPStatus?
  }

  /// The latest requests, in the order in which they ended.
  public var requests: [RequestRecord] { withState { $0.log.latest } }

  /// Returns the number of logged requests for an operation.
  public func requestCount(of operation: Operation) -> Int {
    requests.count { $0.operation == operation }
  }
}

/// A log of the latest requests.
struct RequestLog {
  private var records: [Sandbox.RequestRecord] = []
  private let capacity: Int

  /// The records, oldest first, at most `capacity` of them.
  var latest: [Sandbox.RequestRecord] { records.suffix(capacity) }

  init(capacity: Int) {
    self.capacity = max(0, capacity)
  }

  mutating func append(_ record: Sandbox.RequestRecord) {
    records.append(record)
    // Dropping in bulk avoids a copy per request once the log is full.
    if records.count / 2 >= capacity { records.removeFirst(records.count - capacity) }
  }
}
