// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import ClassifyHTTP

/// Limits the number of requests in flight per host; further ones wait in order of arrival.
struct HostQueues {
  private struct Host {
    var inFlight = 0
    var waiting: [Exchange] = []
  }

  private let limit: Int
  private var hosts: [String: Host] = [:]

  init(limit: Int) {
    self.limit = limit
  }

  /// All waiting requests.
  var waiting: [Exchange] { hosts.values.flatMap(\.waiting) }

  var isEmpty: Bool { hosts.isEmpty }

  /// Counts a request in and returns true, or lets it wait and returns false.
  mutating func admit(_ exchange: Exchange) -> Bool {
    let isAdmitted = hosts[exchange.host, default: Host()].inFlight < limit
    if isAdmitted {
      hosts[exchange.host, default: Host()].inFlight += 1
    } else {
      hosts[exchange.host, default: Host()].waiting.append(exchange)
    }
    return isAdmitted
  }

  /// Counts a request out, and counts the next one in and returns it.
  mutating func next(after exchange: Exchange) -> Exchange? {
    guard var host = hosts[exchange.host] else { return nil }
    let next = host.waiting.isEmpty ? nil : host.waiting.removeFirst()
    if next == nil { host.inFlight -= 1 }
    hosts[exchange.host] = host.inFlight == 0 ? nil : host
    return next
  }

  /// Removes a waiting request.
  mutating func remove(_ exchange: Exchange) {
    hosts[exchange.host]?.waiting.removeAll { $0 === exchange }
  }
}
#endif
