// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Everything the sandbox holds.
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
  /// The v2 jobs by the key that they were created with.
  var transactions: [TransactionKey: String] = [:]
  var creations = CreationRate()

  init(seed: UInt64) {
    var identifiers = IdentifierGenerator(seed: seed)
    projectID = identifiers.next()
    userID = identifiers.next()
    tokens = PageTokens(key: identifiers.number())
    self.identifiers = identifiers
  }
}

/// An idempotency key, which is good within one project.
struct TransactionKey: Hashable {
  let projectID: String
  let transactionID: String
}

extension Store {
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

  /// Returns the file with an id, be it with or without its prefix.
  func file(_ id: String) -> StoredFile? {
    FileID.uuid(in: id).flatMap { files[$0] }
  }
}

/// A parse job, which is nothing here but another name for its file.
struct StoredParseJob {
  let id: String
  let file: StoredFile
}

/// A configuration that was saved under an id.
struct StoredConfiguration {
  let id: String
  let parameters: JSONObject
}

/// When the latest jobs were created, to limit how many are in a second.
struct CreationRate {
  private var times: [Int] = []

  /// Counts a creation, unless the second before `now` has as many as are allowed.
  ///
  /// - Returns: Whether the creation is allowed.
  mutating func admit(at now: Int, limit: Int) -> Bool {
    times.removeAll { $0 <= now - 1_000 }
    guard times.count < limit else { return false }
    times.append(now)
    return true
  }
}
