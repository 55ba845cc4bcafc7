// SPDX-License-Identifier: Apache-2.0

/// What one call does otherwise than its client's configuration says.
public struct ServiceOptions: Sendable, Hashable {
  /// How long the call may take with all its attempts; nil leaves it to the configuration.
  public var timeout: Duration?
  /// How long one attempt may take; nil leaves it to the configuration.
  public var attemptTimeout: Duration?
  /// How many times the request is sent again at most; nil leaves it to the configuration.
  public var maximumRetries: Int?
  /// Header fields, in the place of all others with the same names.
  public var headerFields: HTTPFields
  /// Query items, in the place of all others with the same names.
  public var queryItems: QueryItems

  /// Makes options.
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
