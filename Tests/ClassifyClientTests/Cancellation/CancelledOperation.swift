// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// An operation that is cancelled at each of its steps.
enum CancelledOperation: String, Sendable, CaseIterable {
  case create, run, runWithRetries, wait, list, upload
  case v1Classify, v1Wait, v1List
  case groupClassify, groupClassifyConcurrently, groupResume, groupGet, groupList
  case groupCreate, groupCreateConcurrently, groupCleanup

  /// The number of files of a group.
  static let fileCount = 4

  var classifier: ClassifierService {
    switch self {
    case .create, .run, .runWithRetries, .wait, .list, .upload, .v1Classify, .v1Wait, .v1List:
      .v1
    case .groupClassify, .groupGet, .groupList: .v2(options: options(1))
    case .groupClassifyConcurrently: .v2(options: options(3))
    case .groupResume, .groupCreate, .groupCleanup:
      .v2(translator: V2Translator(dialect: .current), options: options(1))
    case .groupCreateConcurrently:
      .v2(translator: V2Translator(dialect: .current), options: options(3))
    }
  }

  /// Whether the operation creates a new group, whose members it cancels if their creation fails.
  var cleansUp: Bool {
    switch self {
    case .groupClassify, .groupClassifyConcurrently, .groupCreate, .groupCreateConcurrently,
      .groupCleanup:
      true
    case .create, .run, .runWithRetries, .wait, .list, .upload, .v1Classify, .v1Wait, .v1List,
      .groupResume, .groupGet, .groupList:
      false
    }
  }

  /// Whether the operation waits for the group after its creation.
  var waitsForGroup: Bool { self == .groupClassify || self == .groupClassifyConcurrently }

  private func options(_ concurrency: Int) -> V2Options {
    V2Options(creationsPerSecond: 40, concurrency: concurrency)
  }

  /// The number of jobs that the operation creates when not cancelled.
  var jobCount: Int {
    switch self {
    case .wait, .list, .upload, .v1Wait, .v1List, .groupGet, .groupList: 0
    case .create, .run, .runWithRetries, .v1Classify: 1
    case .groupClassify, .groupClassifyConcurrently, .groupResume, .groupCreate,
      .groupCreateConcurrently:
      Self.fileCount
    case .groupCleanup: Self.fileCount - 1
    }
  }

  /// The maximum number of requests in flight.
  var concurrency: Int {
    self == .groupClassifyConcurrently || self == .groupCreateConcurrently ? 3 : 1
  }

  /// The files, job, and group that the operation works on.
  struct Subject: Sendable {
    let files: [String]
    var job = ""
    var group: GroupID?
  }

  /// Creates the subject in the sandbox with a separate client.
  @available(*, deprecated)
  func prepare(_ sandbox: Sandbox, with client: LlamaCloud) async throws -> Subject {
    let files = (0..<Self.fileCount).map { number in
      sandbox.addFile(name: "\(number).txt", text: Samples.invoice)
    }
    var subject = Subject(files: files)
    let params = V1.JobCreateParams(fileIDs: files, rules: Samples.rules)
    switch self {
    case .create, .run, .upload, .v1Classify, .groupClassify, .groupClassifyConcurrently,
      .groupCreate, .groupCreateConcurrently:
      break
    case .runWithRetries:
      sandbox.inject(.rateLimited(), into: [.createV2Job], times: 2)
      sandbox.inject(.unavailable, into: [.getV2Job], times: 2)
    case .wait, .list:
      for file in files {
        subject.job =
          try await client.classify.create(
            V2.ClassifyCreateParams(fileInput: file, rules: Samples.rules)
          ).id
      }
    case .v1Wait, .v1List, .groupGet, .groupList:
      for _ in 0..<3 { subject.job = try await client.classifier.jobs.create(params).id }
    case .groupResume:
      subject.group = client.classifier.jobs.newGroup(fileCount: Self.fileCount)
    case .groupCleanup:
      sandbox.inject(
        .creditsExhausted, into: [.createV2Job], skipping: Self.fileCount - 1, times: .max)
    }
    return subject
  }

  /// Runs the operation.
  @available(*, deprecated)
  func callAsFunction(_ client: LlamaCloud, _ subject: Subject) async throws {
    let one = V2.ClassifyCreateParams(fileInput: subject.files[0], rules: Samples.rules)
    let many = V1.JobCreateParams(fileIDs: subject.files, rules: Samples.rules)
    switch self {
    case .create: _ = try await client.classify.create(one)
    case .run, .runWithRetries: _ = try await client.classify.run(one)
    case .wait: _ = try await client.classify.waitForCompletion(subject.job)
    case .list:
      for try await _ in client.classify.list(V2.ClassifyListParams(pageSize: 1)) {}
    case .upload:
      _ = try await client.files.create(file: .bytes([1, 2, 3], name: "a.txt"))
    case .v1Classify, .groupClassify, .groupClassifyConcurrently:
      _ = try await client.classifier.classify(many)
    case .v1Wait: _ = try await client.classifier.jobs.waitForCompletion(subject.job)
    case .v1List, .groupList:
      for try await _ in client.classifier.jobs.list(pageSize: 2) {}
    case .groupCreate, .groupCreateConcurrently:
      _ = try await client.classifier.jobs.create(many)
    case .groupResume: _ = try await client.classifier.jobs.create(many, as: subject.group)
    case .groupGet: _ = try await client.classifier.jobs.get(subject.job)
    case .groupCleanup:
      let error = try await classifyError { try await client.classifier.jobs.create(many) }
      #expect(error?.code == .incompleteGroup)
    }
  }
}
