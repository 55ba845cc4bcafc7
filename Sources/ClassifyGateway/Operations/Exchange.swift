// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyModel
import Synchronization

/// A request that is being answered; its record is reported once, at its end.
///
/// A request that is released before its end was abandoned by its client. If the server has told the
/// client something else than the answer, that is the end.
final class Exchange: Sendable {
  /// The exchange of this task, for requests to the upstream that are made for it.
  @TaskLocal static var current: Exchange?

  private struct State {
    var record: RequestRecord
    /// The request; `nil` after its end.
    var request: IncomingRequest?
  }

  private let start = ContinuousClock.now
  private let state: Mutex<State>
  private let onEnd: @Sendable (RequestRecord) -> Void

  /// Begins a request.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - route: The endpoint of v1; `nil` if it is none.
  ///   - onEnd: Called once with the complete record.
  init(
    _ request: IncomingRequest, _ route: V1Route?,
    onEnd: @escaping @Sendable (RequestRecord) -> Void
  ) {
    state = Mutex(State(record: RequestRecord(request, route), request: request))
    self.onEnd = onEnd
  }

  deinit {
    finish()
  }

  /// Changes the record.
  func update(_ change: (inout RequestRecord) -> Void) {
    state.withLock { change(&$0.record) }
  }

  /// Ends the request; later calls have no effect.
  ///
  /// - Parameter outcome: How it ended; `nil` if the client abandoned it.
  func finish(_ outcome: MetricLabel.Outcome? = nil) {
    var (record, request) = state.withLock { state in
      // Released outside of the lock.
      defer { state.request = nil }
      return (state.record, state.request)
    }
    guard let request else { return }
    if let rejection = request.rejection {
      record.status = rejection.status.code
      record.outcome = MetricLabel.Outcome(status: rejection.status.code)
    } else if let outcome {
      record.outcome = outcome
    }
    record.duration = start.duration(to: .now)
    record.requestBytes = request.body.receivedBytes
    onEnd(record)
  }
}
#endif
