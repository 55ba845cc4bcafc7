// SPDX-License-Identifier: Apache-2.0

/// Where v2 declares what v1's types describe.
struct TypeTable: Sendable {
  /// A type of v2.
  struct Counterpart: Sendable, Hashable {
    var module: String
    /// The name that is imported.
    var name: String
    /// The members after the imported name: `.Rule`.
    var suffix = ""

    /// How code names the type.
    var usage: String { name + suffix }
  }

  /// Returns the counterpart of a type that a Python module of v1 exports.
  static func python(_ name: String) -> Counterpart? { pythonTypes[name] }

  /// Returns the counterpart of a type of TypeScript's `LlamaCloud.Classifier`.
  static func typeScript(_ name: String) -> Counterpart? { typeScriptTypes[name] }

  /// Whether the shim has a type of v1.
  static func isGenerated(_ name: String, _ kind: FileDraft.Shim.Kind) -> Bool {
    switch kind {
    case .python:
      [
        "ClassifyJob", "JobGetResultsResponse", "Item", "ClassifyParsingConfiguration",
        "ClassifyParsingConfigurationParam",
      ].contains(name)
    case .typeScript:
      ["ClassifyJob", "JobGetResultsResponse", "JobCreateParams", "ClassifyParsingConfiguration"]
        .contains(name)
    case .javaScript, .commonJS: false
    }
  }

  private static let pythonTypes: [String: Counterpart] = {
    let types = "llama_cloud.types"
    let models = "llama_cloud.types.classify_configuration"
    let parameters = "llama_cloud.types.classify_configuration_param"
    return [
      "ClassifierRule": Counterpart(module: models, name: "Rule"),
      "ClassifierRuleParam": Counterpart(module: parameters, name: "Rule"),
      "ClassifyParsingConfiguration": Counterpart(module: models, name: "ParsingConfiguration"),
      "ClassifyParsingConfigurationParam": Counterpart(
        module: parameters, name: "ParsingConfiguration"),
      "ClassifyJob": Counterpart(module: types, name: "ClassifyGetResponse"),
      "JobGetResultsResponse": Counterpart(module: types, name: "ClassifyGetResponse"),
      "Item": Counterpart(module: types, name: "ClassifyGetResponse"),
      "ItemResult": Counterpart(module: types, name: "ClassifyResult"),
      "JobCreateParams": Counterpart(module: types, name: "ClassifyCreateParams"),
      "JobGetParams": Counterpart(module: types, name: "ClassifyGetParams"),
      "JobGetResultsParams": Counterpart(module: types, name: "ClassifyGetParams"),
      "JobListParams": Counterpart(module: types, name: "ClassifyListParams"),
      "WebhookConfiguration": Counterpart(
        module: "llama_cloud.types.classify_create_params", name: "WebhookConfiguration"),
    ]
  }()

  private static let typeScriptTypes: [String: Counterpart] = {
    let module = "resources/classify"
    let configuration = "ClassifyConfiguration"
    return [
      "ClassifierRule": Counterpart(module: module, name: configuration, suffix: ".Rule"),
      "ClassifyParsingConfiguration": Counterpart(
        module: module, name: configuration, suffix: ".ParsingConfiguration"),
      "ClassifyJob": Counterpart(module: module, name: "ClassifyGetResponse"),
      "JobGetResultsResponse": Counterpart(module: module, name: "ClassifyGetResponse"),
      "JobGetResultsResponse.Item": Counterpart(module: module, name: "ClassifyGetResponse"),
      "JobGetResultsResponse.Item.Result": Counterpart(module: module, name: "ClassifyResult"),
      "JobCreateParams": Counterpart(module: module, name: "ClassifyCreateParams"),
      "JobCreateParams.WebhookConfiguration": Counterpart(
        module: module, name: "ClassifyCreateParams", suffix: ".WebhookConfiguration"),
      "JobGetParams": Counterpart(module: module, name: "ClassifyGetParams"),
      "JobGetResultsParams": Counterpart(module: module, name: "ClassifyGetParams"),
      "JobListParams": Counterpart(module: module, name: "ClassifyListParams"),
    ]
  }()
}
