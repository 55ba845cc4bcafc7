// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import ClassifyModel
import Testing

/// A broken backend, and the check that must find it.
struct Mutant: Sendable, CustomTestStringConvertible {
  let check: String
  let defect: String
  let kind: SandboxFixture.Kind
  let retries: Int
  /// Replacements in the paths of the requests that the service has received.
  let pathReplacements: [String: String]
  let alter: @Sendable (inout AlteredBackend) -> Void

  init(
    _ check: String, _ defect: String, _ kind: SandboxFixture.Kind, retries: Int = 2,
    pathReplacements: [String: String] = [:],
    alter: @escaping @Sendable (inout AlteredBackend) -> Void = { _ in }
  ) {
    self.check = check
    self.defect = defect
    self.kind = kind
    self.retries = retries
    self.pathReplacements = pathReplacements
    self.alter = alter
  }

  var testDescription: String { "\(check): \(kind.rawValue) \(defect)" }

  /// Whether the check finds the defect without requests and failing documents.
  var isVisibleInResults: Bool {
    let checks = [
      "refusal.documentCount", "job.foreignID", "capability.savedConfigurations",
      "capability.parseJobs", "capability.multimodal", "list.filter",
    ]
    return checks.contains(check) && !defect.contains("request")
  }

  /// Creates a fixture with the broken backend.
  func fixture(_ behavior: ServiceBehavior) throws -> AlteredFixture {
    let fixture = try SandboxFixture(kind, behavior, retries: retries)
    var backend = AlteredBackend(fixture.backend)
    alter(&backend)
    return AlteredFixture(
      base: fixture, backend: backend, pathReplacements: pathReplacements)
  }
}

extension Mutant {
  static let all = jobs + errors + lists + capabilities + idempotency + faults

  // MARK: - Jobs

  private static let jobs = [
    Mutant("job.documentOrder", "drops the last document", .v2Current) {
      $0.alterRequests { if $0.documents.count > 1 { $0.documents.removeLast() } }
    },
    Mutant("job.documentOrder", "reverses the documents", .v1) {
      $0.alterJobs { $0.documents.reverse() }
    },
    Mutant("job.documentOrder", "gives every document the first outcome", .v2Published) {
      $0.alterJobs { job in
        guard let first = job.documents.first else { return }
        for index in job.documents.indices {
          job.documents[index].classification = first.classification
        }
      }
    },
    Mutant("job.documentOrder", "swaps the rules", .v1) { $0.alterJobs { $0.rules.reverse() } },
    Mutant("job.identity", "returns another ID", .v2Current) {
      $0.alterJobs { $0.id = .job("another", .v2) }
    },
    Mutant("job.identity", "returns a service ID without its version", .v1) {
      $0.alterJobs { $0.id = .job($0.id.description, .v2) }
    },
    Mutant("job.identity", "claims another version", .v2Published) {
      $0.capabilities.version = .v1
    },
    Mutant("pages.selection", "ignores the selection", .v1) {
      $0.alterConfigurations { $0.parsing.pages = .all }
    },
    Mutant("pages.selection", "does not return the selection", .v2Current) {
      $0.alterJobs { $0.parsing.pages = .value(.all) }
    },
    Mutant("pages.unlimited", "stops after five pages", .v1) {
      $0.alterConfigurations { $0.parsing.pageLimit = .first(5) }
    },
    Mutant("pages.limit", "ignores the limit", .v2Published) {
      $0.alterConfigurations { $0.parsing.pageLimit = .unlimited }
    },
    Mutant("outcome.unmatched", "reports unmatched documents as failed", .v1) {
      $0.alterDocuments {
        guard case .unmatched = $0.outcome else { return }
        $0.status = .failed
      }
    },
    Mutant("outcome.failed", "reports failed documents as unmatched", .v2Current) {
      $0.alterDocuments { document in
        guard case .failed = document.outcome, let confidence = Confidence(0) else { return }
        document.status = .succeeded
        document.classification = Classification(
          type: nil, confidence: confidence, reasoning: "")
      }
    },
    Mutant("outcome.failed", "fails the job if one document fails", .v1) {
      $0.alterJobs { if $0.status == .partiallySucceeded { $0.status = .failed } }
    },
    Mutant("wait.finished", "reports every job as finished", .v2Published) {
      $0.alterJobs { $0.status = .succeeded }
    },
    Mutant("wait.finished", "submits finished jobs", .v1) {
      $0.onSubmit = { base, request in
        var job = try await base.submit(request)
        job.status = .succeeded
        return job
      }
    },
    Mutant("wait.deadline", "reports pending jobs as failed", .v1) {
      $0.alterJobs { if !$0.status.isFinished { $0.status = .failed } }
    },
  ]

  // MARK: - Errors

  private static let errors = [
    Mutant("refusal.documentCount", "truncates to 500 documents", .v1) {
      $0.alterRequests { $0.documents = Array($0.documents.prefix(500)) }
    },
    Mutant("refusal.documentCount", "sends a request before it refuses", .v2Current) {
      $0.onSubmit = { base, request in
        _ = try? await base.job(.job("a", .v2))
        return try await base.submit(request)
      }
    },
    Mutant("refusal.documentCount", "refuses with another code", .v1) {
      $0.onSubmit = { base, request in
        do {
          return try await base.submit(request)
        } catch let refusal as TranslationRefusal {
          throw TranslationRefusal(
            notes: [Note(.rulesEmpty, at: "/documents")], policy: refusal.policy)
        }
      }
    },
    Mutant("refusal.allReasons", "stops at the first reason", .v2Published) {
      $0.onSubmit = { base, request in
        do {
          return try await base.submit(request)
        } catch let refusal as TranslationRefusal {
          throw TranslationRefusal(
            notes: Array(refusal.reasons.prefix(1)), policy: refusal.policy)
        }
      }
    },
    Mutant("error.unknownDocument", "changes the error code", .v1) {
      $0.alterErrors { $0.code = .server }
    },
    Mutant("error.unknownDocument", "drops the message of the service", .v2Current) {
      $0.alterErrors { $0.serverMessage = nil }
    },
    Mutant("error.unknownDocument", "does not name the operation", .v1) {
      $0.alterErrors { $0.operation = nil }
    },
    Mutant("error.unknownDocument", "throws another type of error", .v2Published) {
      $0.onSubmit = { base, request in
        do {
          return try await base.submit(request)
        } catch {
          throw OtherError()
        }
      }
    },
    Mutant("error.secrets", "puts the key into the URL", .v1) {
      $0.alterErrors { $0.url = "https://llx-conformance@api.example.com" }
    },
    Mutant("error.secrets", "puts the key into the message", .v2Current) {
      $0.alterErrors { $0.message += " (llx-conformance)" }
    },
    Mutant("job.notFound", "changes the error code", .v2Published) {
      $0.alterErrors { $0.code = .badRequest }
    },
    Mutant("job.foreignID", "ignores the version of the ID", .v1) {
      $0.onJob = { base, id in try await base.job(.job(id.text, .v1)) }
    },
    Mutant("job.foreignID", "throws invalidRequest after a request", .v2Current) {
      $0.onJob = { base, id in
        _ = try? await base.job(.job("a", .v2))
        return try await base.job(id)
      }
    },
    Mutant("job.pathSegment", "lists all jobs for an ID with a slash", .v2Current) {
      $0.onJob = { base, id in
        if id.text.contains("/") { _ = try await base.jobs(matching: JobQuery()).page(nil) }
        return try await base.job(id)
      }
    },
    Mutant(
      "job.pathSegment", "sends encoded dot segments", .v1,
      pathReplacements: ["two-dots": "%2E%2e"]
    ) {
      $0.onJob = { base, id in
        try await base.job(id.text == ".." ? .job("two-dots", id.version) : id)
      }
    },
    Mutant(
      "job.pathSegment", "sends encoded dot segments as they are", .v2Published,
      pathReplacements: ["two-dots": "%2e%2E"]
    ) {
      $0.onJob = { base, id in
        try await base.job(id.text == "%2e%2E" ? .job("two-dots", id.version) : id)
      }
    },
    Mutant(
      "job.pathSegment", "sends backslashes", .v2Current,
      pathReplacements: ["%5C": "\\"]),
    Mutant("job.pathSegment", "reads any job for an empty ID", .v1) {
      $0.onJob = { base, id in
        guard id.text.isEmpty else { return try await base.job(id) }
        return ClassifyJob(id: id, status: .pending, rules: [], projectID: "", userID: "")
      }
    },
  ]
}

/// An error of a type that backends must not throw.
struct OtherError: Error {}
