// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import Synchronization
import Testing

@Suite struct V1BackendTests {
  @Test func notesFiltersThatAreAppliedOnTheClient() async throws {
    let notes = Mutex<[Note]>([])
    let client = ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("llx-test")), transport: Sandbox())
    let backend = V1Backend(client: client) { new in notes.withLock { $0 += new } }
    for try await _ in backend.jobs(matching: JobQuery()) {}
    let initial = notes.withLock(\.self)
    #expect(initial.isEmpty)
    let query = JobQuery(
      status: .failed, createdOnOrAfter: Timestamp("2026-01-05T10:00:00Z"), pageSize: 1)
    for try await _ in backend.jobs(matching: query) {}
    #expect(
      notes.withLock { $0.map { "\($0.code.rawValue) \($0.pointer) \($0.before ?? "")" } } == [
        "query.onClient /status failed",
        "query.onClient /created_at_on_or_after 2026-01-05T10:00:00Z",
      ])
  }
}
