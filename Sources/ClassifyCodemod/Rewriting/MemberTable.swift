// SPDX-License-Identifier: Apache-2.0

/// What the members of v1's values are called in v2's job.
enum MemberTable {
  enum Counterpart: Sendable, Hashable {
    case same
    case renamed(String)
    case none
  }

  /// Returns the counterpart of a member of a v1 value.
  static func counterpart(of name: String, in value: V1Value) -> Counterpart {
    switch value {
    case .job: jobs[name] ?? .none
    case .item: items[name] ?? .none
    case .classification: classifications.contains(name) ? .same : .none
    case .results, .items, .jobList: .none
    case .jobID, .jobStatus, .fileID, .plain: .same
    }
  }

  private static let jobs: [String: Counterpart] = [
    "id": .same, "status": .same, "error_message": .same, "created_at": .same, "updated_at": .same,
    "project_id": .same, "user_id": .same, "rules": .renamed("configuration.rules"),
    "mode": .renamed("configuration.mode"),
  ]

  private static let items: [String: Counterpart] = [
    "file_id": .renamed("file_input"), "classify_job_id": .renamed("id"), "result": .same,
    "created_at": .same, "updated_at": .same,
  ]

  private static let classifications: Set<String> = ["type", "confidence", "reasoning"]
}
