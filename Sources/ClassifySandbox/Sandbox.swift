// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Synchronization

/// An in-memory LlamaCloud with files, Classify v1, and Classify v2, used as an HTTP transport.
///
/// The sandbox returns the responses of the published contract and validates requests against the
/// published schemas. It is written from that contract alone and imports none of the adapters that
/// it is used to test. All data lives in memory and is gone with the sandbox. Webhook
/// configurations are validated, but nothing is delivered.
///
/// ```swift
/// let sandbox = Sandbox()
/// let fileID = sandbox.addFile(name: "march.txt", text: "Invoice number 7\u{C}Total amount due")
/// ```
///
/// A document is plain text; form feeds (U+000C) separate its pages. The classifier counts the
/// words of each rule that occur on the selected pages, so that reading the wrong pages changes the
/// result.
///
/// ### Behavior that is not published
///
/// Where the contract is silent, the sandbox has to choose:
/// - A v2 page range that is not in canonical form is rejected with 422
///   (``Configuration/pageRangeSyntax``).
/// - A page limit applies to the selected pages (``Configuration/pageLimitPrecedence``). v1's
///   default limit of five pages applies only to requests without `target_pages`.
/// - Selected pages that the document doesn't have are ignored. If it has none of them, the
///   document fails. It also fails if v1's `max_pages` is less than 1 and leaves no page.
/// - Duplicate rule types are rejected with 422, and so is a v2 request with no document or more
///   than one. An inline v2 configuration takes precedence over a saved one.
/// - Cancelling a finished job and deleting an unfinished one are rejected with 400.
/// - A new job is returned as `PENDING`, however short its durations are. The results of an
///   unfinished v1 job are null. v1's results have the file IDs of the request, with or without `dfl-`.
/// - The 404 for a path that is not served has a `detail` that names the sandbox.
/// - Strings are not converted to numbers: `"5"` is rejected where a number is expected.
///
/// A sandbox is thread-safe. It processes requests one at a time.
public final class Sandbox: HTTPTransport {
  struct State {
    var store: Store
    var faults: FaultPlan
    var log: RequestLog
  }

  /// The configuration that the sandbox was created with.
  public let configuration: Configuration
  private let router: Router
  private let state: Mutex<State>

  /// Creates a sandbox without files or jobs.
  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
    router = Router(dialect: configuration.dialect)
    state = Mutex(
      State(
        store: Store(seed: configuration.seed),
        faults: FaultPlan(rules: configuration.faults, seed: configuration.seed),
        log: RequestLog(capacity: configuration.requestLogCapacity)))
  }

  /// Processes a request and returns its response.
  ///
  /// - Throws: `TransportError` if an injected fault breaks the connection, or with the kind
  ///   `cancelled` if the task is cancelled before the request is processed or while it waits.
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let match = router.match(request)
    var record = RequestRecord(
      operation: match.operation, method: request.method, path: request.path,
      wasProcessed: false, status: nil)
    do throws(TransportError) {
      if Task.isCancelled { throw .cancelledBeforeSending }
      try await waitForLatency()
      let fault = withState { $0.faults.nextFault(for: match.operation) }
      let response = try await respond(to: request, match, fault: fault, record: &record)
      record.status = response.status
      log(record)
      return response
    } catch {
      log(record)
      throw error
    }
  }

  private func respond(
    to request: HTTPRequest, _ match: Router.Match, fault: Fault?, record: inout RequestRecord
  ) async throws(TransportError) -> HTTPResponse {
    if let fault {
      try await fault.apply(.beforeProcessing, clock: configuration.clock)
      if let response = fault.errorResponse { return response }
    }
    record.wasProcessed = true
    let now = now
    let response = withState { state in
      state.store.respond(to: request, match, configuration: configuration, now: now)
    }
    guard let fault else { return response }
    try await fault.apply(.afterProcessing, clock: configuration.clock)
    return fault.corrupt(response)
  }

  private func waitForLatency() async throws(TransportError) {
    let latency = withState { $0.faults.duration(in: configuration.latency) }
    guard latency > .zero else { return }
    do {
      try await configuration.clock.sleep(for: latency)
    } catch {
      throw .cancelledDuringRequest
    }
  }

  /// The current time in milliseconds since 1970, clamped to the range of timestamps.
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
