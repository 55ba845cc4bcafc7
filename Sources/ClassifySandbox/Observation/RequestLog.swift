// SPDX-License-Identifier: Apache-2.0

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
