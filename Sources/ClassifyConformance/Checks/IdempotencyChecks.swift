// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

// Requests that are sent twice.
extension BackendConformance {
  static let idempotencyChecks = [createsOnce, callersKey, callersGroup]

  private static let createsOnce = ConformanceCheck(
    "idempotency.lostResponse",
    "If the response to a creation is lost, one job exists: `submit` returns it if "
      + "`supportsIdempotencyKeys` is true, and otherwise throws `connection` after one attempt."
  ) { run in
    let fixture = try await run.fixture()
    let request = try await fixture.invoices()
    try await fixture.inject(.connectionLostAfterProcessing, times: 1)
    if fixture.backend.capabilities(for: request).supportsIdempotencyKeys {
      _ = try await fixture.backend.submit(request)
    } else {
      let error = try await run.error(from: "submit with a lost response") {
        try await fixture.backend.submit(request)
      }
      try run.expect("error code", error.code, equals: .connection)
      try run.expect("attempts", error.attempts, equals: 1)
    }
    try run.expect("jobs created", try await fixture.createdJobCount(), equals: 1)
  }

  private static let callersKey = ConformanceCheck(
    "idempotency.key",
    "Submitting twice with the caller's key returns the same job if `supportsIdempotencyKeys` is true; "
      + "otherwise it throws, or creates a second job."
  ) { run in
    let fixture = try await run.fixture()
    let request = try await fixture.invoices(idempotency: .transaction("conformance-1"))
    if fixture.backend.capabilities(for: request).supportsIdempotencyKeys {
      let first = try await fixture.backend.submit(request)
      let second = try await fixture.backend.submit(request)
      try run.expect("ID of the second submission", second.id, equals: first.id)
      try run.expect("jobs created", try await fixture.createdJobCount(), equals: 1)
    } else {
      do {
        let first = try await fixture.backend.submit(request)
        let second = try await fixture.backend.submit(request)
        try run.expect(
          first.id != second.id, "a second job, as the backend has no idempotency keys",
          seen: "\(second.id) twice")
      } catch is TranslationRefusal {
      } catch let error as ClassifyError {
        try run.expect("error code", error.code, equals: .unsupported)
      }
    }
  }

  private static let callersGroup = ConformanceCheck(
    "idempotency.group",
    "Submitting twice with the ID of a group returns the same group and creates nothing more if "
      + "`supportsIdempotencyKeys` is true; otherwise it throws `unsupported`."
  ) { run in
    let fixture = try await run.fixture()
    // The ID of a group has the time at which it was created, by the service's clock.
    let now = try await fixture.backend.submit(try await fixture.invoices()).createdAt?.instant
    var generator = SystemRandomNumberGenerator()
    guard let now,
      let group = GroupID(milliseconds: now.milliseconds, memberCount: 3, using: &generator)
    else { return try run.expect(false, "a job with a time of creation", seen: "none") }
    let request = try await fixture.invoices(3, idempotency: .group(group))
    guard fixture.backend.capabilities(for: request).supportsIdempotencyKeys else {
      return try await run.expectError(.unsupported, from: "submit with a group") {
        try await fixture.backend.submit(request)
      }
    }
    let first = try await fixture.backend.submit(request)
    try run.expect("ID of the group", first.id, equals: .group(group))
    try run.expect("documents of the group", first.documents.count, equals: 3)
    let count = try await run.unlessSkipped { try await fixture.createdJobCount() }
    let second = try await fixture.backend.submit(request)
    try run.expect("ID of the second submission", second.id, equals: .group(group))
    let countAfter = try await fixture.createdJobCount()
    try run.expect(
      "jobs created after the second submission", countAfter, equals: count ?? countAfter)
  }
}
