// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Synchronization

/// The addresses of the servers that have started.
final class StartedAddresses: Sendable {
  private struct State {
    var clients: ListenAddress?
    var operations: ListenAddress?
  }

  private let state = Mutex(State())
  private let count: Int

  /// Waits for one server, which also serves the operators, or for two.
  init(_ count: Int) {
    self.count = count
  }

  /// Stores the address for clients; returns all addresses if the last server has started.
  func clientsDidStart(_ address: ListenAddress) -> GatewayServer.Addresses? {
    state.withLock { state in
      state.clients = address
      if count == 1 { state.operations = address }
      return Self.addresses(state)
    }
  }

  /// Stores the address for operators; returns all addresses if the last server has started.
  func operationsDidStart(_ address: ListenAddress) -> GatewayServer.Addresses? {
    state.withLock { state in
      state.operations = address
      return Self.addresses(state)
    }
  }

  private static func addresses(_ state: State) -> GatewayServer.Addresses? {
    guard let clients = state.clients, let operations = state.operations else { return nil }
    return GatewayServer.Addresses(clients: clients, operations: operations)
  }
}
#endif
