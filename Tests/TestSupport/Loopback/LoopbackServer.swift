// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// A small HTTP/1.1 server on 127.0.0.1 that behaves and misbehaves as it is told.
///
/// Each connection has a thread of its own, so that one that hangs holds up no other. Use it by
/// ``LoopbackPlan/run(_:)``, which stops it whatever happens.
public final class LoopbackServer: Sendable {
  /// The port that the system chose.
  public let port: Int

  private struct State {
    var connections: Set<Socket> = []
    var connectionCount = 0
    var requests: [LoopbackRequest] = []
    var departures = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let listener: Socket
  private let alarm: (ours: Socket, theirs: Socket)
  private let threads = DispatchGroup()
  private let plan: LoopbackPlan

  init(_ plan: LoopbackPlan) throws {
    self.plan = plan
    alarm = try Socket.pair()
    (listener, port) = try Socket.listening()
    startThread { server in server.acceptConnections() }
  }

  /// The host and the port.
  public var authority: String { "127.0.0.1:\(port)" }

  /// Every request that was read to its end, in the order of their arrival.
  public var requests: [LoopbackRequest] { state.withLock { $0.requests } }

  /// How many connections were made.
  public var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// How many connections neither side has ended yet.
  public var openConnectionCount: Int { state.withLock { $0.connections.count } }

  /// How many clients left while the server hung.
  public var departures: Int { state.withLock { $0.departures } }

  // MARK: - Threads

  private func startThread(_ body: @escaping @Sendable (LoopbackServer) -> Void) {
    threads.enter()
    Thread.detachNewThread {
      body(self)
      self.threads.leave()
    }
  }

  /// Ends every connection and thread, and gives every descriptor back.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for connection in state.connections { connection.shutDown() }
    }
    alarm.theirs.close()
    threads.wait()
    alarm.ours.close()
    listener.close()
  }

  private func acceptConnections() {
    while true {
      _ = listener.isReadable(or: alarm.ours, withinMilliseconds: -1)
      guard !state.withLock({ $0.isStopped }), let connection = listener.accept() else { return }
      let number = state.withLock { state in
        state.connections.insert(connection)
        state.connectionCount += 1
        return state.connectionCount - 1
      }
      startThread { server in server.serve(connection, number: number) }
    }
  }

  private func serve(_ connection: Socket, number: Int) {
    switch plan.greet(number) {
    case .read: answerRequests(of: connection, number: number)
    case .reset: connection.resetOnClose()
    case .resetAfterReading(let count):
      var rest = count
      while rest > 0, let bytes = connection.read() { rest -= bytes.count }
      connection.resetOnClose()
    case .speak(let bytes):
      _ = connection.write(bytes)
      waitForDeparture(of: connection)
    }
    state.withLock { state in
      state.connections.remove(connection)
      connection.close()
    }
  }

  private func answerRequests(of connection: Socket, number: Int) {
    var reader = LoopbackReader(socket: connection, connection: number)
    while let request = reader.next() {
      state.withLock { $0.requests.append(request) }
      guard perform(plan.respond(request), on: connection) else { return }
    }
  }

  // MARK: - Behaviors

  /// Does what it is told, and returns whether the connection is still of use.
  private func perform(_ behavior: LoopbackBehavior, on connection: Socket) -> Bool {
    switch behavior {
    case .respond(let status, let headers, let body):
      var head = "HTTP/1.1 \(status) Status\r\nContent-Length: \(body.count)\r\n"
      for (name, value) in headers { head += "\(name): \(value)\r\n" }
      return connection.write(Array((head + "\r\n").utf8) + body)
    case .raw(let bytes):
      _ = connection.write(bytes)
      return false
    case .rawKeepingOpen(let bytes):
      return connection.write(bytes)
    case .drip(let bytes, let pause):
      for byte in bytes {
        if connection.isReadable(withinMilliseconds: pause) { break }
        guard connection.write([byte]) else { break }
      }
      return false
    case .hang:
      waitForDeparture(of: connection)
      state.withLock { $0.departures += 1 }
      return false
    case .reset:
      connection.resetOnClose()
      return false
    case .close:
      return false
    }
  }

  private func waitForDeparture(of connection: Socket) {
    while connection.read() != nil {}
  }
}
