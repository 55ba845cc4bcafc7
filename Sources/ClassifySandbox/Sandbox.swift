// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Synchronization

/// A LlamaCloud in memory: files, Classify v1 and Classify v2, as a transport in the process.
///
/// It answers as the published contract says, validates as the published schemas do, and holds
/// everything it was given until it goes. Nothing leaves the process: webhooks are validated and
/// never delivered.
///
/// ```swift
/// let sandbox = Sandbox()
/// let fileID = sandbox.addFile(name: "march.txt", text: "Invoice number 7\u{C}Total amount due")
/// ```
///
/// A document is text, and form feeds (U+000C) part its pages. It is classified by how many words
/// of a rule occur on the pages that were selected, so that the wrong page gives another answer.
///
/// ### What is not published
///
/// Where the contract is silent, the sandbox has to choose:
/// - A v2 page range that is not in its plainest form is refused with 422
///   (``Configuration/oddPageRanges``).
/// - A page limit applies to the pages that were selected (``Configuration/pageLimitPrecedence``);
///   the five pages that v1 reads by default are for requests that select none.
/// - Selected pages that a document lacks are ignored, unless it lacks them all: then it fails. So
///   does a document of which v1's `max_pages` leaves nothing, being less than 1.
/// - Two rules of one type are refused with 422, and so is a v2 request that names its document
///   twice or not at all. Of a v2 request's two configurations its own goes before a saved one.
/// - What is cancelled or deleted too late or too soon is refused with 400.
/// - A creation is answered with `PENDING`, however short jobs are. Results of a v1 job that is not
///   finished are null, and v1's file ids are bare UUIDs whatever the request had.
/// - Numbers must be numbers: a text such as `"5"` is refused where a number should be.
///
/// Any number of tasks may use a sandbox at once; requests are worked on one after the other.
public final class Sandbox: HTTPTransport {
  struct State {
    var store: Store
    var faults: FaultPlan
    var log: RequestLog
  }

  /// How this sandbox behaves.
  public let configuration: Configuration
  private let router: Router
  private let state: Mutex<State>

  /// Makes an empty sandbox.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
    router = Router(dialect: configuration.dialect)
    state = Mutex(
      State(
        store: Store(seed: configuration.seed),
        faults: FaultPlan(rules: configuration.faults, seed: configuration.seed),
        log: RequestLog(capacity: configuration.requestLogCapacity)))
  }

  /// Answers a request.
  ///
  /// - Throws: ``TransportError`` where a fault says so, and with the kind `cancelled` if the task
  ///   is cancelled while the request is held up.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let match = router.match(request)
    var record = RequestRecord(
      operation: match.operation, method: request.method, path: request.path,
      wasProcessed: false, status: nil)
    do throws(TransportError) {
      if Task.isCancelled { throw .cancelledBeforeSending }
      try await holdUp()
      let fault = withState { $0.faults.take(for: match.operation) }
      let response = try await exchange(request, match, fault: fault, record: &record)
      record.status = response.status
      log(record)
      return response
    } catch {
      log(record)
      throw error
    }
  }

  private func exchange(
    _ request: HTTPRequest, _ match: Router.Match, fault: Fault?, record: inout RequestRecord
  ) async throws(TransportError) -> HTTPResponse {
    if let fault {
      try await fault.disturb(.beforeProcessing, clock: configuration.clock)
      if let response = fault.answer { return response }
    }
    record.wasProcessed = true
    let now = now
    let response = withState { state in
      state.store.answer(request, match, configuration: configuration, now: now)
    }
    guard let fault else { return response }
    try await fault.disturb(.afterProcessing, clock: configuration.clock)
    return fault.distort(response)
  }

  private func holdUp() async throws(TransportError) {
    let latency = withState { $0.faults.duration(in: configuration.latency) }
    guard latency > .zero else { return }
    do {
      try await configuration.clock.sleep(for: latency)
    } catch {
      throw .cancelledMeanwhile
    }
  }

  /// The time in milliseconds since 1970, kept within the years that a timestamp can say.
  var now: Int {
    min(max(configuration.time(), DateTimeText.range.lowerBound), DateTimeText.range.upperBound)
  }

  private func log(_ record: RequestRecord) {
    withState { $0.log.append(record) }
  }

  func withState<Value>(_ body: (inout sending State) -> sending Value) -> sending Value {
    state.withLock(body)
  }
}
