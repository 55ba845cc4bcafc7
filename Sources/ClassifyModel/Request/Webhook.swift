// SPDX-License-Identifier: Apache-2.0

/// A place that the events of a job are delivered to.
///
/// Its headers and its signing secret do not show in descriptions.
public struct Webhook: Sendable, Hashable {
  /// How the data of an event is written.
  @nonexhaustive
  public enum OutputFormat: Sendable, Hashable {
    /// As a text that holds JSON. The service's default.
    case text
    /// As JSON.
    case json
    /// A format that this package does not know.
    case unrecognized(String)
  }

  /// The URL: `http:` or `https:`, and reachable from the service.
  public var url: String
  /// The events that are delivered; `nil` for all.
  public var events: [WebhookEvent]?
  /// HTTP headers that go with each delivery, in order.
  public var headers: [Header]
  /// How the data of an event is written; `nil` leaves it to the service, which takes text.
  public var outputFormat: OutputFormat?
  /// The secret that deliveries are signed with.
  public var signingSecret: String?

  /// A header that goes with each delivery, whose value does not show in descriptions.
  public struct Header: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value, which may be a token.
    public var value: String

    /// Makes a header.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Makes a webhook; its URL is checked when a request is translated.
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

  /// Whether the URL has a scheme that the service delivers to.
  public var hasWebURL: Bool { url.hasPrefix("http:") || url.hasPrefix("https:") }
}

extension Webhook: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The URL's scheme, host and port, without what may be secret.
  ///
  /// Nothing of a URL is shown whose host can't be told for certain.
  public var description: String {
    let parts = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "http:" || parts[0] == "https:", parts[1].isEmpty else {
      return "webhook"
    }
    var host = parts[2].prefix { !"/?#\\".contains($0) }
    if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
    // A password with a slash in it looks like a port.
    if host.last != "]", let colon = host.lastIndex(of: ":"),
      !host[host.index(after: colon)...].allSatisfy(\.isNumber)
    {
      return "webhook"
    }
    return "webhook to \(parts[0])//\(host)"
  }

  /// The same as ``description``.
  public var debugDescription: String { description }

  /// A mirror without children, so that dumping does not show secrets.
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

/// A job event that a webhook can be notified of.
@nonexhaustive
public enum WebhookEvent: Sendable, Hashable {
  /// The job waits to start.
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
  /// An event that this package does not know, as it was written.
  case unrecognized(String)
}

extension WebhookEvent: CustomStringConvertible {
  /// The name of the event, without the prefix that a version gives it.
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
