// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

// Requests that a backend must refuse, and IDs that it must reject.
extension BackendConformance {
  static let errorChecks = [
    documentCount, allReasons, unknownDocument, secrets, jobNotFound, foreignJobID, pathSegment,
  ]

  private static let documentCount = ConformanceCheck(
    "refusal.documentCount",
    "A request with 0 or 501 documents is refused for `requestDocumentCount` before anything is "
      + "sent."
  ) { run in
    for count in [0, 501] {
      let fixture = try await run.fixture()
      let request = ClassifyRequest(
        documents: Array(repeating: .file("dfl-1"), count: count), rules: ConformanceSamples.rules)
      try await run.expectRefusal(
        for: [.requestDocumentCount], from: "submit with \(count) documents"
      ) {
        try await fixture.backend.submit(request)
      }
      try await run.expectNoRequests(fixture)
    }
  }

  private static let allReasons = ConformanceCheck(
    "refusal.allReasons",
    "A refusal has every reason and not only the first, such as `requestDocumentCount`, "
      + "`rulesDescriptionLength`, `rulesDuplicateType` and `pageLimitBelowOne` together."
  ) { run in
    let fixture = try await run.fixture()
    let rules = [
      Rule(type: "a", description: "short"),
      Rule(type: "a", description: "long enough for a rule"),
    ]
    let request = ClassifyRequest(
      documents: [], rules: rules, parsing: ParsingOptions(pageLimit: .first(0)))
    try await run.expectRefusal(
      for: [
        .requestDocumentCount, .rulesDescriptionLength, .rulesDuplicateType, .pageLimitBelowOne,
      ], from: "submit"
    ) {
      try await fixture.backend.submit(request)
    }
  }

  private static let unknownDocument = ConformanceCheck(
    "error.unknownDocument",
    "Submitting an unknown document throws `badRequest` or `notFound`, with the service's own "
      + "message and the name of the operation."
  ) { run in
    let fixture = try await run.fixture()
    let error = try await submitUnknownDocument(run, fixture)
    try run.expect(
      error.code == .badRequest || error.code == .notFound, "badRequest or notFound",
      seen: "\(error.code.rawValue): \(error)")
    try run.expect(
      error.serverMessage?.isEmpty == false, "a message of the service",
      seen: "\(error.serverMessage, default: "none")")
    try run.expect(
      error.operation?.hasSuffix("create") == true, "an operation that ends with \"create\"",
      seen: "\(error.operation, default: "none")")
  }

  private static let secrets = ConformanceCheck(
    "error.secrets", "No error contains a secret, such as the API key."
  ) { run in
    let fixture = try await run.fixture()
    guard !fixture.secrets.isEmpty else { throw ConformanceSkip("the fixture has no secrets") }
    let error = try await submitUnknownDocument(run, fixture)
    // With all properties, not only those in the description.
    let text = "\(error) \(String(reflecting: error)) \(properties(of: error))"
    for (position, secret) in fixture.secrets.enumerated() {
      try run.expect(
        !text.contains(secret), "no secret in the error",
        seen: "secret number \(position) of the fixture")
    }
  }

  private static func submitUnknownDocument(
    _ run: ConformanceRun, _ fixture: any ConformanceFixture
  ) async throws -> ClassifyError {
    let request = ClassifyRequest(
      documents: [fixture.unknownDocument], rules: ConformanceSamples.rules)
    return try await run.error(from: "submit with an unknown document") {
      try await fixture.backend.submit(request)
    }
  }

  private static func properties(of error: ClassifyError) -> String {
    let properties = [
      error.message, error.keyAdvice, error.operation, error.method, error.url, error.serverMessage,
      error.requestID,
    ]
    return properties.compactMap(\.self).joined(separator: " ")
  }

  private static let jobNotFound = ConformanceCheck(
    "job.notFound", "Reading an unknown job throws `notFound`."
  ) { run in
    let fixture = try await run.fixture()
    try await run.expectError(.notFound, from: "job with an unknown ID") {
      try await fixture.backend.job(fixture.unknownJobID)
    }
  }

  private static let foreignJobID = ConformanceCheck(
    "job.foreignID",
    "Reading a job by an ID of another version throws `invalidRequest` before anything is sent."
  ) { run in
    let fixture = try await run.fixture()
    guard let id = fixture.foreignJobID else {
      throw ConformanceSkip("the backend accepts IDs of every version")
    }
    try await run.expectError(.invalidRequest, from: "job(\(id))") {
      try await fixture.backend.job(id)
    }
    try await run.expectNoRequests(fixture)
  }

  private static let pathSegment = ConformanceCheck(
    "job.pathSegment",
    "A job ID stays within one segment of the request's path, whatever its characters, and is "
      + "never a dot segment, percent-encoded or not."
  ) { run in
    let fixture = try await run.fixture()
    let version = fixture.backend.capabilities.version
    func paths(for id: String) async throws -> [String]? {
      let count = try await run.unlessSkipped { try await fixture.requestPaths().count }
      _ = try await run.error(from: "job(\"\(id)\")") {
        try await fixture.backend.job(.job(id, version))
      }
      guard let count else { return nil }
      return Array(try await fixture.requestPaths().dropFirst(count))
    }
    // The requests for a plain ID show which paths an ID may appear in.
    let plain = "plain-id"
    let allowed = try await paths(for: plain) ?? []
    let templates = allowed.compactMap { PathTemplate($0, id: plain) }
    for id in ["", ".", "..", "%2e%2E", "../x", "..\\x", "a\\b", "a/b?c#d"] {
      guard let sent = try await paths(for: id), !templates.isEmpty else { continue }
      for path in sent {
        try run.expect(
          templates.contains { $0.matches(path) },
          "a request for \"\(id)\" like \(allowed.joined(separator: " or "))", seen: path)
      }
    }
    // Without requests, only the errors were checked.
    _ = try await fixture.requestPaths()
    guard !templates.isEmpty else {
      throw ConformanceSkip("the backend sends no request with the ID in its path")
    }
  }
}

/// A request path in which one segment is an ID.
private struct PathTemplate {
  private let prefix: Substring
  private let suffix: Substring

  /// Creates the template of a path, or returns `nil` if `id` does not occur in it exactly once.
  init?(_ path: String, id: String) {
    let parts = path.split(separator: id, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    prefix = parts[0]
    suffix = parts[1]
  }

  /// Returns whether `path` has exactly one segment as its ID, which is not a dot segment for
  /// any client or server: URL Standard implementations treat `%2e` as a dot and `\` as a slash.
  func matches(_ path: String) -> Bool {
    guard path.hasPrefix(prefix), path.hasSuffix(suffix),
      path.count > prefix.count + suffix.count
    else { return false }
    let segment = path.dropFirst(prefix.count).dropLast(suffix.count)
    let normalized = segment.lowercased().replacing("%2e", with: ".")
    return !segment.utf8.contains { "/\\?#".utf8.contains($0) }
      && normalized != "." && normalized != ".."
  }
}
