// SPDX-License-Identifier: Apache-2.0

/// The names of v1 in every SDK: what a module exports, and the members of what it exports.
enum SDKNames {
  /// The name of the shim's module, which is not v1.
  static let replacements: Set<String> = [ShimPlacement.pythonName, ShimPlacement.scriptName]

  /// The methods of `ClassifyClient` that no other library has: enough to suspect v1.
  static let distinctive: Set<String> = [
    "aclassify_file_ids", "classify_file_ids", "aclassify_file_path", "classify_file_path",
    "aclassify_file_paths", "classify_file_paths", "acreate_classify_job", "create_classify_job",
    "get_classify_job", "get_classification_job_results", "list_classify_jobs",
  ]

  /// Returns what a member of an entity is, or nil if v1 has no such member.
  static func member(_ name: String, of entity: Entity) -> Meaning? {
    switch entity {
    case .client(let sdk, let isAsync): clientMember(name, sdk, isAsync: isAsync)
    case .classifier(let sdk, let isAsync): classifierMember(name, sdk, isAsync: isAsync)
    case .jobs(let sdk, let isAsync):
      if rawAccessors.contains(name) {
        .rawAccess
      } else {
        jobsOperations[name].map { .entity(.operation($0, sdk, isAsync: isAsync)) }
      }
    case .type(.classifier, let sdk):
      name == "from_api_key" || name == "fromApiKey"
        ? .entity(.operation(.makeClassifier, sdk, isAsync: false)) : nil
    case .type(.language, _), .type(.mode, _), .type(.status, _): .entity(.value(.plain))
    case .type(let type, let sdk) where nestedTypes[type]?[name] != nil:
      nestedTypes[type]?[name].map { .entity(.type($0, sdk)) }
    case .value(let value): .entity(.value(valueMembers[value]?[name] ?? .plain))
    case .module(let module, .typeScript):
      SDKModules.namespaceMember(name, in: module)
        ?? SDKModules.meaning(of: name, in: module, isPython: false)
    case .module(let module, let sdk):
      SDKModules.meaning(of: name, in: module, isPython: sdk != .typeScriptServices)
    case .clientType(.typeScript, _): SDKModules.namespaceMember(name, in: "llama-cloud")
    case .type, .clientType, .operation: nil
    }
  }

  /// Returns what a method of a v1 value returns: `items.filter(…)`, `items.at(0)`.
  static func method(_ name: String, of value: V1Value) -> V1Value? {
    guard value == .items else { return nil }
    return if ["at", "find", "findLast", "pop", "shift"].contains(name) {
      .item
    } else if ["filter", "slice", "reverse", "sort", "toSorted", "toReversed", "copy"]
      .contains(name)
    {
      .items
    } else {
      nil
    }
  }

  /// Returns what an element of a v1 value is.
  static func element(of value: V1Value) -> V1Value? {
    switch value {
    case .items: .item
    case .jobList: .job
    default: nil
    }
  }

  /// Returns what a function of v1 returns.
  static func result(of operation: V1Operation, _ sdk: SDK, isAsync: Bool) -> Entity {
    switch operation {
    case .classify, .classifyFiles, .results: .value(.results)
    case .create, .get, .wait: .value(.job)
    case .list: .value(.jobList)
    case .makeClassifier: .classifier(sdk, isAsync: isAsync)
    }
  }

  /// Returns the meaning of a value of a v1 type, or nil if no value of the type has a meaning.
  static func value(of type: V1Type, _ sdk: SDK) -> Entity? {
    switch type {
    case .classifier: .classifier(sdk, isAsync: false)
    case .job: .value(.job)
    case .jobList: .value(.jobList)
    case .results: .value(.results)
    case .item: .value(.item)
    case .classification: .value(.classification)
    case .status: .value(.jobStatus)
    case .rule, .parsingConfiguration, .createParameters, .webhookConfiguration: nil
    case .mode, .language, .resource, .other: nil
    }
  }

  /// Returns the operation that a name has in any place of v1, for a client that is assumed.
  static func assumedMember(_ name: String, isPython: Bool) -> Meaning? {
    let sdk: SDK = isPython ? .python : .typeScript
    if let meaning = clientMember(name, sdk, isAsync: false) { return meaning }
    if distinctive.contains(name) {
      return classifierMember(name, .services, isAsync: false)
        ?? classifierMember(name, .generatedPython, isAsync: false)
    }
    return classifierMember(name, sdk, isAsync: false)
      ?? jobsOperations[name].map { .entity(.operation($0, sdk, isAsync: false)) }
  }

  /// The names of all operations, and of what makes a classifier.
  static let operationNames: Set<String> = Set(classifierOperations.keys)
    .union(jobsOperations.keys).union(generatedOperations.keys).union(servicesOperations.keys)
    .union(["fromApiKey"])

  // MARK: Members

  private static let rawAccessors: Set<String> = ["with_raw_response", "with_streaming_response"]

  private static func clientMember(_ name: String, _ sdk: SDK, isAsync: Bool) -> Meaning? {
    switch name {
    case "classifier": .entity(.classifier(sdk, isAsync: isAsync))
    case "with_options", "copy", "withOptions", "v1": .entity(.client(sdk, isAsync: isAsync))
    case "with_raw_response", "with_streaming_response": .rawAccess
    default: nil
    }
  }

  private static func classifierMember(_ name: String, _ sdk: SDK, isAsync: Bool) -> Meaning? {
    switch sdk {
    case .python, .typeScript, .generatedPython:
      if rawAccessors.contains(name) { return .rawAccess }
      if name == "jobs" { return .entity(.jobs(sdk, isAsync: isAsync)) }
      if let operation = classifierOperations[name] {
        return .entity(.operation(operation, sdk, isAsync: isAsync))
      }
      return generatedOperations[name]
        .map { .entity(.operation($0, .generatedPython, isAsync: isAsync)) }
    case .services:
      if name == "client" { return .entity(.client(.generatedPython, isAsync: true)) }
      return servicesOperations[name].map { operation in
        let isAsync = name.hasPrefix("a") || operation == .wait
        return .entity(.operation(operation, sdk, isAsync: isAsync))
      }
    case .typeScriptServices:
      return name == "classify" ? .entity(.operation(.classifyFiles, sdk, isAsync: true)) : nil
    }
  }

  private static let classifierOperations: [String: V1Operation] = [
    "classify": .classify, "wait_for_completion": .wait, "waitForCompletion": .wait,
  ]

  private static let jobsOperations: [String: V1Operation] = [
    "create": .create, "get": .get, "list": .list, "get_results": .results, "getResults": .results,
    "waitForCompletion": .wait,
  ]

  private static let generatedOperations: [String: V1Operation] = [
    "create_classify_job": .create, "get_classify_job": .get, "list_classify_jobs": .list,
    "get_classification_job_results": .results,
  ]

  private static let servicesOperations: [String: V1Operation] = [
    "aclassify": .classifyFiles, "classify": .classifyFiles,
    "aclassify_file_path": .classifyFiles, "classify_file_path": .classifyFiles,
    "aclassify_file_paths": .classifyFiles, "classify_file_paths": .classifyFiles,
    "aclassify_file_ids": .classify, "classify_file_ids": .classify,
    "acreate_classify_job": .create, "create_classify_job": .create,
    "wait_for_job_completion": .wait, "from_api_key": .makeClassifier,
  ]

  private static let valueMembers: [V1Value: [String: V1Value]] = [
    .job: ["id": .jobID, "status": .jobStatus],
    .jobStatus: ["value": .jobStatus, "name": .jobStatus],
    .results: ["items": .items],
    .item: ["file_id": .fileID, "classify_job_id": .jobID, "result": .classification],
    .jobList: ["items": .jobList],
  ]

  /// Namespaces of TypeScript: `JobGetResultsResponse.Item.Result`.
  private static let nestedTypes: [V1Type: [String: V1Type]] = [
    .results: ["Item": .item], .item: ["Result": .classification],
    .createParameters: ["WebhookConfiguration": .webhookConfiguration],
  ]
}
