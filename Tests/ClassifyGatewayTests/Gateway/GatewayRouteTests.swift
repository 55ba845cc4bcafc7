// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyHTTP
import Testing

@testable import ClassifyGateway

@Suite struct GatewayRouteTests {
  private static let id = "8e1f7555-983a-492f-b54e-0f1600cc4d19"

  @Test(arguments: [
    (HTTPMethod.post, "/api/v1/classifier/jobs", V1Route.create),
    (.post, "/api/v1/classifier/jobs?project_id=p", .create),
    (.get, "/api/v1/classifier/jobs", .list), (.get, "/api/v1/classifier/jobs/", .list),
    (.post, "/api/v1/classifier/jobs/?project_id=p", .create),
    (.get, "/api/v1/classifier/jobs?page_token=a/b?c", .list),
    (.get, "/api/v1/classifier/jobs/\(id)", .get(id: id)),
    (.get, "/api/v1/classifier/jobs/\(id)?x=/results", .get(id: id)),
    (.get, "/api/v1/classifier/jobs/\(id)/results", .results(id: id)),
    (.get, "/api/v1/classifier/jobs/results", .get(id: "results")),
    (.get, "/api/v1/classifier/jobs/results/results", .results(id: "results")),
    (.get, "/api/v1/classifier/jobs/a%20b", .get(id: "a b")),
    (.get, "/api/v1/classifier/jobs/%61%2D%62", .get(id: "a-b")),
    (.get, "/api/v1/classifier/jobs/%C3%A4", .get(id: "ä")),
    (.get, "/api/v1/classifier/jobs/a+b", .get(id: "a+b")),
    (.get, "/api/v1/classifier/jobs/...", .get(id: "...")),
    (
      .get, "/api/v1/classifier/jobs/\(String(repeating: "a", count: 1_000))",
      .get(id: String(repeating: "a", count: 1_000))
    ),
  ])
  func answersV1(method: HTTPMethod, target: String, route: V1Route) {
    #expect(GatewayRoute(method, target) == .v1(route))
  }

  /// Other methods, other paths, and spellings that servers can read differently.
  @Test(arguments: [
    (HTTPMethod.delete, "/api/v1/classifier/jobs/\(id)"), (.put, "/api/v1/classifier/jobs"),
    (.head, "/api/v1/classifier/jobs"), (.head, "/api/v1/classifier/jobs/\(id)"),
    (.post, "/api/v1/classifier/jobs/\(id)"), (.post, "/api/v1/classifier/jobs/\(id)/results"),
    (.get, "/"), (.get, "/api/v2/classify"), (.get, "/api/v1/files"), (.get, "/metrics/"),
    (.get, "/api/v1/classifier/jobs//"), (.put, "/api/v1/classifier/jobs/"),
    (.get, "/api/v1/classifier/jobs//results"), (.get, "/api/v1/classifier/jobs//\(id)"),
    (.get, "/api/v1/classifier/jobs/\(id)/"), (.get, "/api/v1/classifier/jobs/\(id)/results/"),
    (.get, "/api/v1/classifier/jobs/\(id)/result"), (.get, "/api/v1/classifier/jobs/\(id)/Results"),
    (.get, "/api/v1/classifier/jobs/\(id)/results/x"), (.get, "/api/v1/classifier/jobsX"),
    (.get, "//api/v1/classifier/jobs"), (.get, "/api//v1/classifier/jobs"),
    (.get, "/API/v1/classifier/jobs"), (.get, "/api/v1/classifier/%6Aobs"),
    (.post, "/api/v1/classifier/job%73"), (.get, "/api/v1/classifier/jobs%2F\(id)"),
    (.get, "/api/v1/classifier/jobs/a%2Fresults"), (.get, "/api/v1/classifier/jobs/a%2fb"),
    (.get, "/api/v1/classifier/jobs/a%5Cb"), (.get, "/api/v1/classifier/jobs/a\\b"),
    (.get, "/api/v1/classifier/jobs/."), (.get, "/api/v1/classifier/jobs/.."),
    (.get, "/api/v1/classifier/jobs/../results"), (.get, "/api/v1/classifier/jobs/%2e%2E/results"),
    (.get, "/api/v1/classifier/jobs/%2E"), (.get, "/api/v1/classifier/jobs/.%2e"),
    (.get, "/api/v1/classifier/../classifier/jobs"), (.get, "/x/../api/v1/classifier/jobs"),
    (.get, "/api/v1/classifier/jobs/a%252Fb"), (.get, "/api/v1/classifier/jobs/%25"),
    (.get, "/api/v1/classifier/jobs/a;b"), (.get, "/api/v1/classifier/jobs/a%3Bb"),
    (.get, "/api/v1/classifier/jobs/a#b"), (.get, "/api/v1/classifier/jobs/a%23b"),
    (.get, "/api/v1/classifier/jobs/a%3Fb"), (.get, "/api/v1/classifier/jobs#x"),
    (.get, "/api/v1/classifier/jobs/a%00b"), (.get, "/api/v1/classifier/jobs/a%0D%0Ab"),
    (.get, "/api/v1/classifier/jobs/%7F"), (.get, "/api/v1/classifier/jobs/%"),
    (.get, "/api/v1/classifier/jobs/%4"), (.get, "/api/v1/classifier/jobs/%zz"),
    (.get, "/api/v1/classifier/jobs/%FF"), (.get, "/api/v1/classifier/jobs/%C0%AF"),
    (.get, "/api/v1/classifier/jobs/%u002f"),
    (.get, "/api/v1/classifier/jobs/\(String(repeating: "a", count: 1_001))"),
  ])
  func forwardsEverythingElse(method: HTTPMethod, target: String) {
    #expect(GatewayRoute(method, target) == .forwarded)
  }

  @Test(arguments: [
    ("/healthz", OperationsRoute.health), ("/readyz", .readiness), ("/metrics", .metrics),
    ("/metrics?name=x", .metrics), ("/debug/unknown", .unknowns),
  ])
  func servesOperators(target: String, route: OperationsRoute) {
    #expect(GatewayRoute(.get, target) == .operations(route))
    #expect(GatewayRoute(.post, target) == .operations(route))
  }

  @Test func namesTemplatesWithoutIDs() {
    #expect(V1Route.create.template == "/api/v1/classifier/jobs")
    #expect(V1Route.get(id: "x").template == "/api/v1/classifier/jobs/{id}")
    #expect(V1Route.results(id: "x").template == "/api/v1/classifier/jobs/{id}/results")
  }
}
#endif
