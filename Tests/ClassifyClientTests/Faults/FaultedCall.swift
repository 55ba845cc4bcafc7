// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// A client call that faults are injected into.
enum FaultedCall: String, Sendable, CaseIterable {
  case v1Create, v2Create, groupCreate, get, list, upload

  /// The number of files of a group, and of listed jobs.
  static let count = 5

  /// Whether the call is idempotent.
  ///
  /// v1 creation and uploads have no idempotency keys.
  var isIdempotent: Bool {
    switch self {
    case .v1Create, .upload: false
    case .v2Create, .groupCreate, .get, .list: true
    }
  }

  /// The operation's name in errors.
  var operation: String {
    switch self {
    case .v1Create: "classifier.jobs.create"
    case .v2Create, .groupCreate: "classify.create"
    case .get: "classify.get"
    case .list: "classify.list"
    case .upload: "files.create"
    }
  }

  /// The number of jobs or files that a successful call creates.
  var createdCount: Int {
    switch self {
    case .v1Create, .v2Create, .upload: 1
    case .groupCreate: Self.count
    case .get, .list: 0
    }
  }

  /// The service that serves the v1 calls.
  ///
  /// It keeps the members of a group, so that the faults meet only the creation.
  var classifier: ClassifierService {
    self == .groupCreate
      ? .v2(
        options: V2Options(creationsPerSecond: 10_000, incompleteGroupAction: .keepMembers)) : .v1
  }

  /// Creates the subject of the call in the sandbox.
  func prepare(_ sandbox: Sandbox) async throws -> Subject {
    let files = (0..<Self.count).map { number in
      sandbox.addFile(name: "\(number).txt", text: Samples.invoice)
    }
    var jobs: [String] = []
    if self == .get || self == .list {
      let client = LlamaCloud(
        configuration: ServiceConfiguration(key: try Secret("llx-1")), transport: sandbox)
      for file in files {
        let params = V2.ClassifyCreateParams(fileInput: file, rules: Samples.rules)
        jobs.insert(try await client.classify.create(params).id, at: 0)
      }
    }
    return Subject(files: files, jobs: jobs)
  }

  /// The files and jobs that the call works on.
  struct Subject: Sendable {
    let files: [String]
    /// The IDs of the existing jobs, newest first.
    let jobs: [String]
  }

  /// Makes the call and checks its response.
  @available(*, deprecated)
  func make(with client: LlamaCloud, about subject: Subject) async throws {
    switch self {
    case .v1Create:
      let params = V1.JobCreateParams(fileIDs: subject.files, rules: Samples.rules)
      #expect(UniversalID(try await client.classifier.jobs.create(params).id) != nil)
    case .v2Create:
      let params = V2.ClassifyCreateParams(fileInput: subject.files[0], rules: Samples.rules)
      #expect(try await client.classify.create(params).fileInput == subject.files[0])
    case .groupCreate:
      let params = V1.JobCreateParams(fileIDs: subject.files, rules: Samples.rules)
      let job = try await client.classifier.jobs.create(params)
      #expect(GroupID(job.id)?.memberCount == Self.count)
    case .get:
      #expect(try await client.classify.get(subject.jobs[0]).id == subject.jobs[0])
    case .list:
      var listed: [String] = []
      for try await job in client.classify.list(V2.ClassifyListParams(pageSize: 2)) {
        listed.append(job.id)
      }
      #expect(listed == subject.jobs)
    case .upload:
      let contents = [UInt8](repeating: UInt8(ascii: "a"), count: 300_000)
      #expect(
        try await client.files.create(file: .bytes(contents, name: "a.txt")).name == "a.txt")
    }
  }
}
