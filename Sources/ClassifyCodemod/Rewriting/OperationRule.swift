// SPDX-License-Identifier: Apache-2.0

/// What a v1 function is called in v2, and the handling of its arguments.
struct OperationRule: Sendable {
  /// The handling of a named argument.
  enum Argument: Sendable, Hashable {
    case file, rules, mode, parsing, webhooks
    case keep
    case rename(String)
  }

  /// The name of v2's function.
  let name: String
  /// The arguments by name; others are left for a person.
  let arguments: [String: Argument]
  /// Whether the first argument is the ID of a job.
  let takesJobID: Bool

  /// Returns the rule of a v1 function; nil if v2 has no counterpart.
  static func rule(for operation: V1Operation, hasKeywordArguments: Bool) -> OperationRule? {
    hasKeywordArguments ? python[operation] : typeScript[operation]
  }

  private static let creation: [String: Argument] = [
    "file_ids": .file, "rules": .rules, "mode": .mode, "parsing_configuration": .parsing,
    "organization_id": .keep, "project_id": .keep,
  ]

  private static let request: [String: Argument] = [
    "organization_id": .keep, "project_id": .keep, "extra_headers": .keep, "extra_query": .keep,
    "timeout": .keep,
  ]

  private static let polling: [String: Argument] = [
    "polling_interval": .keep, "max_interval": .keep, "backoff": .keep, "verbose": .keep,
  ]

  private static let python: [V1Operation: OperationRule] = {
    let jobID = ["classify_job_id": Argument.rename("job_id")]
    return [
      // v1's timeout limits the polling; v2's of the same name limits each request.
      .classify: OperationRule(
        "run", creation, request, polling, ["timeout": .rename("polling_timeout")]),
      .create: OperationRule("create", creation, request, ["webhook_configurations": .webhooks]),
      .get: OperationRule("get", request, jobID, takesJobID: true),
      .results: OperationRule("get", request, jobID, takesJobID: true),
      .wait: OperationRule("wait_for_completion", request, polling, jobID, takesJobID: true),
    ]
  }()

  private static let typeScript: [V1Operation: OperationRule] = {
    let webhooks = ["webhook_configurations": Argument.webhooks]
    return [
      .classify: OperationRule("run", creation, webhooks),
      .create: OperationRule("create", creation, webhooks),
      .get: OperationRule("get", takesJobID: true),
      .results: OperationRule("get", takesJobID: true),
      .wait: OperationRule("waitForCompletion", takesJobID: true),
    ]
  }()

  private init(_ name: String, _ arguments: [String: Argument]..., takesJobID: Bool = false) {
    self.name = name
    self.arguments = arguments.reduce(into: [:]) { $0.merge($1) { _, new in new } }
    self.takesJobID = takesJobID
  }
}
