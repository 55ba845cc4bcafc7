// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A member of a v1 job or result that a v2 job is made of.
enum JobMember: UInt8 {
  case id
  case projectID
  case userID
  case status
  case rules
  case mode
  case parsingConfiguration
  case createdAt
  case updatedAt
  case errorMessage
  case fileID
  case jobID
  case result

  /// Whether a job can have null instead of a string.
  var isNullable: Bool {
    switch self {
    case .mode, .createdAt, .updatedAt, .errorMessage: true
    case .id, .projectID, .userID, .status, .rules, .parsingConfiguration, .fileID, .jobID, .result:
      false
    }
  }
}

/// The place of a member in a line.
struct MemberPlace {
  let member: JobMember
  let kind: JSONKind
  /// The offset of the quote before the name.
  let nameStart: Int
  let start: Int
  let end: Int
}
