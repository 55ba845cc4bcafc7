// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import ClassifyV1
import ClassifyValidation

extension V1Endpoints {
  /// The maximum number of v2's pages that are read for one page of v1: a page can have members of
  /// a group only, which v1 shows with the group's first member.
  ///
  /// It is twice the number of pages that the largest group fills at a page size of 1.
  static let maximumPages = 1_000

  /// Returns a page of jobs.
  ///
  /// It is empty only if it is the last one: clients stop at an empty page.
  func list(_ call: V1Call) async throws(V1Failure) -> [UInt8] {
    var validator = Validator()
    let scope = CallScope(call.query, validator: &validator)
    let query = PageQuery(call.query, validator: &validator)
    guard validator.isValid else { throw V1Failure(validator) }
    return try await serving(call) {
      let operations = self.operations(call, scope)
      var pages = operations.list(pageSize: query.size, from: query.token).pages
        .makeAsyncIterator()
      for _ in 0..<Self.maximumPages {
        guard let page = try await pages.next() else { break }
        call.recorder.add(page.unreadable)
        guard page.items.isEmpty, page.nextToken != nil else {
          return self.body(of: page, isFirst: query.token == nil, call)
        }
      }
      throw V1Failure(
        503, "\(Self.maximumPages) pages had no new job. Use a larger page_size.",
        fields: (try? HTTPFields(["x-should-retry": "false"])) ?? [])
    }
  }

  /// Returns the body of a page.
  ///
  /// v2's total counts the members of groups, so there is a total only if all jobs are on the page.
  private func body(of page: Paged<V1.Job>.Page, isFirst: Bool, _ call: V1Call) -> [UInt8] {
    let isWhole = isFirst && page.nextToken == nil && page.unreadable.isEmpty
    return V1.JobPage(
      items: page.items.map { completed($0, call) },
      nextPageToken: page.nextToken.map { .value($0) } ?? .null,
      totalSize: isWhole ? .value(page.items.count) : .null
    ).jsonBytes()
  }

  /// Returns a job.
  func get(_ id: String, _ call: V1Call) async throws(V1Failure) -> [UInt8] {
    try await reading(id, call) { operations, id in
      self.completed(try await operations.get(id), call).jsonBytes()
    }
  }

  /// Returns the results of a job on one page, an item for each file in the order of the request.
  func results(_ id: String, _ call: V1Call) async throws(V1Failure) -> [UInt8] {
    try await reading(id, call) { operations, id in
      var page = try await operations.results(of: id)
      page.items = page.items.map(\.completed)
      page.nextPageToken = page.nextPageToken.value.map { .value($0) } ?? .null
      return page.jsonBytes()
    }
  }

  /// Returns a job with every member of the contract.
  func completed(_ job: V1.Job, _ call: V1Call) -> V1.Job {
    let (job, notes) = job.completed
    call.recorder.add(notes)
    return job
  }

  // MARK: - Calls

  /// Calls an operation for a job: in the project of the request, or else in the default one and,
  /// for a job of the gateway, in the caller's others.
  private func reading(
    _ id: String, _ call: V1Call,
    _ read: (any V1Operations, String) async throws -> [UInt8]
  ) async throws(V1Failure) -> [UInt8] {
    var validator = Validator()
    let scope = CallScope(call.query, validator: &validator)
    guard validator.isValid else { throw V1Failure(validator) }
    let reference = JobReference(id)
    do throws(V1Failure) {
      return try await serving(call) {
        do {
          return try await find(reference, operations(call, scope), read)
        } catch let error as ClassifyError where error.code == .notFound && reference.isGroup {
          for other in try await otherProjects(call, scope) {
            do {
              return try await find(reference, operations(call, other), read)
            } catch let error as ClassifyError where error.code == .notFound {}
          }
          throw error
        }
      }
    } catch {
      if let field = reference.unpublished, [400, 404, 422].contains(error.status) {
        // v2 does not have it, so it is what v1 would say it is.
        _ = validator.uuid(field)
        throw V1Failure(validator)
      }
      guard error.status == 404, scope.projectID == nil else { throw error }
      var failure = error
      failure.detail = .string(Self.jobNotFoundWithoutProject)
      throw failure
    }
  }

  /// Calls an operation with each of the IDs that a job can have, until the service knows one.
  private func find(
    _ reference: JobReference, _ operations: any V1Operations,
    _ read: (any V1Operations, String) async throws -> [UInt8]
  ) async throws -> [UInt8] {
    var failure: ClassifyError?
    for candidate in reference.candidates {
      do {
        return try await read(operations, candidate)
      } catch let error as ClassifyError where error.leavesJobOpen {
        failure = error.code == .notFound ? error : failure ?? error
      }
    }
    throw failure ?? ClassifyError(code: .notFound, message: "no such job")
  }

  /// The text for a job that is not found without a project: v2's jobs are listed in their own
  /// project only.
  static let jobNotFoundWithoutProject =
    "\(V1Failure.jobNotFound). If the job is in another project, add project_id to the query."

  /// Returns the operations of a caller for reading.
  private func operations(_ call: V1Call, _ scope: CallScope) -> any V1Operations {
    call.caller.client.v1(
      in: scope.projectScope, ServiceOptions(),
      call.recorder.options(missingMemberGrace: Self.missingMemberGrace))
  }

  /// Runs calls to the service with the header fields of the request, and converts their errors.
  private func serving(
    _ call: V1Call, _ body: () async throws -> [UInt8]
  ) async throws(V1Failure) -> [UInt8] {
    do {
      return try await UpstreamCalls.$current.withValue(call.upstream) { try await body() }
    } catch {
      throw V1Failure(any: error, call, body: .null)
    }
  }
}

extension V1Failure {
  /// Creates the failure of a call from any error, and records the notes of a refusal.
  init(any error: any Error, _ call: V1Call, body: JSONValue) {
    switch error {
    case let failure as V1Failure: self = failure
    case let refusal as TranslationRefusal:
      call.recorder.add(refusal.notes)
      self.init(refusal, body: body)
    case let error as ClassifyError: self.init(error, call.upstream)
    case is CancellationError: self = .cancelled
    default: self.init(500, "Internal error")
    }
  }
}

extension CallRecorder {
  /// Records the records of a list that can't be read, which its answer does not have.
  fileprivate func add(_ unreadable: [UnreadableRecord]) {
    add(unreadable.map(DriftFinding.init(unreadable:)))
    add(
      unreadable.map { record in
        Note(
          .valueUnrecognized, at: record.pointer.description,
          message: "the record can't be read, and is left out: \(record.message)")
      })
  }
}

extension DriftFinding {
  /// Creates the finding of a record of a list that can't be read.
  fileprivate init(unreadable record: UnreadableRecord) {
    self.init(
      version: .v2, kind: .response,
      name: "classify.list: unreadable record at "
        + JSONPointer(tokens: record.pointer.tokens.map { Int($0) == nil ? $0 : "*" }).description,
      sample: record.message)
  }
}
#endif
