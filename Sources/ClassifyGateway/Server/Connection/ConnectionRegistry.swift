// SPDX-License-Identifier: Apache-2.0

#if Gateway
import HummingbirdCore
import NIOCore
import Synchronization

/// The open connections of a server: limits how many are accepted and served.
final class ConnectionRegistry: AvailableConnectionsDelegate {
  /// An event that the registry sends through a connection's channel.
  enum Event: Sendable {
    /// The connection is served from now on.
    case admitted
    /// The connection must be closed if it is still idle, to make room.
    case makeRoom
  }

  /// The number of connections accepted beyond the maximum; the rest waits in the listen backlog.
  ///
  /// To replace an idle connection, the server must first accept the one that replaces it.
  private static let waitingRoom = 16

  /// The interval at which the table is balanced while connections wait.
  private static let balanceInterval = TimeAmount.milliseconds(200)

  private struct State {
    var accepted = 0
    var table: ConnectionTable<ObjectIdentifier>
    var channels: [ObjectIdentifier: any Channel] = [:]
    var willBalance = false
  }

  private let maximum: Int
  private let eventLoop: any EventLoop
  private let state: Mutex<State>

  /// - Parameters:
  ///   - maximum: The maximum number of connections served concurrently, at least 1.
  ///   - eventLoop: The event loop for timers.
  init(maximum: Int, eventLoop: any EventLoop) {
    self.maximum = max(1, maximum)
    self.eventLoop = eventLoop
    state = Mutex(State(table: ConnectionTable(maximum: maximum)))
  }

  /// Whether accepted connections wait until others are closed.
  var hasWaiting: Bool { state.withLock { $0.table.hasWaiting } }

  func add(_ channel: any Channel) {
    update { state, now in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.table.add(ObjectIdentifier(channel), at: now)
    }
  }

  func becomeIdle(
    _ channel: any Channel, since instant: ContinuousClock.Instant, holdsBudget: Bool
  ) {
    update { state, now in
      state.table.becomeIdle(
        ObjectIdentifier(channel), since: instant, holdsBudget: holdsBudget, at: now)
    }
  }

  func becomeActive(_ channel: any Channel) {
    update { state, _ in
      state.table.becomeActive(ObjectIdentifier(channel))
      return []
    }
  }

  /// Closes the connections whose bodies take bytes from the budget and arrive too slowly.
  func closeBudgetHolders() {
    update { state, now in state.table.closeBudgetHolders(at: now) }
  }

  func remove(_ channel: any Channel) {
    update { state, now in
      state.channels[ObjectIdentifier(channel)] = nil
      return state.table.remove(ObjectIdentifier(channel), at: now)
    }
  }

  /// Changes the table, and then sends its commands, which must not happen under the lock.
  private func update(
    _ change: (inout sending State, ContinuousClock.Instant) -> [ConnectionTable<ObjectIdentifier>
      .Command]
  ) {
    let (events, mustBalanceLater) = state.withLock { state in
      let events = change(&state, .now).compactMap {
        command -> (channel: any Channel, event: Event)? in
        switch command {
        case .admit(let id): state.channels[id].map { ($0, .admitted) }
        case .close(let id): state.channels[id].map { ($0, .makeRoom) }
        }
      }
      let mustBalanceLater = state.table.hasWaiting && !state.willBalance
      if mustBalanceLater { state.willBalance = true }
      return (events, mustBalanceLater)
    }
    for (channel, event) in events {
      channel.eventLoop.execute { channel.pipeline.fireUserInboundEventTriggered(event) }
    }
    if mustBalanceLater { balanceLater() }
  }

  private func balanceLater() {
    eventLoop.scheduleTask(in: Self.balanceInterval) { [self] in
      update { state, now in
        state.willBalance = false
        return state.table.balance(at: now)
      }
    }
  }

  // MARK: - AvailableConnectionsDelegate

  func connectionOpened() {
    state.withLock { $0.accepted += 1 }
  }

  func connectionClosed() {
    state.withLock { $0.accepted -= 1 }
  }

  func isAcceptingNewConnections() -> Bool {
    state.withLock { $0.accepted < maximum + Self.waitingRoom }
  }
}
#endif
