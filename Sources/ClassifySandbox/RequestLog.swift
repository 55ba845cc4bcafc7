// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

/// The latest requests.
struct RequestLog {
  private var records: [Sandbox.RequestRecord] = []
  private let capacity: Int

  /// As many records as the log keeps.
  var latest: [Sandbox.RequestRecord] { records.suffix(capacity) }

  init(capacity: Int) {
    self.capacity = max(0, capacity)
  }

  mutating func append(_ record: Sandbox.RequestRecord) {
    records.append(record)
    // Dropped in bulk, so that a full log costs no copy for each request.
    if records.count >= capacity * 2 { records.removeFirst(records.count - capacity) }
  }
}

extension Sandbox {
  /// One request as the sandbox saw it.
  public struct RequestRecord: Sendable, Hashable {
    /// What was asked for; nil if it is nothing that the sandbox does.
    public let operation: Operation?
    /// The method.
    public let method: HTTPMethod
    /// The path with its query, as it was sent.
    public let path: String
    /// Whether the request was worked on; a fault can keep it from that.
    public internal(set) var wasProcessed: Bool
    /// The status of the response; nil if the client got none.
    public internal(set) var status: HTTPStatus?
  }
}

extension Sandbox {
  /// The latest requests, in the order in which they ended.
  public var requests: [RequestRecord] { withState { $0.log.latest } }

  /// Returns how many of the logged requests asked for an operation.
  public func requestCount(of operation: Operation) -> Int {
    requests.count { $0.operation == operation }
  }

  /// How many v1 jobs were ever created.
  public var createdV1JobCount: Int { withState { $0.store.v1Jobs.addedCount } }
  /// How many v2 jobs were ever created; a repeated idempotency key creates none.
  public var createdV2JobCount: Int { withState { $0.store.v2Jobs.addedCount } }
}
