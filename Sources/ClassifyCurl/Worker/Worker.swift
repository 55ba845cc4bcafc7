// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl
import ClassifyHTTP

/// Runs the requests of a transport on its thread, to which libcurl's pointers are confined.
final class Worker {
  private let queue: CommandQueue
  private let alarm: Alarm
  private let settings: WorkerSettings
  /// Created with the first request; `nil` while there is no memory for it.
  private var multi: OpaquePointer?
  private var sockets: OpaquePointer?
  private var hosts: HostQueues
  private var transfers: [OpaquePointer: Transfer] = [:]
  private let clock = ContinuousClock()

  /// The longest time that an idle thread sleeps.
  private static let longestWait = Duration.seconds(3_600)

  init(queue: CommandQueue, alarm: Alarm) {
    self.queue = queue
    self.alarm = alarm
    settings = queue.settings
    hosts = HostQueues(limit: settings.maximumConnectionsPerHost)
  }

  /// Runs until the command to stop.
  func run() {
    while handle(queue.takeAll()) {
      if let multi { perform(multi) }
      let wait = timeOutIdle()
      ccurl_multi_wait(multi, alarm.descriptor, Int32(clamping: wait.wholeMilliseconds))
      alarm.reset()
    }
    for exchange in hosts.waiting { exchange.cancel() }
    for transfer in transfers.values {
      transfer.exchange.cancel()
      remove(transfer)
    }
    if let multi { ccurl_multi_free(multi) }
    if let sockets { ccurl_sockets_free(sockets) }
  }

  /// Handles commands, and returns false if one of them was to stop.
  private func handle(_ commands: [CommandQueue.Command]) -> Bool {
    for command in commands {
      switch command {
      case .start(let exchange):
        if hosts.admit(exchange) { start(exchange) }
      case .cancel(let exchange):
        hosts.remove(exchange)
        if let transfer = transfers.values.first(where: { $0.exchange === exchange }) {
          end(transfer)
        }
      case .stop: return false
      }
    }
    return true
  }

  /// Starts an admitted request, or the next one of its host if it has ended already.
  private func start(_ exchange: Exchange, opensConnection: Bool = false) {
    var next: Exchange? = exchange
    var opensConnection = opensConnection
    while let exchange = next {
      if !exchange.isFinished {
        if let transfer = makeTransfer(exchange, opensConnection: opensConnection) {
          transfers[transfer.easy] = transfer
          return
        }
        exchange.finish(.failure(.outOfResources))
      }
      next = hosts.next(after: exchange)
      opensConnection = false
    }
  }

  private func makeTransfer(_ exchange: Exchange, opensConnection: Bool) -> Transfer? {
    sockets = sockets ?? ccurl_sockets_create()
    multi = multi ?? ccurl_multi_create(settings.idleConnections)
    guard let multi, let sockets,
      let transfer = Transfer(
        exchange, settings, sockets: sockets, opensConnection: opensConnection, now: clock.now),
      ccurl_multi_add(multi, transfer.easy)
    else { return nil }
    return transfer
  }

  private func remove(_ transfer: Transfer) {
    if let multi { ccurl_multi_remove(multi, transfer.easy) }
    transfers[transfer.easy] = nil
  }

  /// Removes a transfer, and starts the next request of its host.
  private func end(_ transfer: Transfer) {
    remove(transfer)
    if let next = hosts.next(after: transfer.exchange) { start(next) }
  }

  /// Sends and receives what it can, and finishes the transfers that have ended.
  private func perform(_ multi: OpaquePointer) {
    ccurl_multi_perform(multi)
    var code = CCurlCode.OK
    while let easy = ccurl_multi_next_result(multi, &code) {
      guard let transfer = transfers[easy] else { continue }
      if transfer.needsNewConnection {
        remove(transfer)
        start(transfer.exchange, opensConnection: true)
        continue
      }
      let outcome = transfer.outcome(code)
      // The connection is free again before the caller can send its next request.
      end(transfer)
      transfer.exchange.finish(outcome)
    }
  }

  /// Ends transfers without activity, and returns the time until the next one can be idle.
  private func timeOutIdle() -> Duration {
    let now = clock.now
    var wait = Self.longestWait
    for transfer in Array(transfers.values) {
      let rest = settings.idleTimeout - (now - transfer.lastActivity)
      if rest > .zero {
        wait = min(wait, rest)
      } else {
        let outcome = transfer.timedOut(after: settings.idleTimeout)
        end(transfer)
        transfer.exchange.finish(outcome)
        wait = .zero
      }
    }
    return wait
  }
}
#endif
