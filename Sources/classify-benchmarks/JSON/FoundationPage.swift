// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyHTTP
import ClassifyJSON
import ClassifyV1

/// A page of v1 jobs for `JSONDecoder`.
///
/// Unlike `V1.JobPage`, it drops unknown members and doesn't distinguish null from absent.
struct FoundationPage: Decodable {
  struct Job: Decodable {
    var id: String
    var projectID: String
    var rules: [Rule]
    var status: String
    var userID: String
    var createdAt: String?
    var effectiveAt: String?
    var errorMessage: String?
    var jobRecordID: String?
    var mode: String?
    var parsingConfiguration: ParsingConfiguration?
    var updatedAt: String?

    enum CodingKeys: String, CodingKey {
      case id
      case projectID = "project_id"
      case rules
      case status
      case userID = "user_id"
      case createdAt = "created_at"
      case effectiveAt = "effective_at"
      case errorMessage = "error_message"
      case jobRecordID = "job_record_id"
      case mode
      case parsingConfiguration = "parsing_configuration"
      case updatedAt = "updated_at"
    }
  }

  struct Rule: Decodable {
    var type: String
    var description: String
  }

  struct ParsingConfiguration: Decodable {
    var language: String?
    var maximumPages: Int?
    var targetPages: [Int]?

    enum CodingKeys: String, CodingKey {
      case language = "lang"
      case maximumPages = "max_pages"
      case targetPages = "target_pages"
    }
  }

  var items: [Job]
  var nextPageToken: String?
  var totalSize: Int?

  enum CodingKeys: String, CodingKey {
    case items
    case nextPageToken = "next_page_token"
    case totalSize = "total_size"
  }
}

extension FoundationPage {
  /// Returns whether both decoders read the same values.
  func agrees(with page: V1.JobPage) -> Bool {
    items.count == page.items.count
      && nextPageToken == page.nextPageToken.value && totalSize == page.totalSize.value
      && zip(items, page.items).allSatisfy { $0.agrees(with: $1) }
  }
}

extension FoundationPage.Job {
  fileprivate func agrees(with job: V1.Job) -> Bool {
    let parsing = job.parsingConfiguration.value
    return id == job.id && projectID == job.projectID && status == job.status.text
      && userID == job.userID && createdAt == job.createdAt.value
      && effectiveAt == job.effectiveAt.value && errorMessage == job.errorMessage.value
      && jobRecordID == job.jobRecordID.value && mode == job.mode.value?.text
      && updatedAt == job.updatedAt.value && rules.map(\.type) == job.rules.map(\.type)
      && rules.map(\.description) == job.rules.map(\.description)
      && parsingConfiguration?.language == parsing?.lang.value?.value
      && parsingConfiguration?.maximumPages == parsing?.maxPages.value?.value
      && parsingConfiguration?.targetPages == parsing?.targetPages.value?.value
  }
}
