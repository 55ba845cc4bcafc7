// SPDX-License-Identifier: Apache-2.0

#if os(Linux)
import CCurl
import ClassifyHTTP
import Synchronization

/// The commands to a transport's thread, which starts with the first request.
final class CommandQueue: Sendable {
  enum Command: Sendable {
    /// Sends a request.
    case start(Exchange)
    /// Ends a request whose caller no longer waits.
    case cancel(Exchange)
    /// Ends all requests and the thread.
    case stop
  }

  private struct State {
    var commands: [Command] = []
    /// Wakes the thread; `nil` until the thread is started.
    var alarm: Alarm?
  }

  let settings: WorkerSettings
  private let state = Mutex(State())

  init(settings: WorkerSettings) {
    self.settings = settings
  }

  /// Hands a command to the thread.
  ///
  /// The first request starts the thread; without a thread, other commands do nothing.
  func post(_ command: Command) {
    let isPosted = state.withLock { state in
      if state.alarm == nil, case .start = command { state.alarm = startThread() }
      guard let alarm = state.alarm else { return false }
      state.commands.append(command)
      alarm.raise()
      return true
    }
    if !isPosted, case .start(let exchange) = command {
      exchange.finish(.failure(.outOfResources))
    }
  }

  /// Removes and returns all commands, in order.
  func takeAll() -> [Command] {
    state.withLock { state in
      defer { state.commands = [] }
      return state.commands
    }
  }

  private func startThread() -> Alarm? {
    guard let alarm = Alarm() else { return nil }
    let start = Unmanaged.passRetained(ThreadStart(queue: self, alarm: alarm))
    let isStarted = ccurl_start_thread(
      { Unmanaged<ThreadStart>.fromOpaque($0).takeRetainedValue().run() }, start.toOpaque())
    guard isStarted else {
      start.release()
      return nil
    }
    return alarm
  }
}

/// The parts of a worker, on their way to its thread.
private final class ThreadStart: Sendable {
  private let queue: CommandQueue
  private let alarm: Alarm

  init(queue: CommandQueue, alarm: Alarm) {
    self.queue = queue
    self.alarm = alarm
  }

  func run() {
    Worker(queue: queue, alarm: alarm).run()
  }
}

/// A descriptor that wakes a thread that waits for sockets.
final class Alarm: Sendable {
  let descriptor: Int32

  /// Creates an alarm, or returns `nil` if no descriptor is left.
  init?() {
    descriptor = ccurl_signal_create()
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    ccurl_signal_free(descriptor)
  }

  func raise() { ccurl_signal_raise(descriptor) }

  func reset() { ccurl_signal_reset(descriptor) }
}
#endif
