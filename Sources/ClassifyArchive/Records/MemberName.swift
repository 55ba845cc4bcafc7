// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A member name that records of either version have.
enum MemberName: String, CaseIterable {
  // Jobs of both versions.
  case id
  case projectID = "project_id"
  case userID = "user_id"
  case status
  case rules
  case mode
  case parsingConfiguration = "parsing_configuration"
  case createdAt = "created_at"
  case updatedAt = "updated_at"
  case errorMessage = "error_message"
  case result
  // Rules, results and parsing options.
  case type
  case description
  case confidence
  case reasoning
  case lang
  case maxPages = "max_pages"
  case targetPages = "target_pages"
  // Only v1.
  case effectiveAt = "effective_at"
  case jobRecordID = "job_record_id"
  case classifyJobID = "classify_job_id"
  case fileID = "file_id"
  case fileIDs = "file_ids"
  case job
  case results
  // Only v2.
  case configuration
  case configurationID = "configuration_id"
  case documentInputType = "document_input_type"
  case documentInputValue = "document_input_value"
  case fileInput = "file_input"
  case parseJobID = "parse_job_id"
  case transactionID = "transaction_id"
  case usage
  // Lists and deliveries.
  case items
  case nextPageToken = "next_page_token"
  case totalSize = "total_size"
  case eventID = "event_id"
  case eventType = "event_type"
  case data
  // This package's own.
  case keptSource = "classify_bridge"
}

/// A lookup of member names.
struct MemberNames {
  static let all = MemberNames()

  private let table = JSONNameTable(MemberName.allCases.map(\.rawValue))
  private let names = MemberName.allCases

  /// The name among the known ones; `nil` for any other.
  subscript(name: JSONMemberName) -> MemberName? {
    table.position(of: name).map { names[$0] }
  }
}
