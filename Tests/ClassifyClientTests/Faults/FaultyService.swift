// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifySandbox
import Dispatch
import Synchronization
import TestSupport

/// A sandbox behind real sockets, with an injected fault.
final class FaultyService: Sendable {
  let sandbox: Sandbox
  private let fault: WireFault
  private let method: HTTPMethod?
  private let skipped: Int
  private let times: Int
  private let requestCount = Mutex(0)
  private let executor = QueueExecutor()

  /// Creates a service.
  ///
  /// - Parameters:
  ///   - sandbox: The sandbox that processes the requests.
  ///   - fault: The fault to inject.
  ///   - method: The method of the affected requests, or `nil` for all.
  ///   - skipped: The number of such requests, or of connections, before the first fault.
  ///   - times: The number of faults.
  init(
    _ sandbox: Sandbox, fault: WireFault, to method: HTTPMethod? = nil, skipping skipped: Int = 0,
    times: Int
  ) {
    self.sandbox = sandbox
    self.fault = fault
    self.method = method
    self.skipped = skipped
    self.times = times
  }

  /// The plan of a server that behaves like this service.
  var plan: LoopbackPlan {
    LoopbackPlan { connection in
      if case .connection(let greeting) = self.fault.injection, self.isAffected(connection) {
        greeting
      } else {
        .read
      }
    } respond: { request in
      self.respond(to: request)
    }
  }

  /// The number of jobs and files that were created through the API.
  var createdCount: Int {
    sandbox.createdV1JobCount + sandbox.createdV2JobCount
      + sandbox.requests.count { $0.operation == .uploadFile && $0.status == 201 }
  }

  private func respond(to request: LoopbackRequest) -> LoopbackBehavior {
    if let method, method.rawValue != request.method { return .response(response(request)) }
    let number = requestCount.withLock { count in
      count += 1
      return count - 1
    }
    guard isAffected(number) else { return .response(response(request)) }
    switch fault.injection {
    case .connection: return .response(response(request))
    case .instead(let behavior): return behavior
    case .afterProcessing(let distort): return distort(response(request))
    }
  }

  private func isAffected(_ number: Int) -> Bool {
    number >= skipped && number - skipped < times
  }

  /// Sends a request to the sandbox and blocks the connection's thread until its response.
  ///
  /// The sandbox runs on a queue outside the tests' thread pool, because it must still make
  /// progress when all threads of the pool wait for servers to stop.
  private func response(_ request: LoopbackRequest) -> HTTPResponse {
    let result = Mutex(HTTPResponse(status: 500))
    let done = DispatchSemaphore(value: 0)
    Task.detached(executorPreference: executor) { [sandbox] in
      if let response = try? await sandbox.send(HTTPRequest(request)) {
        result.withLock { $0 = response }
      }
      done.signal()
    }
    done.wait()
    return result.withLock(\.self)
  }
}

/// A task executor with its own queue.
private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "faulty-service")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

extension HTTPRequest {
  /// Creates a request from one that a server has received.
  fileprivate init(_ request: LoopbackRequest) throws {
    var fields = HTTPFields()
    for (name, value) in request.headerLines {
      fields.append(try HTTPField(name: name, value: value))
    }
    self.init(
      method: HTTPMethod(rawValue: request.method) ?? .get, scheme: "http",
      authority: request.values(of: "Host").first ?? "", path: request.path, headerFields: fields,
      body: request.body)
  }
}

extension LoopbackBehavior {
  fileprivate static func response(_ response: HTTPResponse) -> LoopbackBehavior {
    .respond(
      status: response.status.code,
      headers: response.headerFields.map { ($0.name.rawValue, $0.value) }, body: response.body)
  }
}
