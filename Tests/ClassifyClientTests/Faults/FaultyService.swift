// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifySandbox
import Dispatch
import Synchronization
import TestSupport

/// The service behind real sockets, with a fault on the way.
final class FaultyService: Sendable {
  let sandbox: Sandbox
  private let fault: WireFault
  private let method: HTTPMethod?
  private let spared: Int
  private let times: Int
  private let requestCount = Mutex(0)
  private let executor = QueueExecutor()

  /// Makes a service.
  ///
  /// - Parameters:
  ///   - sandbox: What answers.
  ///   - fault: What happens.
  ///   - method: The method of the requests to which it happens; `nil` for all.
  ///   - spared: To how many of those, or to how many connections, it does not happen first.
  ///   - times: To how many it happens then.
  init(
    _ sandbox: Sandbox, fault: WireFault, to method: HTTPMethod? = nil, sparing spared: Int = 0,
    times: Int
  ) {
    self.sandbox = sandbox
    self.fault = fault
    self.method = method
    self.spared = spared
    self.times = times
  }

  /// What a server does to be this service.
  var plan: LoopbackPlan {
    LoopbackPlan { connection in
      if case .connection(let greeting) = self.fault.act, self.isMeant(connection) {
        greeting
      } else {
        .read
      }
    } respond: { request in
      self.respond(to: request)
    }
  }

  /// How many v1 jobs, v2 jobs and files were created over the service's interface.
  var createdCount: Int {
    sandbox.createdV1JobCount + sandbox.createdV2JobCount
      + sandbox.requests.count { $0.operation == .uploadFile && $0.status == 201 }
  }

  private func respond(to request: LoopbackRequest) -> LoopbackBehavior {
    if let method, method.rawValue != request.method { return .answer(answer(request)) }
    let number = requestCount.withLock { count in
      count += 1
      return count - 1
    }
    guard isMeant(number) else { return .answer(answer(request)) }
    switch fault.act {
    case .connection: return .answer(answer(request))
    case .instead(let behavior): return behavior
    case .afterwards(let distort): return distort(answer(request))
    }
  }

  private func isMeant(_ number: Int) -> Bool {
    number >= spared && number - spared < times
  }

  /// Asks the sandbox, and waits for it on this thread, which is the connection's own.
  ///
  /// The sandbox works on a thread outside of the pool that tests share: when they all wait for
  /// servers to stop, it must still come to its end.
  private func answer(_ request: LoopbackRequest) -> HTTPResponse {
    let answer = Mutex(HTTPResponse(status: 500))
    let done = DispatchSemaphore(value: 0)
    Task.detached(executorPreference: executor) { [sandbox] in
      if let response = try? await sandbox.send(HTTPRequest(request)) {
        answer.withLock { $0 = response }
      }
      done.signal()
    }
    done.wait()
    return answer.withLock(\.self)
  }
}

/// Runs tasks on a queue of its own.
private final class QueueExecutor: TaskExecutor {
  private let queue = DispatchQueue(label: "faulty-service")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

extension HTTPRequest {
  /// The request that a server has read.
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
  fileprivate static func answer(_ response: HTTPResponse) -> LoopbackBehavior {
    .respond(
      status: response.status.code,
      headers: response.headerFields.map { ($0.name.rawValue, $0.value) }, body: response.body)
  }
}
