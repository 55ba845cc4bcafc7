// SPDX-License-Identifier: Apache-2.0

/// Base URL, credentials, timeouts, and retry policy.
public struct ServiceConfiguration: Sendable, Hashable {
  /// The version of this package.
  public static let packageVersion = "0.1.0"

  /// The base URL of the service.
  public var baseURL: BaseURL
  /// The API key; `nil` sends no `Authorization` field unless ``headerFields`` contains one.
  public var key: Secret?
  /// The cookie `session`, sent with every request; `nil` sends none.
  public var session: SessionCookie?
  /// Additional header fields for every request; they replace default fields of the same name.
  public var headerFields: HTTPFields = []
  /// The certificate authorities that the default transport trusts; a transport that is passed to
  /// the client has its own.
  public var certificateAuthorities: CertificateAuthorities = .system
  /// The organization ID (default: the key's organization).
  public var organizationID: String?
  /// The project ID (default: the key's project).
  public var projectID: String?
  /// The timeout of one attempt, up to 100 years; `nil` for none.
  public var attemptTimeout: Duration? = .seconds(60)
  /// The timeout of a call, including all attempts and the delays between them, up to 100 years;
  /// `nil` for none.
  public var timeout: Duration? = .seconds(300)
  /// The retry policy.
  public var retryPolicy = RetryPolicy.standard
  /// The maximum size of a response body, in bytes.
  public var maximumResponseBytes = 64 * 1024 * 1024
  /// The value of the `User-Agent` field.
  public var userAgent = "ClassifyBridge-Swift/\(packageVersion)"

  /// Creates a configuration with default timeouts and retry policy.
  public init(baseURL: BaseURL = .us, key: Secret?) {
    self.baseURL = baseURL
    self.key = key
  }

  /// Query items added to every request that does not set them itself.
  var defaultQuery: QueryItems {
    ["project_id": projectID, "organization_id": organizationID]
  }
}

/// Per-call overrides of the client's defaults.
public struct ServiceOptions: Sendable, Hashable {
  /// The timeout of the call, including all attempts; `nil` uses the configuration's.
  public var timeout: Duration?
  /// The timeout of one attempt; `nil` uses the configuration's.
  public var attemptTimeout: Duration?
  /// The maximum number of retries, 0 or more; `nil` uses the configuration's.
  public var maximumRetries: Int?
  /// Additional header fields; they replace all other fields of the same name.
  public var headerFields: HTTPFields
  /// Additional query items; they replace all other items of the same name.
  public var queryItems: QueryItems

  /// Creates options; by default they override nothing.
  public init(
    timeout: Duration? = nil, attemptTimeout: Duration? = nil, maximumRetries: Int? = nil,
    headerFields: HTTPFields = [], queryItems: QueryItems = [:]
  ) {
    self.timeout = timeout
    self.attemptTimeout = attemptTimeout
    self.maximumRetries = maximumRetries
    self.headerFields = headerFields
    self.queryItems = queryItems
  }
}

/// The certificate authorities (CAs) that a transport trusts to sign servers' certificates.
public enum CertificateAuthorities: Sendable, Hashable {
  /// The CAs of the operating system.
  case system
  /// Only the CAs in a file of PEM certificates, given by its path.
  case file(String)
  /// Only these PEM certificates.
  case pem([UInt8])
}
