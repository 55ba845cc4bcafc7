// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyValidation

/// The files, jobs, and configurations of a sandbox.
struct Store {
  var identifiers: IdentifierGenerator
  let projectID: String
  let userID: String
  let tokens: PageTokens
  var files = OrderedStore<StoredFile>()
  var parseJobs: [String: StoredParseJob] = [:]
  var configurations: [String: StoredConfiguration] = [:]
  var v1Jobs = OrderedStore<StoredV1Job>()
  var v2Jobs = OrderedStore<StoredV2Job>()
  /// The IDs of v2 jobs by idempotency key.
  var transactions: [TransactionKey: String] = [:]
  var creationRate = CreationRateLimiter()

  init(seed: UInt64) {
    var identifiers = IdentifierGenerator(seed: seed)
    projectID = identifiers.next()
    userID = identifiers.next()
    tokens = PageTokens(key: identifiers.number())
    self.identifiers = identifiers
  }

  mutating func addFile(_ content: FileContent, projectID: String?, now: Int) -> StoredFile {
    let file = StoredFile(
      uuid: identifiers.next(), projectID: projectID ?? self.projectID, content: content,
      createdAt: now)
    files.add(file)
    return file
  }

  mutating func addParseJob(of file: StoredFile) -> StoredParseJob {
    let job = StoredParseJob(id: "pjb-" + identifiers.next(), file: file)
    parseJobs[job.id] = job
    return job
  }

  mutating func addConfiguration(_ parameters: JSONObject) -> StoredConfiguration {
    let configuration = StoredConfiguration(
      id: "cfg-" + identifiers.next(), parameters: parameters)
    configurations[configuration.id] = configuration
    return configuration
  }

  /// Returns the file with an ID, with or without its prefix.
  func file(_ id: String) -> StoredFile? {
    UUIDText.ofFile(id).flatMap { files[$0] }
  }
}

/// A parse job; in the sandbox, it only refers to its file.
struct StoredParseJob {
  let id: String
  let file: StoredFile
}

/// A saved v2 configuration, not yet validated.
struct StoredConfiguration {
  let id: String
  let parameters: JSONObject
}

/// An idempotency key, unique within its project.
struct TransactionKey: Hashable {
  let projectID: String
  let transactionID: String
}

/// A sliding window of one second that limits how many jobs are created.
struct CreationRateLimiter {
  private var times: [Int] = []

  /// Counts a creation and returns true, unless the second before `now` has `limit` creations.
  mutating func admit(at now: Int, limit: Int) -> Bool {
    times.removeAll { $0 <= now - 1_000 }
    guard times.count < limit else { return false }
    times.append(now)
    return true
  }
}
