// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Testing

@testable import ClassifyGateway

@Suite struct PathTemplateTests {
  @Test(arguments: [
    ("/", "/"), ("/api/v2/classify", "/api/v2/classify"),
    ("/api/v2/classify/clj-1?project_id=secret", "/api/v2/classify/{id}"),
    (
      "/api/v1/files/dfl-53cb9f0c-747e-42ea-ac82-9abe1f4532e1/content", "/api/v1/files/{id}/content"
    ),
    ("/api/v1/parsing/job/8e1f7555/result/markdown", "/api/v1/parsing/job/{id}/result/markdown"),
    ("/api/v1/beta/split-jobs", "/api/v1/beta/split-jobs"), ("/openapi.json", "/openapi.json"),
    ("/Name", "/{id}"), ("/a%20b", "/{id}"), ("/v12", "/{id}"), ("//x", "//x"),
    ("/" + String(repeating: "a", count: 24), "/" + String(repeating: "a", count: 24)),
    ("/" + String(repeating: "a", count: 25), "/{id}"),
    (String(repeating: "/a", count: 11), String(repeating: "/a", count: 10) + "/…"),
  ])
  func replacesIDs(target: String, template: String) {
    #expect(PathTemplate.template(of: target) == template)
  }
}
#endif
