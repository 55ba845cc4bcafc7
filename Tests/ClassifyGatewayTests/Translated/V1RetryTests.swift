// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import Synchronization
import TestSupport
import Testing

@testable import ClassifyGateway

/// Creations whose answer was lost, and their repetitions.
@Suite struct V1RetryTests {
  @Test(arguments: [1, 3], [true, false])
  func findsJobOfLostAnswer(fileCount: Int, onSameInstance: Bool) async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(fileCount))
    let first = world.gateway(seed: 1)
    let lost = try await first.create(body)
    let second = onSameInstance ? first : world.gateway(seed: 2)
    let found = try await second.create(body, retry: 1)
    #expect(found.status == 200)
    #expect(found.id == lost.id)
    #expect(world.sandbox.createdV2JobCount == fileCount)
    // Nothing was sent that only the service's keys kept from creating a job.
    #expect(world.v2Creations == fileCount)
  }

  /// The client repeats a creation, whose process is killed at any moment, on another instance.
  @Test(arguments: [0, 1, 2, 50, 98, 99], KillableTransport.Moment.allCases)
  func createsEachJobOnceAfterKill(count: Int, moment: KillableTransport.Moment) async throws {
    let world = V1World()
    let files = world.addFiles(100)
    let transport = KillableTransport(world.sandbox, afterCreations: count, moment)
    let killed = try await world.gateway(through: transport, seed: 1).create(V1World.body(files))
    #expect(killed.status == 502)
    let job = try await world.gateway(seed: 2).create(V1World.body(files), retry: 1)
    #expect(job.status == 200)
    #expect(world.sandbox.createdV2JobCount == 100)
    let items = try await world.gateway(seed: 3).results(job.id).json["items"]?.array
    #expect(items?.map { $0["file_id"]?.string } == files.map(V1World.v1ID))
  }

  @Test func createsNewJobForEqualRequestThatIsNoRetry() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let body = V1World.body(world.addFiles(2))
    // In the same millisecond, too.
    let ids = [
      try await gateway.create(body).id, try await gateway.create(body).id,
      try await world.gateway(seed: 2).create(body).id,
    ]
    #expect(Set(ids).count == 3)
    #expect(world.sandbox.createdV2JobCount == 6)
    #expect(world.sandbox.requestCount(of: .listV2Jobs) == 0)
  }

  @Test func createsNewJobForOtherRequest() async throws {
    let world = V1World()
    let gateway = world.gateway()
    let files = world.addFiles(3)
    let first = try await gateway.create(V1World.body(files))
    let project = "?project_id=\(world.sandbox.projectID)"
    let others = [
      try await gateway.create(V1World.body(files.reversed()), retry: 1),
      try await gateway.create(V1World.body(files), query: project, retry: 1),
      try await gateway.create(V1World.body(files), retry: 1, key: "llx-somebody-else"),
    ]
    #expect(Set(others.map(\.id) + [first.id]).count == 4)
    #expect(world.sandbox.createdV2JobCount == 12)
  }

  @Test(arguments: ["", "x", "-1", "1, 1"])
  func ignoresOtherRetryCount(text: String) async throws {
    let world = V1World()
    let gateway = world.gateway()
    let body = V1World.body(world.addFiles(1)).jsonBytes()
    for _ in 0..<2 {
      _ = await gateway.respond(
        .create,
        to: try V1World.request(
          .post, V1World.jobsPath, body, fields: ["x-stainless-retry-count": text]))
    }
    #expect(world.sandbox.createdV2JobCount == 2)
  }

  @Test(arguments: [Duration.seconds(-300), .seconds(300)])
  func findsJobDespiteWrongClocks(error: Duration) async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(2))
    let lost = try await world.gateway(clockError: error, seed: 1).create(body)
    let found = try await world.gateway(clockError: .zero - error, seed: 2).create(body, retry: 1)
    #expect(found.id == lost.id)
    #expect(world.sandbox.createdV2JobCount == 2)
  }

  @Test func createsNewJobAfterReuseWindow() async throws {
    let world = V1World()
    let gateway = world.gateway(seed: 1)
    let body = V1World.body(world.addFiles(1))
    let old = try await gateway.create(body)
    world.clock.advance(by: CreationTable.reuseWindow + V1Endpoints.clockSkew + .seconds(1))
    let new = try await gateway.create(body, retry: 1)
    #expect(new.status == 200)
    #expect(new.id != old.id)
  }

  /// The list shows the jobs of the first attempt only after a moment.
  @Test func looksAgainAfterPause() async throws {
    let world = V1World()
    let body = V1World.body(world.addFiles(2))
    let lost = try await world.gateway(seed: 1).create(body)
    let hidden = Atomic(1)
    let late = FunctionTransport { request throws(TransportError) in
      if request.method == .get, request.path.contains("created_at"),
        hidden.exchange(0, ordering: .relaxed) == 1
      {
        return HTTPResponse(
          status: 200, body: Array(#"{"items":[],"next_page_token":null}"#.utf8))
      }
      return try await world.sandbox.send(request)
    }
    let found = try await world.gateway(through: late, seed: 2).create(body, retry: 1)
    #expect(found.id == lost.id)
    #expect(world.clock.sleeps.contains(V1Endpoints.settleTimes[0]))
  }

  @Test func doesNotReuseCancelledGroup() async throws {
    let world = V1World { $0.jobDurations = .init(pending: .seconds(9), running: .seconds(9)) }
    let files = world.addFiles(2)
    world.sandbox.inject(.creditsExhausted, into: [.createV2Job], skipping: 1)
    let refused = try await world.gateway(seed: 1).create(V1World.body(files))
    #expect(refused.status == 402)
    let job = try await world.gateway(seed: 2).create(V1World.body(files), retry: 1)
    #expect(job.status == 200)
    #expect(job.json["status"] == "PENDING")
    #expect(world.sandbox.createdV2JobCount == 3)
  }

  /// The failure that is reported is the one because of which the members were cancelled.
  @Test func doesNotContinueGroupThatWasCancelledAfterOtherFailure() async throws {
    let world = V1World { $0.jobDurations = .init(pending: .seconds(900), running: .seconds(9)) }
    let files = world.addFiles(3)
    let isFailing = Atomic(true)
    let transport = FunctionTransport { request throws(TransportError) in
      let key = (try? JSONValue(json: request.body ?? []))?["transaction_id"]?.string ?? ""
      guard isFailing.load(ordering: .relaxed), key.hasSuffix(".1") || key.hasSuffix(".2") else {
        return try await world.sandbox.send(request)
      }
      return HTTPResponse(
        status: key.hasSuffix(".1") ? 503 : 402, body: Array(#"{"detail":"No."}"#.utf8))
    }
    let gateway = world.gateway(through: transport)
    #expect(try await gateway.create(V1World.body(files)).status == 402)
    isFailing.store(false, ordering: .relaxed)
    let job = try await gateway.create(V1World.body(files), retry: 1)
    #expect(job.status == 200)
    #expect(job.json["status"] == "PENDING")
    #expect(world.sandbox.createdV2JobCount == 4)
  }

  /// The same instance knows the group, whose jobs somebody has cancelled.
  @Test func doesNotContinueKnownGroupThatIsCancelled() async throws {
    let world = V1World { $0.jobDurations = .init(pending: .seconds(9), running: .seconds(9)) }
    let files = world.addFiles(2)
    let gateway = world.gateway()
    let first = try await gateway.create(V1World.body(files))
    let list = try await world.sandbox.send(try V1World.request(.get, "/api/v2/classify"))
    for member in try JSONValue(json: list.body)["items"]?.array ?? [] {
      _ = try await world.sandbox.send(
        try V1World.request(.post, "/api/v2/classify/\(member["id"]?.string ?? "")/cancel"))
    }
    let job = try await gateway.create(V1World.body(files), retry: 1)
    #expect(job.id != first.id)
    #expect(job.json["status"] == "PENDING")
  }

  /// A record that can't be read may be of the earlier attempt.
  @Test func createsNothingIfRecordIsUnreadable() async throws {
    let world = V1World()
    let stub = FunctionTransport { request throws(TransportError) in
      guard request.method == .get else { return try await world.sandbox.send(request) }
      return HTTPResponse(
        status: 200, body: Array(#"{"items":[{"id":5}],"next_page_token":null}"#.utf8))
    }
    let answer = try await world.gateway(through: stub).create(
      V1World.body(world.addFiles(1)), retry: 1)
    #expect(answer.status == 502)
    #expect(world.sandbox.createdV2JobCount == 0)
  }

  @Test func keepsMembersAfterTransientFailure() async throws {
    let world = V1World()
    let files = world.addFiles(5)
    world.sandbox.inject(.unavailable, into: [.createV2Job], skipping: 2, times: .max)
    let gateway = world.gateway()
    #expect(try await gateway.create(V1World.body(files)).status == 503)
    #expect(world.sandbox.requestCount(of: .cancelV2Job) == 0)
    world.sandbox.removeFaults()
    #expect(try await gateway.create(V1World.body(files), retry: 1).status == 200)
    #expect(world.sandbox.createdV2JobCount == 5)
  }

  /// Nothing is created if it is not known whether an earlier attempt created it.
  @Test func createsNothingIfSearchFails() async throws {
    let world = V1World()
    let files = world.addFiles(1)
    world.sandbox.inject(.serverError, into: [.listV2Jobs], times: .max)
    let answer = try await world.gateway().create(V1World.body(files), retry: 1)
    #expect(answer.status == 500)
    #expect(world.sandbox.createdV2JobCount == 0)
  }

  // MARK: - At the same time

  @Test func joinsRunningCreation() async throws {
    let world = V1World()
    let gate = ArrivalGate()
    let slow = FunctionTransport { request throws(TransportError) in
      if request.method == .post { await gate.wait() }
      return try await world.sandbox.send(request)
    }
    let gateway = world.gateway(through: slow)
    let body = V1World.body(world.addFiles(3))
    async let first = gateway.create(body)
    await gate.arrival()
    async let second = gateway.create(body, retry: 1)
    try await Task.sleep(for: .milliseconds(50))
    gate.open()
    let ids = [try await first.id, try await second.id]
    #expect(ids[0] == ids[1])
    #expect(slow.requests.count { $0.method == .post } == 3)
    #expect(slow.requests.allSatisfy { $0.method == .post })
  }

  /// A client that disconnects does not end a creation that has begun to create jobs.
  @Test func finishesCreationOfDisconnectedClient() async throws {
    let world = V1World()
    let gate = ArrivalGate()
    let isFirst = Atomic(true)
    let slow = FunctionTransport { request throws(TransportError) in
      if request.method == .post, !isFirst.exchange(false, ordering: .relaxed) { await gate.wait() }
      return try await world.sandbox.send(request)
    }
    let gateway = world.gateway(through: slow)
    let body = V1World.body(world.addFiles(3))
    let client = Task { try await gateway.create(body) }
    await gate.arrival()
    client.cancel()
    #expect(try await client.value.status == 503)
    gate.open()
    await gateway.finishCreations()
    #expect(world.sandbox.createdV2JobCount == 3)
  }

  /// A creation that has created nothing ends with its client: the repetition may go elsewhere.
  @Test func endsCreationOfDisconnectedClientBeforeFirstJob() async throws {
    let world = V1World()
    let arrival = ArrivalGate()
    let hanging = FunctionTransport { _ throws(TransportError) in
      arrival.arrive()
      try? await Task.sleep(for: .seconds(600))
      throw TransportError(kind: .cancelled, delivery: .notSent, message: "cancelled")
    }
    let gateway = world.gateway(through: hanging)
    let body = V1World.body(world.addFiles(3))
    let client = Task { try await gateway.create(body) }
    await arrival.arrival()
    client.cancel()
    #expect(try await client.value.status == 503)
    await gateway.finishCreations()
    #expect(world.sandbox.createdV2JobCount == 0)
  }
}

/// A gate at which tasks wait until it is opened.
private final class ArrivalGate: Sendable {
  private struct State {
    var isOpen = false
    var hasArrived = false
    var waiting: [CheckedContinuation<Void, Never>] = []
    var watching: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Tells that a task has reached the gate.
  func arrive() {
    let watching = state.withLock { state in
      state.hasArrived = true
      defer { state.watching = [] }
      return state.watching
    }
    for continuation in watching { continuation.resume() }
  }

  /// Waits at the gate.
  func wait() async {
    arrive()
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }

  /// Waits until a task has reached the gate.
  func arrival() async {
    await withCheckedContinuation { continuation in
      let hasArrived = state.withLock { state in
        if !state.hasArrived { state.watching.append(continuation) }
        return state.hasArrived
      }
      if hasArrived { continuation.resume() }
    }
  }

  /// Opens the gate.
  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume() }
  }
}
#endif
