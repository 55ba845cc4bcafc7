// SPDX-License-Identifier: Apache-2.0

/// The modules of the SDKs and what they export.
enum SDKModules {
  /// Returns what a module or one of its names is; nil if the module belongs to no SDK.
  ///
  /// - Parameters:
  ///   - name: A name of the module; nil for the module itself.
  ///   - module: The module as imported: `llama_cloud.types`, `@llamaindex/llama-cloud`.
  ///   - isPython: Whether the importing file is Python.
  /// - Returns: ``Meaning/other`` for a name that has nothing to do with v1.
  static func meaning(of name: String?, in module: String, isPython: Bool) -> Meaning? {
    guard let sdk = sdk(of: module, isPython: isPython) else { return nil }
    guard let name, name != "*" else { return .entity(.module(module, sdk)) }
    let meaning: Meaning? =
      switch sdk {
      case .python: python(name, in: module)
      case .services: services(name, in: module)
      case .typeScript: typeScript(name, in: module)
      case .typeScriptServices:
        name == "LlamaClassify"
          ? .entity(.type(.classifier, sdk)) : generatedTypes[name].map { .entity(.type($0, sdk)) }
      case .generatedPython: nil
      }
    return meaning ?? .other
  }

  /// Returns the SDK of a module, or nil.
  static func sdk(of module: String, isPython: Bool) -> SDK? {
    if isPython {
      switch module.prefix(while: { $0 != "." }) {
      case "llama_cloud": return .python
      case "llama_cloud_services": return .services
      default: return nil
      }
    }
    for (package, sdk) in scriptPackages
    where module == package || module.hasPrefix("\(package)/") {
      return sdk
    }
    return nil
  }

  /// The names of all types of v1.
  static let typeNames: Set<String> = Set(modernTypes.keys).union(generatedTypes.keys)
    .union(scriptTypes.keys)
    .union(["ClassifyClient", "LlamaClassify", "ClassifyJobResultsWithFiles"])

  // MARK: Python

  private static func python(_ name: String, in module: String) -> Meaning? {
    let submodule = "\(module).\(name)"
    if pythonModules.contains(submodule) { return .entity(.module(submodule, .python)) }
    if module.hasPrefix("llama_cloud.types.classifier") {
      // `llama_cloud.types.classifier_rule` is a module of the generated SDK.
      let isModern =
        module == "llama_cloud.types.classifier"
        || module.hasPrefix("llama_cloud.types.classifier.")
      if isModern { return .entity(.type(modernTypes[name] ?? .other, .python)) }
    }
    if module.hasPrefix("llama_cloud.resources.classifier") { return resource(name) }
    if let isAsync = clientNames[name] {
      return .entity(.clientType(.python, isAsync: isAsync))
    }
    if name == "types" || name == "resources" { return .entity(.module(submodule, .python)) }
    return generatedTypes[name].map { .entity(.type($0, .generatedPython)) }
  }

  private static let clientNames = [
    "LlamaCloud": false, "Client": false, "AsyncLlamaCloud": true, "AsyncClient": true,
  ]

  private static let pythonModules: Set<String> = [
    "llama_cloud.types.classifier", "llama_cloud.resources.classifier",
    "llama_cloud.types.classifier.job_create_params",
    "llama_cloud.types.classifier.job_get_results_response",
  ]

  private static let modernTypes: [String: V1Type] = [
    "ClassifierRule": .rule, "ClassifierRuleParam": .rule,
    "ClassifyParsingConfiguration": .parsingConfiguration,
    "ClassifyParsingConfigurationParam": .parsingConfiguration,
    "JobCreateParams": .createParameters, "WebhookConfiguration": .webhookConfiguration,
    "ClassifyJob": .job, "JobGetResultsResponse": .results, "Item": .item,
    "ItemResult": .classification,
  ]

  /// The types of `llama_cloud` 0.1, exported by `llama_cloud` and `llama_cloud.types`.
  private static let generatedTypes: [String: V1Type] = [
    "ClassifierRule": .rule, "ClassifyParsingConfiguration": .parsingConfiguration,
    "ClassifyJob": .job, "ClassifyJobResults": .results, "FileClassification": .item,
    "ClassificationResult": .classification, "PaginatedResponseClassifyJob": .jobList,
    "ClassifyMode": .mode, "StatusEnum": .status, "ParserLanguages": .language,
  ]

  private static func resource(_ name: String) -> Meaning? {
    let isAsync = name.hasPrefix("Async")
    return switch isAsync ? String(name.dropFirst("Async".count)) : name {
    case "ClassifierResource": .resourceType(.classifier(.python, isAsync: isAsync))
    case "JobsResource": .resourceType(.jobs(.python, isAsync: isAsync))
    case "ClassifierClient": .resourceType(.classifier(.generatedPython, isAsync: isAsync))
    default: .entity(.type(.resource, .python))
    }
  }

  private static func services(_ name: String, in module: String) -> Meaning? {
    switch name {
    case "ClassifyClient", "LlamaClassify": .entity(.type(.classifier, .services))
    case "ClassifyJobResultsWithFiles": .entity(.type(.results, .services))
    case "FileClassificationWithFile": .entity(.type(.item, .services))
    case "beta", "classifier": .entity(.module("\(module).\(name)", .services))
    default:
      module.hasPrefix("llama_cloud_services.beta.classifier")
        ? .entity(.type(.other, .services)) : nil
    }
  }

  // MARK: TypeScript

  private static let scriptPackages: [(String, SDK)] = [
    ("@llamaindex/llama-cloud", .typeScript), ("llama-cloud-services", .typeScriptServices),
    ("llama-cloud", .typeScript),
  ]

  private static func typeScript(_ name: String, in module: String) -> Meaning? {
    if module.contains("/resources/classifier") { return scriptType(name) }
    switch name {
    case "default", "LlamaCloud": return .entity(.clientType(.typeScript, isAsync: true))
    case "Classifier" where module.hasSuffix("/resources"):
      return .entity(.module("\(module)/classifier", .typeScript))
    default:
      guard module.contains("/resources") else { return nil }
      return scriptTypes[name].map { .entity(.type($0, .typeScript)) }
    }
  }

  /// Returns what a name of the namespace `LlamaCloud`, or of one inside it, is.
  static func namespaceMember(_ name: String, in module: String) -> Meaning? {
    if module.hasSuffix("/classifier") { return scriptType(name) }
    return name == "Classifier" ? .entity(.module("\(module)/classifier", .typeScript)) : nil
  }

  private static func scriptType(_ name: String) -> Meaning? {
    switch name {
    case "Classifier", "default": .resourceType(.classifier(.typeScript, isAsync: true))
    case "Jobs": .resourceType(.jobs(.typeScript, isAsync: true))
    default: .entity(.type(scriptTypes[name] ?? .other, .typeScript))
    }
  }

  private static let scriptTypes: [String: V1Type] = [
    "ClassifierRule": .rule, "ClassifyParsingConfiguration": .parsingConfiguration,
    "JobCreateParams": .createParameters, "ClassifyJob": .job, "JobGetResultsResponse": .results,
    "ClassifyJobsPaginatedCursor": .jobList,
  ]
}
