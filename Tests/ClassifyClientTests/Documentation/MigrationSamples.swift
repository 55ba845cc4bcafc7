// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import ClassifyV1
import ClassifyV2
import Foundation

/// The samples of docs/migrating-from-v1.md, each in a function of its own.
struct MigrationSamples {
  let rules: [V2.Rule]

  func switched() throws -> LlamaCloud {
    let client = try LlamaCloud(classifier: .v2)
    return client
  }

  func switchedStrictly(configuration: ServiceConfiguration, transport: any HTTPTransport)
    -> LlamaCloud
  {
    let client = LlamaCloud(
      configuration: configuration, classifier: .v2(translator: V2Translator(policy: .strict)),
      transport: transport
    ) { report in
      for note in report.notes { print(report.operation, note) }
    }
    return client
  }

  @available(*, deprecated)
  func createdAgain(client: LlamaCloud, files: [String]) async throws -> V1.Job? {
    guard let group = client.classifier.jobs.newGroup(fileCount: files.count) else { return nil }
    // Store the ID first, so that it survives a crash. Creating the job again is safe.
    let job = try await client.classifier.jobs.create(
      V1.JobCreateParams(fileIDs: files, rules: rules), as: group)
    return job
  }

  @available(*, deprecated)
  func ended(client: LlamaCloud, jobID: String) async throws -> V1.Job {
    let cancelled = try await client.classifier.jobs.cancel(jobID)
    try await client.classifier.jobs.delete(jobID)
    return cancelled
  }

  @available(*, deprecated)
  func cancelBefore(client: LlamaCloud, jobID: String) async throws -> V1.Job {
    let job = try await client.classifier.jobs.cancel(jobID)
    return job
  }

  func cancelAfter(client: LlamaCloud, jobIDs: [String]) async throws -> [Open<V2.Status>] {
    var statuses: [Open<V2.Status>] = []
    for jobID in jobIDs {
      let job = try await client.classify.cancel(jobID)
      statuses.append(job.status)
    }
    return statuses
  }

  @available(*, deprecated)
  func deleteBefore(client: LlamaCloud, jobID: String) async throws {
    try await client.classifier.jobs.delete(jobID)
  }

  func deleteAfter(client: LlamaCloud, jobIDs: [String]) async throws {
    for jobID in jobIDs {
      try await client.classify.delete(jobID)
    }
  }

  @available(*, deprecated)
  func createBefore(client: LlamaCloud, march: String, april: String) async throws -> V1.Job {
    let job = try await client.classifier.jobs.create(
      V1.JobCreateParams(fileIDs: [march, april], rules: rules))
    return job
  }

  func createAfter(client: LlamaCloud, march: String, april: String) async throws -> [V2.Job] {
    var jobs: [V2.Job] = []
    for file in [march, april] {
      jobs.append(
        try await client.classify.create(
          V2.ClassifyCreateParams(fileInput: file, rules: rules, maxPages: 5)))
    }
    return jobs
  }

  func createWithKey(client: LlamaCloud, file: String) async throws -> V2.Job {
    let job = try await client.classify.create(
      V2.ClassifyCreateParams(
        fileInput: file, rules: rules, maxPages: 5, transactionID: "march-invoices-1"))
    return job
  }

  @available(*, deprecated)
  func getBefore(client: LlamaCloud, jobID: String) async throws -> Bool {
    let job = try await client.classifier.jobs.get(jobID)
    let isDone = job.status != .pending
    return isDone
  }

  func getAfter(client: LlamaCloud, jobID: String) async throws -> Bool {
    let job = try await client.classify.get(jobID)
    let isDone = job.status != .pending && job.status != .running
    return isDone
  }

  @available(*, deprecated)
  func resultsBefore(client: LlamaCloud, jobID: String) async throws -> [String: String] {
    var types: [String: String] = [:]
    let results = try await client.classifier.jobs.getResults(jobID)
    for item in results.items {
      types[item.fileID.value ?? ""] = item.result.value?.type.value
    }
    return types
  }

  func resultsAfter(client: LlamaCloud, jobIDs: [String]) async throws -> [String: String] {
    var types: [String: String] = [:]
    for jobID in jobIDs {
      let job = try await client.classify.get(jobID)
      types[job.fileInput ?? ""] = job.result.value?.type.value
    }
    return types
  }

  @available(*, deprecated)
  func listBefore(client: LlamaCloud) async throws -> [String] {
    var failed: [String] = []
    for try await job in client.classifier.jobs.list(pageSize: 50)
    where job.status == .error {
      failed.append(job.id)
    }
    return failed
  }

  func listAfter(client: LlamaCloud) async throws -> [String] {
    var failed: [String] = []
    let query = V2.ClassifyListParams(pageSize: 50, status: .failed)
    for try await job in client.classify.list(query) {
      failed.append(job.id)
    }
    return failed
  }

  func listLater(client: LlamaCloud) async throws -> Paged<V2.Job> {
    var pages = client.classify.list(V2.ClassifyListParams(pageSize: 2)).pages.makeAsyncIterator()
    let token = try await pages.next()?.nextToken
    let rest = client.classify.list(V2.ClassifyListParams(pageSize: 2, pageToken: token))
    return rest
  }

  @available(*, deprecated)
  func classifyBefore(client: LlamaCloud, files: [String]) async throws -> V1.ResultsPage {
    let results = try await client.classifier.classify(
      V1.JobCreateParams(fileIDs: files, rules: rules))
    return results
  }

  func classifyAfter(client: LlamaCloud, files: [String]) async throws -> [String: V2.Job] {
    let jobs = try await withThrowingTaskGroup(of: V2.Job.self) { group in
      for file in files {
        group.addTask {
          try await client.classify.run(
            V2.ClassifyCreateParams(fileInput: file, rules: rules, maxPages: 5))
        }
      }
      return try await group.reduce(into: [String: V2.Job]()) { $0[$1.fileInput ?? ""] = $1 }
    }
    return jobs
  }

  @available(*, deprecated)
  func waitBefore(client: LlamaCloud, jobID: String) async throws -> Bool {
    let job = try await client.classifier.jobs.waitForCompletion(jobID)
    let succeeded = job.status == .success || job.status == .partialSuccess
    return succeeded
  }

  func waitAfter(client: LlamaCloud, jobID: String) async throws -> Bool {
    let job = try await client.classify.waitForCompletion(jobID)
    let succeeded = job.status == .completed
    return succeeded
  }

  func watch(client: LlamaCloud, jobID: String) async throws {
    for try await job in client.classify.progress(of: jobID) {
      print(job.id, job.status)
    }
  }

  func watchMissedPolls(client: LlamaCloud, jobID: String) async throws {
    for try await job in client.classify.progress(of: jobID).onMissedPoll({ print($0.error) }) {
      print(job.id, job.status)
    }
  }

  func limitBefore(file: String) -> V1.JobCreateParams {
    let params = V1.JobCreateParams(fileIDs: [file], rules: rules)
    return params
  }

  func limitAfter(file: String) -> V2.ClassifyCreateParams {
    let params = V2.ClassifyCreateParams(fileInput: file, rules: rules, maxPages: 5)
    return params
  }

  func pagesBefore() -> V1.ParsingConfiguration {
    let parsing = V1.ParsingConfiguration(targetPages: [0, 2, 3])
    return parsing
  }

  func pagesAfter(file: String) throws -> (V2.ClassifyCreateParams, String) {
    let pages = try PageSet(indices: [0, 2, 3])
    let params = V2.ClassifyCreateParams(fileInput: file, rules: rules, targetPages: pages)
    let text = pages.rangeString  // "1,3-4"
    return (params, text)
  }

  func modeBefore(file: String) -> V1.JobCreateParams {
    let params = V1.JobCreateParams(
      fileIDs: [file], rules: rules, mode: .multimodal)
    return params
  }

  func modeAfter(parseJobID: String) -> V2.ClassifyCreateParams {
    let params = V2.ClassifyCreateParams(fileInput: parseJobID, rules: rules, maxPages: 5)
    return params
  }

  func statusBefore(job: V1.Job) -> String {
    switch job.status {
    case .known(.success), .known(.partialSuccess): return "done"
    case .known(.error), .known(.cancelled): return "failed"
    case .known(.pending): return "waiting"
    case .unrecognized(let text): return text
    }
  }

  func statusAfter(job: V2.Job) -> String {
    switch job.status {
    case .known(.completed): return "done"
    case .known(.failed), .known(.cancelled): return "failed"
    case .known(.pending), .known(.running): return "waiting"
    case .unrecognized(let text): return text
    }
  }

  func languageBefore() -> V1.ParsingConfiguration {
    let parsing = V1.ParsingConfiguration(lang: "ch_sim")
    return parsing
  }

  func languageAfter(file: String) -> V2.ClassifyCreateParams {
    let language = Language("ch_sim").iso639Part1 ?? Language("en")
    let params = V2.ClassifyCreateParams(
      fileInput: file, rules: rules, language: language, maxPages: 5)
    return params
  }

  func webhook(headerFields: HTTPFields, body: [UInt8]) throws -> (
    finished: [String], failed: [String], WebhookDelivery
  ) {
    var finished: [String] = []
    var failed: [String] = []
    let request = WebhookRequest(headerFields: headerFields, body: body)
    let delivery = try request.delivery()
    switch delivery.event {
    case .success, .partialSuccess: finished.append(delivery.jobID ?? "")
    case .error, .cancelled: failed.append(delivery.jobID ?? "")
    default: break
    }
    let asV1 = delivery.translated(to: .v1).value
    return (finished, failed, asV1)
  }

  #if Webhooks
  func signedWebhook(
    request: WebhookRequest, newSecret: String, oldSecret: String
  ) throws -> WebhookDelivery {
    let signer = try WebhookSigner(secret: newSecret, formerSecrets: [oldSecret])
    let delivery = try request.delivery(verifiedBy: signer)
    return delivery
  }
  #endif

  func groupOfMember(client: LlamaCloud, memberID: String) async throws -> String? {
    let member = try await client.classify.get(memberID)
    let job = member.transactionID.value.flatMap { GroupMemberKey($0) }?.group.description
    return job
  }

  func upload(client: LlamaCloud, url: URL) async throws -> CloudFile {
    let file = try await client.files.create(file: .url(url), purpose: .classify) { progress in
      print("\(Int(progress.fraction * 100)) %")
    }
    return file
  }

  func missing(client: LlamaCloud, jobID: String) async throws {
    do {
      _ = try await client.classify.get(jobID)
    } catch let error as ClassifyError where error.code == .notFound {
      print("gone:", error.requestID ?? "no request ID")
    }
  }
}
