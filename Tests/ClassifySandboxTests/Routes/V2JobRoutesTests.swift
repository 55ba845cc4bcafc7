// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct V2JobRoutesTests {
  @Test func jobIsPendingThenCompletedWithItsResult() async throws {
    let client = Client()
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let created = try await client.post(Path.v2, Samples.v2Body(id))
    #expect(created.status == 200)
    #expect(created["/status"] == "PENDING")
    let read = try await client.get("\(Path.v2)/\(created.id)")
    #expect(read["/status"] == "COMPLETED")
    #expect(read["/result/type"] == "invoice")
  }
}
