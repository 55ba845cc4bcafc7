// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1

// v1's answers have every member of the contract, and only words that its clients know: some of
// them reject a whole response because of another word.
extension V1.Job {
  /// The job with every member of the contract, and the notes of what was filled in.
  var completed: (job: V1.Job, notes: [Note]) {
    var job = self
    var notes: [Note] = []
    job.id = JobReference.v1ID(id)
    if case .unrecognized(let text) = status {
      notes.append(
        Note(.statusUnrecognized, at: "/status", before: text, after: V1.Status.pending.rawValue))
      job.status = .known(.pending)
    }
    switch mode {
    case .value(.known): break
    case .absent, .null: job.mode = .value(.known(.fast))
    case .value(.unrecognized(let text)):
      notes.append(
        Note(.modeUnrecognized, at: "/mode", before: text, after: V1.Mode.fast.rawValue))
      job.mode = .value(.known(.fast))
    }
    job.effectiveAt = effectiveAt.orNull
    job.createdAt = createdAt.orNull
    job.updatedAt = updatedAt.orNull
    job.errorMessage = errorMessage.orNull
    job.jobRecordID = jobRecordID.orNull
    job.parsingConfiguration = .value(
      (parsingConfiguration.value ?? V1.ParsingConfiguration()).completed)
    return (job, notes)
  }
}

extension V1.ParsingConfiguration {
  /// The options with v1's default in the place of an absent language, and an explicit null in that
  /// of an absent limit or selection.
  fileprivate var completed: V1.ParsingConfiguration {
    var configuration = self
    if lang.value == nil { configuration.lang = .value(.value("en")) }
    configuration.maxPages = maxPages.orNull
    configuration.targetPages = targetPages.orNull
    return configuration
  }
}

extension V1.FileClassification {
  /// The item with every member of the contract, and IDs that are UUIDs.
  var completed: V1.FileClassification {
    var item = self
    item.id = JobReference.v1ResultID(id)
    item.classifyJobID = JobReference.v1ID(classifyJobID)
    item.createdAt = createdAt.orNull
    item.fileID = fileID.value.map { .value(FileID.bare($0)) } ?? .null
    item.updatedAt = updatedAt.orNull
    item.result = result.orNull
    if var value = result.value {
      value.type = value.type.orNull
      item.result = .value(value)
    }
    return item
  }
}

extension Presence {
  /// The value, or null if it is absent.
  fileprivate var orNull: Presence {
    if case .absent = self { return .null }
    return self
  }
}
#endif
