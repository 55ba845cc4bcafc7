// SPDX-License-Identifier: Apache-2.0

/// What an expression stands for, as far as Classify is concerned.
enum Entity: Sendable, Hashable {
  /// A module or namespace of an SDK: `llama_cloud.types`.
  case module(String, SDK)
  /// A type of v1: the class, not a value of it.
  case type(V1Type, SDK)
  /// The class of a client that has v1: `LlamaCloud`, `AsyncLlamaCloud`.
  case clientType(SDK, isAsync: Bool)
  /// A client: `client`, `self.client`.
  case client(SDK, isAsync: Bool)
  /// `client.classifier`; for ``SDK/services`` a `ClassifyClient`.
  case classifier(SDK, isAsync: Bool)
  /// `client.classifier.jobs`.
  case jobs(SDK, isAsync: Bool)
  /// A function of v1, not called yet.
  case operation(V1Operation, SDK, isAsync: Bool)
  /// A value that v1 returned, or a part of one.
  case value(V1Value)
}

/// The SDKs that call v1.
enum SDK: String, Sendable, Hashable, CaseIterable {
  /// `llama-cloud` 1.0 to 2.15 for Python.
  case python
  /// `llama-cloud` 0.1, generated: `client.classifier.create_classify_job`.
  case generatedPython
  /// `llama-cloud-services` and its alias `llama_index…`: `ClassifyClient`, `LlamaClassify`.
  case services
  /// `@llamaindex/llama-cloud` up to 2.15 for TypeScript; also `llama-cloud`.
  case typeScript
  /// `llama-cloud-services` for TypeScript: `new LlamaClassify(…)`.
  case typeScriptServices

  /// Whether later releases of it have v2, so that its calls can be rewritten in place.
  var isOfficial: Bool { self == .python || self == .typeScript }
}

/// The functions of v1 in all SDKs.
enum V1Operation: String, Sendable, Hashable, CaseIterable {
  /// Create, wait, results, by file IDs: `classifier.classify`, `aclassify_file_ids`.
  case classify
  /// The same by paths or contents: `aclassify`, `classify_file_path(s)`.
  case classifyFiles
  case create
  case get
  case list
  case results
  case wait
  /// `LlamaClassify(…)`, `ClassifyClient(…)`, `.from_api_key(…)`.
  case makeClassifier
}

/// The types of v1 that code names.
enum V1Type: String, Sendable, Hashable, CaseIterable {
  case rule, parsingConfiguration, createParameters, webhookConfiguration
  case job, jobList, results, item, classification
  case mode, status, language
  /// `ClassifyClient`, `LlamaClassify`.
  case classifier
  /// `ClassifierResource`, `JobsResource`.
  case resource
  /// A type without a counterpart in v2.
  case other
}

/// The values that v1 returns, and their parts.
enum V1Value: String, Sendable, Hashable, CaseIterable {
  case job, jobID, jobStatus
  /// The page of results: `JobGetResultsResponse`.
  case results
  /// `results.items`.
  case items
  /// One of the items.
  case item
  /// `item.file_id`.
  case fileID
  /// `item.result`.
  case classification
  /// A page or iterator of jobs.
  case jobList
  /// Another member, which both versions have.
  case plain
}

/// How sure it is that an expression is what it seems to be.
enum Certainty: Int, Sendable, Hashable, Comparable {
  /// It looks like v1, and nothing says where it comes from.
  case probable
  /// Its name leads to an SDK, or `--assume-client` names it.
  case proved

  static func < (first: Certainty, second: Certainty) -> Bool { first.rawValue < second.rawValue }
}

/// An entity and the way to it.
struct Origin: Sendable, Hashable {
  var entity: Entity
  var certainty: Certainty
  /// The steps from the SDK to here: import, constructor, alias, factory, annotation, attribute.
  var proof: [ProofStep]
}

/// One step of a proof, such as `LlamaCloud is imported from llama_cloud (app/clients.py:3)`.
public struct ProofStep: Sendable, Hashable {
  /// A sentence, such as `client is a LlamaCloud`.
  public let text: String
  /// The file of the step.
  public let path: FilePath
  /// The place of the step.
  public let location: SourceLocation

  /// The text of a step that the caller assumes; see ``MigrationOptions/assumedClients``.
  static func assumption(of name: String) -> String { "--assume-client \(name)" }

  /// Creates a step.
  init(_ text: String, path: FilePath, location: SourceLocation) {
    self.text = text
    self.path = path
    self.location = location
  }
}
