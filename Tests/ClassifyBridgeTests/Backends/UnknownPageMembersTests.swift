// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import TestSupport
import Testing

/// Members of a list page that are not in the reference reach the caller.
@Suite struct UnknownPageMembersTests {
  @Test func arriveFromListsOfBothVersions() async throws {
    let page = #"{"items":[],"next_page_token":null,"warning":{"code":7}}"#
    let stubs = Array(repeating: StubTransport.Stub.json(200, page), count: 5)
    try await StubTransport.run(stubs) { transport in
      let configuration = ServiceConfiguration(key: try Secret("llx-1"))
      let client = LlamaCloud(configuration: configuration, transport: transport)
      let overV2 = LlamaCloud(
        configuration: configuration, classifier: .v2, transport: transport)
      let service = ServiceClient(configuration: configuration, transport: transport)
      let expected: JSONObject = ["warning": ["code": 7]]
      #expect(try await client.classify.list().page(nil).unknownMembers == expected)
      #expect(try await client.classifier.jobs.list().page(nil).unknownMembers == expected)
      #expect(try await overV2.classifier.jobs.list().page(nil).unknownMembers == expected)
      for backend in [V1Backend(client: service), V2Backend(client: service)]
        as [any ClassifyBackend]
      {
        let list = backend.jobs(matching: JobQuery())
        #expect(try await list.page(nil).unknownMembers == expected)
      }
    }
  }
}
