// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import ClassifySandbox
import Dispatch
import Foundation
import Synchronization
import TestSupport

#if canImport(Darwin)
import Darwin
#elseif canImport(Glibc)
import Glibc
#endif

/// A sandbox behind a loopback server, which can hold creations or lose their responses.
final class ServedSandbox: Sendable {
  /// What happens to the creations after the first few.
  enum Mode: Sendable {
    /// They are processed.
    case serve
    /// They wait for another mode before they are processed.
    case hold
    /// They are processed, and get no response.
    case loseResponses
  }

  private struct State {
    var mode = Mode.serve
    var servedCreations = 0
    var creations = 0
  }

  /// The sandbox's time, ahead of the real one.
  private final class Time: Sendable {
    /// The lead in milliseconds, and its growth with each request.
    let lead = Mutex((total: 0, step: 0))

    var now: Int { Int(Date().timeIntervalSince1970 * 1_000) + lead.withLock { $0.total } }
  }

  let sandbox: Sandbox
  private let time: Time
  private let state = Mutex(State())

  init(jobDurations: Sandbox.JobDurations = Sandbox.JobDurations()) {
    let time = Time()
    self.time = time
    var configuration = Sandbox.Configuration { time.now }
    configuration.dialect = .current
    configuration.jobDurations = jobDurations
    sandbox = Sandbox(configuration: configuration)
  }

  /// The number of creations that have arrived.
  var creationCount: Int { state.withLock { $0.creations } }

  /// Serves the first creations, and treats the others by a mode.
  func set(_ mode: Mode, afterCreations count: Int = 0) {
    state.withLock { state in
      state.mode = mode
      state.servedCreations = count
    }
  }

  func addFiles(_ count: Int) -> [String] {
    (0..<count).map { sandbox.addFile(name: "\($0).txt", text: "Invoice number \($0)") }
  }

  /// The statuses of all v2 jobs.
  func v2Statuses() async throws -> [String] {
    let client = LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("llx-any-key")), transport: sandbox)
    var statuses: [String] = []
    for try await job in client.classify.list() { statuses.append(job.status.text) }
    return statuses
  }

  /// Lets an hour pass with each request from now on, so that unfinished jobs finish.
  func finishJobs() {
    time.lead.withLock { $0.step = 3_600_000 }
  }

  /// Waits, up to one minute, until this many creations have arrived.
  ///
  /// Blocks, because a suspended task can resume too late while other tests block the pool: held
  /// creations would time out.
  func waitForCreations(_ count: Int) {
    let limit = ContinuousClock.now.advanced(by: .seconds(300))
    while creationCount < count, ContinuousClock.now < limit { usleep(10_000) }
  }

  /// Runs a server while `body` runs.
  func run<Value>(_ body: (LoopbackServer) async throws -> Value) async throws -> Value {
    let plan = LoopbackPlan { [self] request in
      let path = request.path.prefix { $0 != "?" }
      let isCreation =
        request.method == "POST" && (path.hasSuffix("/classify") || path.hasSuffix("/jobs"))
      guard isCreation else { return response(to: request) }
      let number = state.withLock { state in
        state.creations += 1
        return state.creations
      }
      func mode() -> Mode { state.withLock { number <= $0.servedCreations ? .serve : $0.mode } }
      while case .hold = mode() { usleep(5_000) }
      guard case .loseResponses = mode() else { return response(to: request) }
      _ = response(to: request)
      return .hang
    }
    return try await plan.run { server in
      // Held creations would keep the server from stopping.
      defer { set(.serve) }
      return try await body(server)
    }
  }

  /// Processes a request, not on the thread pool, which other tests block.
  private func response(to request: LoopbackRequest) -> LoopbackBehavior {
    time.lead.withLock { $0.total += $0.step }
    let fields = request.headerLines.compactMap { try? HTTPField(name: $0.name, value: $0.value) }
    let message = HTTPRequest(
      method: HTTPMethod(rawValue: request.method) ?? .get, scheme: "http",
      authority: "sandbox", path: request.path, headerFields: HTTPFields(fields),
      body: request.body.isEmpty ? nil : request.body)
    let done = DispatchSemaphore(value: 0)
    let box = Box()
    Task(executorPreference: ThreadExecutor(), priority: .high) { [sandbox] in
      let response = try? await sandbox.send(message)
      box.result.withLock { $0 = response }
      done.signal()
    }
    done.wait()
    guard let response = box.result.withLock(\.self) else { return .reset }
    return .respond(
      status: response.status.code, headers: [("Content-Type", "application/json")],
      body: response.body)
  }

  private final class Box: Sendable {
    let result = Mutex<HTTPResponse?>(nil)
  }

  /// Runs each job on a thread of its own.
  private final class ThreadExecutor: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      Thread.detachNewThread { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }
}
#endif
