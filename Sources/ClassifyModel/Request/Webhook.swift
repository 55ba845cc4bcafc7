// SPDX-License-Identifier: Apache-2.0

/// A URL that receives the events of a job.
///
/// Descriptions omit its headers and its signing secret.
public struct Webhook: Sendable, Hashable {
  /// The encoding of event data.
  @nonexhaustive
  public enum OutputFormat: Sendable, Hashable {
    /// A string that contains JSON; the service's default.
    case text
    /// JSON.
    case json
    /// A format unknown to this package, as it was written.
    case unrecognized(String)
  }

  /// The URL, which must be `http:` or `https:` and reachable from the service.
  public var url: String
  /// The events to deliver; `nil` for all.
  public var events: [WebhookEvent]?
  /// The HTTP headers to send with each delivery, in order.
  public var headers: [Header]
  /// The encoding of event data; `nil` for the service's default, text.
  public var outputFormat: OutputFormat?
  /// The secret that signs deliveries.
  public var signingSecret: String?

  /// An HTTP header to send with each delivery; descriptions redact its value.
  public struct Header: Sendable, Hashable {
    /// The name of the header.
    public var name: String
    /// The value of the header, which can be a secret.
    public var value: String

    /// Creates a header.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Creates a webhook; its URL is checked when a request is translated.
  public init(
    url: String, events: [WebhookEvent]? = nil, headers: [Header] = [],
    outputFormat: OutputFormat? = nil, signingSecret: String? = nil
  ) {
    self.url = url
    self.events = events
    self.headers = headers
    self.outputFormat = outputFormat
    self.signingSecret = signingSecret
  }

  /// Whether the URL has the scheme `http:` or `https:`.
  public var hasWebURL: Bool { url.hasPrefix("http:") || url.hasPrefix("https:") }
}

extension Webhook: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The URL's scheme, host and port, without parts that can be secret.
  ///
  /// If the host can't be determined reliably, no part of the URL is included.
  public var description: String {
    Redaction.origin(of: url).map { "webhook to \($0)" } ?? "webhook"
  }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror without children, so that `dump` does not reveal secrets.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Webhook.Header: CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The name, with the value redacted.
  public var description: String { "\(name): \(Redaction.placeholder)" }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror without the value.
  public var customMirror: Mirror { Mirror(self, children: ["name": name]) }
}

/// A job event that a webhook can receive.
@nonexhaustive
public enum WebhookEvent: Sendable, Hashable {
  /// The job is waiting to start.
  case pending
  /// The job has started.
  case running
  /// Every document has a result.
  case success
  /// Some documents have a result.
  case partialSuccess
  /// No document has a result.
  case error
  /// The job was cancelled.
  case cancelled
  /// An event unknown to this package, as it was written.
  case unrecognized(String)
}

extension WebhookEvent: CustomStringConvertible {
  /// The name of the event, without a version's prefix.
  public var description: String {
    switch self {
    case .pending: "pending"
    case .running: "running"
    case .success: "success"
    case .partialSuccess: "partial_success"
    case .error: "error"
    case .cancelled: "cancelled"
    case .unrecognized(let text): text
    }
  }
}
