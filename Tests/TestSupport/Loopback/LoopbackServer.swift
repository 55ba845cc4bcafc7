// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Foundation
import Synchronization

/// A minimal HTTP/1.1 server on 127.0.0.1 with scripted behavior, including faults.
///
/// Each connection has its own thread, so that a hanging connection doesn't block others. Use
/// ``LoopbackPlan/run(_:)``, which always stops the server.
public final class LoopbackServer: Sendable {
  /// The port that the system chose.
  public let port: Int

  /// The bytes of one connection after which ``LoopbackStep/writeForever(_:)`` only waits.
  ///
  /// Foundation keeps what it reads in memory: while a busy machine delays the end of its task, the
  /// system would end the process.
  private static let maximumEndlessBytes = 1 << 30

  private struct State {
    var connections: Set<Socket> = []
    var connectionCount = 0
    var requests: [LoopbackRequest] = []
    var departures = 0
    var endlessByteCount = 0
    var isStopped = false
  }

  private let state = Mutex(State())
  private let listener: Socket
  private let alarm: (receiver: Socket, sender: Socket)
  private let threads = DispatchGroup()
  private let plan: LoopbackPlan

  init(_ plan: LoopbackPlan) throws {
    self.plan = plan
    precondition(BrokenPipes.areHarmless, "SIGPIPE can't be ignored")
    alarm = try Socket.pair()
    (listener, port) = try Socket.listening()
    startThread { server in server.acceptConnections() }
  }

  /// The host and port, such as `127.0.0.1:8080`.
  public var authority: String { "127.0.0.1:\(port)" }

  /// All completely received requests, in order of arrival.
  public var requests: [LoopbackRequest] { state.withLock { $0.requests } }

  /// The number of accepted connections.
  public var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// The number of connections that neither side has closed.
  public var openConnectionCount: Int { state.withLock { $0.connections.count } }

  /// The number of clients that disconnected during ``LoopbackBehavior/hang``.
  public var departures: Int { state.withLock { $0.departures } }

  /// The number of bytes that ``LoopbackStep/writeForever(_:)`` could write.
  public var endlessByteCount: Int { state.withLock { $0.endlessByteCount } }

  // MARK: - Threads

  private func startThread(_ body: @escaping @Sendable (LoopbackServer) -> Void) {
    threads.enter()
    Thread.detachNewThread {
      body(self)
      self.threads.leave()
    }
  }

  /// Ends every connection and thread, and closes every descriptor.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for connection in state.connections { connection.shutDown() }
    }
    alarm.sender.close()
    threads.wait()
    alarm.receiver.close()
    listener.close()
  }

  private func acceptConnections() {
    while true {
      _ = listener.isReadable(or: alarm.receiver, withinMilliseconds: -1)
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

  /// Performs an action, and returns whether the connection can be used further.
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
    case .script(let steps):
      for step in steps {
        if case .keepOpen = step { return true }
        guard perform(step, on: connection) else { return false }
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

  /// Performs a step, and returns whether the next can follow.
  private func perform(_ step: LoopbackStep, on connection: Socket) -> Bool {
    switch step {
    case .write(let bytes):
      return connection.write(bytes)
    case .writeForever(let bytes):
      let count = max(1, 65_536 / bytes.count)
      let block = Array(repeatElement(bytes, count: count).joined())
      var sent = 0
      while sent < Self.maximumEndlessBytes {
        guard connection.write(block) else { return false }
        sent += block.count
        state.withLock { $0.endlessByteCount += block.count }
      }
      waitForDeparture(of: connection)
      return false
    case .dripForever(let bytes, let pause):
      while true {
        for byte in bytes {
          guard !connection.isReadable(withinMilliseconds: pause), connection.write([byte]) else {
            return false
          }
        }
      }
    case .pause(let milliseconds):
      return !connection.isReadable(withinMilliseconds: milliseconds)
    case .hang:
      waitForDeparture(of: connection)
      return false
    case .reset:
      connection.resetOnClose()
      return false
    case .keepOpen:
      return true
    }
  }

  private func waitForDeparture(of connection: Socket) {
    while connection.read() != nil {}
  }
}
