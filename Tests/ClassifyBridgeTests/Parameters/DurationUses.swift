// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// The public parameters of the type `Double`.
enum DoubleUses {
  static let all: [ParameterUse<Double>] = [
    ParameterUse("JSONNumber") { #expect((JSONNumber($0) == nil) == !$0.isFinite) },
    ParameterUse("JSONValue") { _ = JSONValue(floatLiteral: $0).jsonText() },
    ParameterUse("Confidence") { #expect((Confidence($0) == nil) == !$0.isFinite) },
    ParameterUse("V2Options.creationsPerSecond") { rate in
      let backend = V2Backend(
        client: ServiceClient(
          configuration: ServiceConfiguration(key: try Secret("llx-k")), transport: Sandbox()),
        options: V2Options(creationsPerSecond: rate), clock: ManualClock())
      _ = backend.newGroup(memberCount: 2)
    },
    ParameterUse("Sandbox.FaultRule.probability") { probability in
      let sandbox = Sandbox()
      sandbox.inject(.unavailable, times: .max, probability: probability)
      _ = try? await IntegerUses.client(sandbox).files.list().page(nil)
    },
    ParameterUse("WebhookDelivery.timestamp") { seconds in
      let delivery = WebhookDelivery(
        eventID: "e", eventType: "classify.success",
        timestamp: .value(JSONValue(floatLiteral: seconds)), data: .text(""))
      _ = delivery.time
    },
  ]
}

/// The public parameters of the type `Duration`.
enum DurationUses {
  static let all: [ParameterUse<Duration>] = [
    ParameterUse("ServiceConfiguration timeouts") { duration in
      var configuration = ServiceConfiguration(key: try Secret("llx-k"))
      configuration.timeout = duration
      configuration.attemptTimeout = duration
      let client = LlamaCloud(configuration: configuration, transport: Sandbox())
      _ = try? await client.files.list().page(nil)
      _ = try? await client.files.create(
        file: .bytes([1], name: "a.txt"), purpose: .classify)
    },
    ParameterUse("ServiceOptions timeouts") { duration in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: try Secret("llx-k")), transport: Sandbox())
      let options = ServiceOptions(timeout: duration, attemptTimeout: duration)
      _ = try? await client.files.list(options: options).page(nil)
    },
    ParameterUse("RetryPolicy and Backoff") { duration in
      let sandbox = Sandbox()
      sandbox.inject(.rateLimited(retryAfter: "Sun, 06 Nov 2094 08:49:37 GMT"), times: 1)
      sandbox.inject(.rateLimited(), times: 1)
      var configuration = ServiceConfiguration(key: try Secret("llx-k"))
      configuration.timeout = nil
      configuration.retryPolicy = RetryPolicy(
        backoff: Backoff(base: duration, limit: duration), maximumRetryAfter: duration)
      let service = ServiceClient(
        configuration: configuration, transport: sandbox, clock: ManualClock(),
        now: { duration })
      _ = try? await V2Backend(client: service).job(.v2("clj-1"))
    },
    ParameterUse("PollingSchedule") { duration in
      for schedule in [
        PollingSchedule(initialDelay: duration), PollingSchedule(increment: duration),
        PollingSchedule(maximumDelay: duration), PollingSchedule(deadline: duration),
        PollingSchedule(
          initialDelay: duration, increment: duration, maximumDelay: duration,
          deadline: duration),
      ] {
        try await briefly {
          try await LlamaCloud(
            configuration: ServiceConfiguration(key: try Secret("llx-k")), transport: Sandbox()
          ).classify.poll(schedule)
        }
      }
    },
    ParameterUse("Sandbox.Configuration.latency") { duration in
      for range in [
        duration...duration, min(duration, .zero)...max(duration, .zero),
        Duration(attoseconds: .min)...Duration(attoseconds: .max),
      ] {
        var configuration = Sandbox.Configuration()
        configuration.latency = range
        let sandbox = Sandbox(configuration: configuration)
        try await briefly {
          _ = try? await IntegerUses.client(sandbox).files.list().page(nil)
        }
      }
    },
    ParameterUse("Sandbox.Fault.latency") { duration in
      let sandbox = Sandbox()
      sandbox.inject(.latency(duration))
      try await briefly { _ = try? await IntegerUses.client(sandbox).files.list().page(nil) }
    },
    ParameterUse("Sandbox.JobDurations") { duration in
      var configuration = Sandbox.Configuration { .max }
      configuration.jobDurations = Sandbox.JobDurations(pending: duration, running: duration)
      let sandbox = Sandbox(configuration: configuration)
      _ = try await IntegerUses.client(sandbox).classify.create(
        V2.ClassifyCreateParams(
          fileInput: sandbox.addFile(name: "a.txt", text: "a"),
          rules: [V2.Rule(type: "a", description: "ten chars!")]))
    },
    ParameterUse("URLSessionTransport.Options.idleTimeout") { duration in
      var options = URLSessionTransport.Options()
      options.idleTimeout = duration
      _ = URLSessionTransport(options: options)
    },
  ]

  /// Runs an operation that can wait for years, and cancels it after a moment.
  private static func briefly(
    _ operation: @escaping @Sendable () async throws -> Void
  ) async throws {
    let task = Task { try await operation() }
    try await Task.sleep(for: .milliseconds(20))
    task.cancel()
    _ = await task.result
  }
}

extension LlamaCloud.Classify {
  /// Waits for a job that does not exist.
  func poll(_ schedule: PollingSchedule) async throws {
    _ = try? await waitForCompletion("clj-1", schedule: schedule)
  }
}
