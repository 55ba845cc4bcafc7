// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension Mutant {
  // MARK: - Lists

  static let lists = [
    Mutant("list.complete", "drops the first job of each page", .v1) {
      $0.onJobs = { $0.jobs(matching: $1).mapPages { Array($0.dropFirst()) } }
    },
    Mutant("list.complete", "returns the first page for each token", .v2Current) {
      $0.onJobs = { base, query in
        Paged(from: query.pageToken) { token in
          let page = try await base.jobs(matching: query).page(token)
          let first = try await base.jobs(matching: query).page(nil)
          return Paged.Page(items: first.items, nextToken: page.nextToken)
        }
      }
    },
    Mutant("list.complete", "never ends", .v2Published) {
      $0.onJobs = { base, query in
        Paged { token in
          let page = try await base.jobs(matching: query).page(nil)
          return Paged.Page(items: page.items, nextToken: "\(token ?? "")+")
        }
      }
    },
    Mutant("list.complete", "returns each token twice", .v1) {
      $0.onJobs = { base, query in
        Paged { _ in
          let page = try await base.jobs(matching: query).page(nil)
          return Paged.Page(items: page.items, nextToken: "again")
        }
      }
    },
    Mutant("list.resume", "ignores the token of the query", .v2Current) {
      $0.alterQueries { $0.pageToken = nil }
    },
    Mutant("list.resume", "returns no token", .v1) {
      $0.onJobs = { base, query in
        Paged { _ in
          var items: [ClassifyJob] = []
          for try await job in base.jobs(matching: query) { items.append(job) }
          return Paged.Page(items: items, nextToken: nil)
        }
      }
    },
    Mutant("list.filter", "ignores the status", .v1) { $0.alterQueries { $0.status = nil } },
    Mutant("list.filter", "ignores the IDs", .v2Published) { $0.alterQueries { $0.jobIDs = [] } },
    Mutant("list.filter", "lists all jobs for unknown IDs", .v2Current) {
      $0.alterQueries { query in
        if query.jobIDs.allSatisfy({ $0.text == "none" }) { query.jobIDs = [] }
      }
    },
    Mutant("list.filter", "ignores the lower bound", .v2Current) {
      $0.alterQueries { $0.createdOnOrAfter = nil }
    },
    Mutant("list.filter", "ignores the upper bound", .v1) {
      $0.alterQueries { $0.createdOnOrBefore = nil }
    },
  ]

  // MARK: - Capabilities

  static let capabilities = [
    Mutant("capability.cancel", "claims to cancel", .v2Published) {
      $0.capabilities.canCancel = true
    },
    Mutant("capability.cancel", "claims not to cancel", .v2Current) {
      $0.capabilities.canCancel = false
    },
    Mutant("capability.cancel", "swallows cancel", .v2Current) {
      $0.onCancel = { base, id in
        var job = try await base.job(id)
        job.status = .cancelled
        return job
      }
    },
    Mutant("capability.cancel", "swallows the unsupported cancel", .v1) {
      $0.onCancel = { try await $0.job($1) }
    },
    Mutant("capability.cancel", "leaves the documents waiting", .v2Current) {
      $0.alterJobs { job in
        guard job.status == .cancelled else { return }
        for index in job.documents.indices { job.documents[index].status = .pending }
      }
    },
    Mutant("capability.delete", "claims to delete", .v1) { $0.capabilities.canDelete = true },
    Mutant("capability.delete", "claims not to delete", .v2Current) {
      $0.capabilities.canDelete = false
    },
    Mutant("capability.delete", "swallows delete", .v2Current) { $0.onDelete = { _, _ in } },
    Mutant("capability.delete", "swallows the unsupported delete", .v2Published) {
      $0.onDelete = { _, _ in }
    },
    Mutant("capability.savedConfigurations", "claims to take them", .v1) {
      $0.capabilities.supportsSavedConfigurations = true
    },
    Mutant("capability.savedConfigurations", "claims not to take them", .v2Current) {
      $0.capabilities.supportsSavedConfigurations = false
    },
    Mutant("capability.savedConfigurations", "does not name them", .v2Published) {
      $0.alterJobs { $0.configurationID = nil }
    },
    Mutant("capability.configurationQuery", "claims to filter by them", .v1) {
      $0.capabilities.supportsSavedConfigurations = true
    },
    Mutant("capability.configurationQuery", "ignores them", .v1) {
      $0.alterQueries { $0.configurationID = nil }
    },
    Mutant("capability.configurationQuery", "ignores them", .v2Current) {
      $0.alterQueries { $0.configurationID = nil }
    },
    Mutant("capability.filtersOnServer", "claims to", .v1) {
      $0.capabilities.filtersOnServer = true
    },
    Mutant("capability.filtersOnServer", "filters on the client", .v2Current) {
      $0.onJobs = { base, query in
        base.jobs(matching: JobQuery(pageSize: query.pageSize)).mapPages {
          $0.filter(query.matches)
        }
      }
    },
    Mutant("capability.filtersOnServer", "does not filter at all", .v1) {
      $0.onJobs = { base, _ in base.jobs(matching: JobQuery()) }
    },
    Mutant("capability.parseJobs", "claims to take them", .v1) {
      $0.capabilities.supportsParseJobs = true
    },
    Mutant("capability.parseJobs", "claims not to take them", .v2Current) {
      $0.capabilities.supportsParseJobs = false
    },
    Mutant("capability.parseJobs", "sends them as files", .v1) {
      $0.alterRequests { $0.documents = $0.documents.map { .file($0.identifier) } }
    },
    Mutant("capability.multimodal", "claims to run it", .v2Published) {
      $0.capabilities.supportsMultimodal = true
    },
    Mutant("capability.multimodal", "claims not to run it", .v1) {
      $0.capabilities.supportsMultimodal = false
    },
    Mutant("capability.multimodal", "runs fast mode instead", .v1) {
      $0.alterConfigurations { $0.mode = .fast }
    },
    Mutant("capability.multimodal", "runs fast mode instead", .v2Current) {
      $0.alterConfigurations { $0.mode = .fast }
    },
  ]

  // MARK: - Idempotency

  static let idempotency = [
    Mutant("idempotency.lostResponse", "sends a creation twice", .v1) {
      $0.onSubmit = { base, request in
        do {
          return try await base.submit(request)
        } catch let error as ClassifyError where error.code == .connection {
          _ = try await base.submit(request)
          throw error
        }
      }
    },
    Mutant("idempotency.lostResponse", "does not retry", .v2Current, retries: 0),
    Mutant("idempotency.lostResponse", "claims to have keys", .v1) {
      $0.capabilities.supportsIdempotencyKeys = true
    },
    Mutant("idempotency.key", "ignores the key", .v2Published) {
      $0.alterRequests { $0.idempotency = .automatic }
    },
    Mutant("idempotency.key", "claims to have keys", .v1) {
      $0.capabilities.supportsIdempotencyKeys = true
    },
    Mutant("idempotency.key", "claims not to have keys", .v2Current) {
      $0.capabilities.supportsIdempotencyKeys = false
    },
    Mutant("idempotency.group", "ignores the group", .v2Current) {
      $0.alterRequests { $0.idempotency = .automatic }
    },
    Mutant("idempotency.group", "creates further jobs for a repeated group", .v2Current) {
      $0.onSubmit = { base, request in
        let job = try await base.submit(request)
        var again = request
        again.idempotency = .automatic
        _ = try await base.submit(again)
        return job
      }
    },
    Mutant("idempotency.group", "ignores the unsupported group", .v1) {
      $0.alterRequests { $0.idempotency = .automatic }
    },
  ]

  // MARK: - Faults

  static let faults = [
    Mutant("fault.cancelledTask", "throws a timeout", .v2Current) {
      $0.onSubmit = { base, request in
        do {
          return try await base.submit(request)
        } catch is CancellationError {
          throw ClassifyError(code: .timeout, message: "cancelled")
        }
      }
    },
    Mutant("fault.retry", "does not retry", .v1, retries: 0),
    Mutant("fault.retry", "returns without a request", .v2Published) {
      $0.onJob = { base, id in
        ClassifyJob(id: id, status: .succeeded, rules: [], projectID: "", userID: "")
      }
    },
    Mutant("fault.malformedResponse", "reports a server error", .v1) {
      $0.alterErrors { $0.code = .server }
    },
    Mutant("fault.malformedResponse", "throws another type of error", .v2Current) {
      $0.onJob = { base, id in
        do {
          return try await base.job(id)
        } catch {
          throw OtherError()
        }
      }
    },
  ]
}
