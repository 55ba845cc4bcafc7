// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyURLSession
import Foundation
import TestSupport

#if os(Linux)
import ClassifyCurl
#endif
#if AsyncHTTPClient
import ClassifyAsyncHTTP
#endif

/// Measures the transports against a server on the loopback interface, in the same process.
func runTransportBenchmark() async throws {
  var measurements = try TransportMeasurement.all()
  for _ in 0..<TransportMeasurement.rounds {
    for index in measurements.indices { try await measurements[index].measureThroughput() }
  }
  for index in measurements.indices { try await measurements[index].measureWaiting() }
  guard let base = measurements.last else { return }
  print("transport             1 at a time /s      16 at a time /s     CPU of 100 waiting 5 s")
  for one in measurements {
    print(
      one.name.padding(toLength: 22, withPad: " ", startingAt: 0)
        + column(one.sequentialRate, base.sequentialRate, "%.0f")
        + column(one.concurrentRate, base.concurrentRate, "%.0f")
        + column(one.waitingSeconds, base.waitingSeconds, "%.3f s"))
  }
}

private func column(_ value: Double, _ base: Double, _ format: String) -> String {
  let text = String(format: "\(format) (%.3f ×)", value, base > 0 ? value / base : 0)
  return text.padding(toLength: 20, withPad: " ", startingAt: 0)
}

/// The best results of one transport.
private struct TransportMeasurement {
  static let rounds = 3
  private static let sequentialRequests = 1_000
  private static let concurrentRequests = 3_200
  private static let width = 16
  private static let waitingRequests = 100
  private static let waitingTime = Duration.seconds(5)

  let name: String
  let transport: any HTTPTransport
  /// Requests per second, one at a time.
  private(set) var sequentialRate = 0.0
  /// Requests per second, 16 at a time.
  private(set) var concurrentRate = 0.0
  /// CPU seconds of the process while requests wait.
  private(set) var waitingSeconds = 0.0

  /// The transports of this platform, Foundation's last.
  static func all() throws -> [TransportMeasurement] {
    var all: [TransportMeasurement] = []
    #if os(Linux)
    var curl = CurlTransport.Options()
    curl.maximumConnectionsPerHost = waitingRequests
    all.append(
      TransportMeasurement(name: "CurlTransport", transport: try CurlTransport(options: curl)))
    #endif
    #if AsyncHTTPClient
    var asyncHTTP = AsyncHTTPTransport.Options()
    asyncHTTP.maximumConnectionsPerHost = waitingRequests
    all.append(
      TransportMeasurement(
        name: "AsyncHTTPTransport", transport: AsyncHTTPTransport(options: asyncHTTP)))
    #endif
    var foundation = URLSessionTransport.Options()
    foundation.maximumConnectionsPerHost = waitingRequests
    all.append(
      TransportMeasurement(
        name: "URLSessionTransport", transport: URLSessionTransport(options: foundation)))
    return all
  }

  mutating func measureThroughput() async throws {
    let transport = transport
    let (alone, together) = try await LoopbackPlan.always(.json(200, "{\"id\":\"clj-1\"}")).run {
      server in
      let request = Self.request(server)
      let clock = ContinuousClock()
      let alone = try await clock.measure {
        for _ in 0..<Self.sequentialRequests { keep(try await transport.send(request)) }
      }
      let together = try await clock.measure {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for _ in 0..<Self.width {
            group.addTask {
              for _ in 0..<(Self.concurrentRequests / Self.width) {
                keep(try await transport.send(request))
              }
            }
          }
          try await group.waitForAll()
        }
      }
      return (alone, together)
    }
    sequentialRate = max(sequentialRate, Double(Self.sequentialRequests) / alone.inSeconds)
    concurrentRate = max(concurrentRate, Double(Self.concurrentRequests) / together.inSeconds)
  }

  mutating func measureWaiting() async throws {
    let transport = transport
    waitingSeconds = try await LoopbackPlan.always(.hang).run { server in
      let request = Self.request(server)
      let tasks = (0..<Self.waitingRequests).map { _ in
        Task { try await transport.send(request) }
      }
      while server.requests.count < Self.waitingRequests {
        try await Task.sleep(for: .milliseconds(10))
      }
      let before = Self.processorSeconds()
      try await Task.sleep(for: Self.waitingTime)
      let used = Self.processorSeconds() - before
      for task in tasks { task.cancel() }
      for task in tasks { _ = await task.result }
      return used
    }
  }

  private static func request(_ server: LoopbackServer) -> HTTPRequest {
    HTTPRequest(
      method: .post, scheme: "http", authority: server.authority, path: "/",
      headerFields: [.contentTypeJSON], body: Array("{\"file_input\":\"dfl-1\"}".utf8))
  }

  /// The user and system CPU time of this process.
  private static func processorSeconds() -> Double {
    var usage = rusage()
    // RUSAGE_SELF, whose type depends on the platform.
    getrusage(0, &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}
