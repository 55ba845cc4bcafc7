// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct V1JobRoutesTests {
  @Test func jobIsPendingThenSuccessfulAndItsResultsAreApart() async throws {
    let client = Client()
    let id = client.sandbox.addFile(name: "a.txt", text: Samples.invoice)
    let created = try await client.post(Path.v1, Samples.v1Body([id]))
    #expect(created.status == 200)
    #expect(created["/status"] == "PENDING")
    let read = try await client.get("\(Path.v1)/\(created.id)")
    #expect(read["/status"] == "SUCCESS")
    let results = try await client.get("\(Path.v1)/\(created.id)/results")
    #expect(results["/items/0/result/type"] == "invoice")
  }
}
