// SPDX-License-Identifier: Apache-2.0

/// What is asked of a backend: documents, and how to classify them.
///
/// ```swift
/// let request = ClassifyRequest(
///   documents: [.file("dfl-8a1f…")],
///   rules: [Rule(type: "invoice", description: "has an invoice number and a total amount")],
///   parsing: ParsingOptions(pages: .pages(try PageSet(rangeString: "1,3"))))
/// ```
public struct ClassifyRequest: Sendable, Hashable {
  /// How the documents are classified.
  public enum Configuration: Sendable, Hashable {
    /// By what the request says.
    case inline(InlineConfiguration)
    /// By a configuration saved at the service, named by its id (`cfg-<uuid>`). Only v2 has it.
    case saved(String)
  }

  /// The documents: 1 to 500.
  public var documents: [DocumentReference]
  /// How they are classified.
  public var configuration: Configuration
  /// Where events are delivered.
  public var webhooks: [Webhook]
  /// The webhooks saved at the service, named by their ids (`whc-<uuid>`), which only v2 has.
  public var savedWebhookIDs: [String]
  /// What makes it safe to send the request again.
  public var idempotency: Idempotency

  /// What makes it safe to send a request again.
  public enum Idempotency: Sendable, Hashable {
    /// A key made for each request.
    case automatic
    /// The caller's own key, of 1 to 255 characters, for a request of one document. v2 answers a
    /// repeated key with the first job, whatever else the request says.
    case transaction(String)
    /// The id of a group made before, for the same request: what is missing of it is created.
    case group(GroupID)
  }

  /// Makes a request whose rules are in it.
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

  /// Makes a request.
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

  /// The numbers of documents that a request may have.
  public static let documentCounts = 1...500
}

/// Rules, and how documents are read for them.
public struct InlineConfiguration: Sendable, Hashable {
  /// The rules: at least one, of different types.
  public var rules: [Rule]
  /// How documents are classified; `nil` leaves it to the service, which takes
  /// ``ClassifyMode/fast``.
  public var mode: ClassifyMode?
  /// How documents are parsed.
  public var parsing: ParsingOptions

  /// Makes a configuration.
  public init(rules: [Rule], mode: ClassifyMode? = nil, parsing: ParsingOptions = ParsingOptions())
  {
    self.rules = rules
    self.mode = mode
    self.parsing = parsing
  }
}

/// A type of document, and how to tell it from others.
public struct Rule: Sendable, Hashable, Codable {
  /// The type that a matching document is given: 1 to 50 characters, unique in a request.
  public var type: String
  /// What identifies a document of this type, in natural language: 10 to 2,000 characters.
  public var description: String

  /// Makes a rule; its limits are checked when a request is translated.
  public init(type: String, description: String) {
    self.type = type
    self.description = description
  }
}

extension Rule {
  /// The most characters that a type may have.
  ///
  /// Both versions count Unicode scalars.
  public static let maximumTypeLength = 50
  /// The numbers of characters that a description may have.
  ///
  /// Both versions count Unicode scalars.
  public static let descriptionLength = 10...2_000
}

/// How documents are classified.
@nonexhaustive
public enum ClassifyMode: Sendable, Hashable {
  /// By the text of their pages. The default of every version.
  case fast
  /// By images of their pages, at a higher price; not every version has it.
  case multimodal
  /// A mode that this package does not know, as the service wrote it.
  case unrecognized(String)
}

extension ClassifyMode: CustomStringConvertible {
  /// The mode as one word; an unrecognized one as the service wrote it.
  public var description: String {
    switch self {
    case .fast: "fast"
    case .multimodal: "multimodal"
    case .unrecognized(let text): text
    }
  }
}
