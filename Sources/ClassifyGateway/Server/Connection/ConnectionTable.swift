// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// The connections of a server, and which of them are served.
///
/// If more are open than can be served, the one that has been idle longest is closed for the one
/// that has waited longest. A connection whose request body arrives too slowly counts as idle; one
/// with any other request in progress is never closed.
///
/// Time also changes the result of ``balance(at:)``, so it must be called again while connections
/// wait.
struct ConnectionTable<ID: Hashable & Sendable>: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// A change of a connection's role that the connection must apply.
  enum Command: Hashable, Sendable {
    /// Begin to read.
    case admit(ID)
    /// Close, unless a request or more of its body has arrived in the meantime.
    case close(ID)
  }

  private enum Role: Hashable {
    case waiting
    case idle(since: Instant, holdsBudget: Bool)
    case active
    case closing
  }

  /// The time that each connection is given to send a request or to close itself.
  static var minimumIdleTime: Duration { .seconds(1) }

  private let maximum: Int
  private var roles: [ID: Role] = [:]
  /// The waiting connections, oldest first.
  private var queue: [ID] = []
  /// The number of idle and active connections.
  private var served = 0

  /// - Parameter maximum: The maximum number of connections served concurrently, at least 1.
  init(maximum: Int) {
    self.maximum = max(1, maximum)
  }

  /// Whether connections wait until others are closed.
  var hasWaiting: Bool { !queue.isEmpty }

  /// Adds a new connection, which waits until it is admitted.
  mutating func add(_ id: ID, at now: Instant) -> [Command] {
    roles[id] = .waiting
    queue.append(id)
    return balance(at: now)
  }

  /// Marks a connection as idle since an instant, which can be in the future; it can hold bytes of
  /// the budget of all bodies nevertheless.
  mutating func becomeIdle(
    _ id: ID, since instant: Instant, holdsBudget: Bool = false, at now: Instant
  ) -> [Command] {
    setServedRole(.idle(since: instant, holdsBudget: holdsBudget), of: id)
    return balance(at: now)
  }

  /// Marks a connection as having a request in progress.
  mutating func becomeActive(_ id: ID) {
    setServedRole(.active, of: id)
  }

  /// Removes a closed connection.
  mutating func remove(_ id: ID, at now: Instant) -> [Command] {
    switch roles.removeValue(forKey: id) {
    case .waiting: queue.removeAll { $0 == id }
    case .idle, .active: served -= 1
    case .closing, nil: break
    }
    return balance(at: now)
  }

  private mutating func setServedRole(_ role: Role, of id: ID) {
    switch roles[id] {
    case nil: return
    case .waiting:
      queue.removeAll { $0 == id }
      served += 1
    case .closing: served += 1
    case .idle, .active: break
    }
    roles[id] = role
  }

  /// Closes and admits connections until the maximum is kept and none waits that can be served.
  mutating func balance(at now: Instant) -> [Command] {
    var commands: [Command] = []
    while served > maximum || (served == maximum && hasWaiting), let id = longestIdle(at: now) {
      roles[id] = .closing
      served -= 1
      commands.append(.close(id))
    }
    while served < maximum, hasWaiting {
      let id = queue.removeFirst()
      roles[id] = .idle(since: now, holdsBudget: false)
      served += 1
      commands.append(.admit(id))
    }
    return commands
  }

  /// Closes all idle connections that hold bytes of the budget of all bodies.
  mutating func closeBudgetHolders(at now: Instant) -> [Command] {
    var commands: [Command] = []
    for case (let id, .idle(since: let since, holdsBudget: true)) in roles
    where since + Self.minimumIdleTime <= now {
      roles[id] = .closing
      served -= 1
      commands.append(.close(id))
    }
    return commands + balance(at: now)
  }

  private func longestIdle(at now: Instant) -> ID? {
    var longest: (id: ID, since: Instant)?
    for case (let id, .idle(since: let since, holdsBudget: _)) in roles
    where since + Self.minimumIdleTime <= now && longest.map({ since < $0.since }) ?? true {
      longest = (id, since)
    }
    return longest?.id
  }
}
#endif
