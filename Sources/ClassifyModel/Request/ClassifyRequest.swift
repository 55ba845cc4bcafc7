// SPDX-License-Identifier: Apache-2.0

/// A request to classify documents.
///
/// ```swift
/// let request = ClassifyRequest(
///   documents: [.file("dfl-8a1f…")],
///   rules: [Rule(type: "invoice", description: "has an invoice number and a total amount")],
///   parsing: ParsingOptions(pages: .pages(try PageSet(rangeString: "1,3"))))
/// ```
public struct ClassifyRequest: Sendable, Hashable {
  /// The classification settings, inline or saved.
  public enum Configuration: Sendable, Hashable {
    /// Settings in the request.
    case inline(InlineConfiguration)
    /// A configuration saved in the service, by its ID (`cfg-<uuid>`); v2 only.
    case saved(String)
  }

  /// The documents, 1 to 500.
  public var documents: [DocumentReference]
  /// The classification settings.
  public var configuration: Configuration
  /// The webhooks that receive the events of the job.
  public var webhooks: [Webhook]
  /// The IDs of up to 4 webhooks saved in the service (`whc-<uuid>`); v2 only.
  public var savedWebhookIDs: [String]
  /// The idempotency key of the request.
  public var idempotency: Idempotency

  /// The idempotency key that makes a request safe to retry.
  public enum Idempotency: Sendable, Hashable {
    /// A new key for each request.
    case automatic
    /// The caller's own key, 1 to 255 characters, for a request with one document. v2 returns the
    /// first job for a repeated key, whatever else the request contains.
    case transaction(String)
    /// The ID of a group that was created for the same request; missing members are created.
    case group(GroupID)
  }

  /// Creates a request with inline rules.
  public init(
    documents: [DocumentReference], rules: [Rule], mode: ClassifyMode? = nil,
    parsing: ParsingOptions = ParsingOptions(), webhooks: [Webhook] = [],
    savedWebhookIDs: [String] = [], idempotency: Idempotency = .automatic
  ) {
    self.init(
      documents: documents,
      configuration: .inline(InlineConfiguration(rules: rules, mode: mode, parsing: parsing)),
      webhooks: webhooks, savedWebhookIDs: savedWebhookIDs, idempotency: idempotency)
  }

  /// Creates a request with an inline or a saved configuration.
  public init(
    documents: [DocumentReference], configuration: Configuration, webhooks: [Webhook] = [],
    savedWebhookIDs: [String] = [], idempotency: Idempotency = .automatic
  ) {
    self.documents = documents
    self.configuration = configuration
    self.webhooks = webhooks
    self.savedWebhookIDs = savedWebhookIDs
    self.idempotency = idempotency
  }

  /// The allowed numbers of documents in a request.
  public static let documentCounts = 1...500
  /// The maximum number of saved webhooks in a request.
  public static let maximumSavedWebhookCount = 4
  /// The allowed lengths of an idempotency key, in Unicode scalars.
  public static let keyLengths = 1...255
}

/// Rules, the classification mode, and parsing options.
public struct InlineConfiguration: Sendable, Hashable {
  /// The rules: at least one, with unique types.
  public var rules: [Rule]
  /// The classification mode; `nil` for the service's default, ``ClassifyMode/fast``.
  public var mode: ClassifyMode?
  /// The parsing options.
  public var parsing: ParsingOptions

  /// Creates a configuration; its limits are checked when a request is translated.
  public init(rules: [Rule], mode: ClassifyMode? = nil, parsing: ParsingOptions = ParsingOptions())
  {
    self.rules = rules
    self.mode = mode
    self.parsing = parsing
  }
}

/// A document type and the description that identifies it.
public struct Rule: Sendable, Hashable, Codable {
  /// The type to assign to a matching document: 1 to 50 characters, unique within a request.
  public var type: String
  /// The natural-language description of documents of this type: 10 to 2,000 characters.
  public var description: String

  /// Creates a rule; its limits are checked when a request is translated.
  public init(type: String, description: String) {
    self.type = type
    self.description = description
  }
}

extension Rule {
  /// The maximum length of a type, in Unicode scalars, as both versions count.
  public static let maximumTypeLength = 50
  /// The allowed lengths of a description, in Unicode scalars, as both versions count.
  public static let descriptionLength = 10...2_000
}

/// The classification mode.
@nonexhaustive
public enum ClassifyMode: Sendable, Hashable {
  /// Classification by the text of the pages; the default of both versions.
  case fast
  /// Classification by images of the pages, at a higher price; not available in every version.
  case multimodal
  /// A mode unknown to this package, as the service wrote it.
  case unrecognized(String)
}

extension ClassifyMode: CustomStringConvertible {
  /// The name of the mode; an unrecognized mode as the service wrote it.
  public var description: String {
    switch self {
    case .fast: "fast"
    case .multimodal: "multimodal"
    case .unrecognized(let text): text
    }
  }
}
