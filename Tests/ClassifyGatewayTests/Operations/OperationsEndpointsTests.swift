// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

@testable import ClassifyGateway

@Suite struct OperationsEndpointsTests {
  private let metrics = GatewayMetrics()
  private let readiness = Readiness()

  private func endpoints(showsUnknowns: Bool = false) -> OperationsEndpoints {
    OperationsEndpoints(
      metrics: metrics, readiness: readiness, migration: nil, log: LogWriter(.none) { _ in },
      showsUnknowns: showsUnknowns)
  }

  private func body(_ response: OutgoingResponse) throws -> [UInt8] {
    guard case .bytes(let bytes) = response.body else { throw CancellationError() }
    return bytes
  }

  private func json(_ response: OutgoingResponse) throws -> JSONValue {
    try JSONValue(json: try body(response))
  }

  @Test func isHealthyWhileItRuns() throws {
    let response = endpoints().respond(.health, to: .get)
    #expect(response.status == 200)
    #expect(try json(response)["status"] == "ok")
    readiness.beginShutdown()
    #expect(endpoints().respond(.health, to: .get).status == 200)
  }

  @Test func isReadyWhileItListens() throws {
    #expect(endpoints().respond(.readiness, to: .get).status == 503)
    readiness.didStart()
    #expect(endpoints().respond(.readiness, to: .head).status == 200)
    readiness.beginShutdown()
    let response = endpoints().respond(.readiness, to: .get)
    #expect(response.status == 503)
    #expect(try json(response)["status"] == "shuttingDown")
  }

  @Test func servesMetricsInTextFormat() throws {
    let response = endpoints().respond(.metrics, to: .get)
    #expect(response.fields["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
    let text = String(decoding: try body(response), as: UTF8.self)
    #expect(text.contains("classify_bridge_gateway_requests_in_flight 0\n"))
    #expect(text.contains("stage=\"none\"} 1\n"))
    #expect(!text.contains("shadow"), "there is no mirror without a stage")
    var names: Set<Substring> = []
    for line in text.split(separator: "\n") where line.hasPrefix("# TYPE ") {
      #expect(names.insert(line.split(separator: " ")[2]).inserted, "each family once")
    }
  }

  @Test func hidesSamplesUnlessTheyAreAllowed() throws {
    metrics.change {
      $0.add([DriftFinding(version: .v2, kind: .status, name: "PAUSED", sample: "PAUSED")])
    }
    #expect(endpoints().respond(.unknowns, to: .get).status == 404)
    let response = try json(endpoints(showsUnknowns: true).respond(.unknowns, to: .get))
    #expect(response["omitted"] == 0)
    let sample = try #require(response["unknown"]?.array?.first)
    #expect(sample["version"] == "v2")
    #expect(sample["kind"] == "status")
    #expect(sample["name"] == "PAUSED")
    #expect(sample["count"] == 1)
  }

  @Test func hidesTextOfResponses() throws {
    metrics.change {
      $0.add([
        DriftFinding(version: .v2, kind: .response, name: "classify.list", sample: "a document")
      ])
    }
    let response = try json(endpoints(showsUnknowns: true).respond(.unknowns, to: .get))
    let sample = try #require(response["unknown"]?.array?.first)
    #expect(sample["name"] == "classify.list")
    #expect(sample["sample"] == nil)
  }

  @Test(arguments: OperationsRoute.allCases)
  func allowsReadingOnly(route: OperationsRoute) {
    let response = endpoints(showsUnknowns: true).respond(route, to: .post)
    #expect(response.status == 405)
    #expect(response.fields["Allow"] == "GET, HEAD")
  }
}
#endif
