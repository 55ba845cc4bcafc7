// SPDX-License-Identifier: Apache-2.0

/// Where the service is, who asks, and how patiently.
public struct ServiceConfiguration: Sendable, Hashable {
  /// The version of this package.
  public static let packageVersion = "0.1.0"

  /// The address of the service.
  public var baseURL: BaseURL
  /// The key; nil sends no `Authorization` but what ``headerFields`` have.
  public var key: Secret?
  /// Header fields for every request, in the place of the client's own with the same names.
  public var headerFields: HTTPFields = []
  /// The organization to work in; nil leaves that to the key.
  public var organizationID: String?
  /// The project to work in; nil leaves that to the key.
  public var projectID: String?
  /// How long one attempt may take; nil sets no limit.
  public var attemptTimeout: Duration? = .seconds(60)
  /// How long a call may take with all its attempts and the waits between; nil sets no limit.
  public var timeout: Duration? = .seconds(300)
  /// When a failed request is sent again.
  public var retryPolicy = RetryPolicy.standard
  /// The largest body of an answer that is read, in bytes.
  public var maximumResponseBytes = 64 * 1024 * 1024
  /// The name under which requests are made.
  public var userAgent = "ClassifyBridge-Swift/\(packageVersion)"

  /// Makes a configuration with the defaults for all but the address and the key.
  public init(baseURL: BaseURL = .us, key: Secret?) {
    self.baseURL = baseURL
    self.key = key
  }

  /// The query items that every request gets unless it has its own.
  var defaultQuery: QueryItems {
    ["project_id": projectID, "organization_id": organizationID]
  }
}
