// SPDX-License-Identifier: Apache-2.0

/// What a backend can do, so that a caller need not try.
public struct BackendCapabilities: Sendable, Hashable {
  /// The version of the API that it speaks.
  public var version: APIVersion
  /// Whether it can stop a job.
  public var canCancel: Bool
  /// Whether it can delete a job.
  public var canDelete: Bool
  /// Whether repeating a request can be made safe by a key.
  public var hasIdempotencyKeys: Bool
  /// Whether it takes a saved configuration in place of rules.
  public var takesSavedConfigurations: Bool
  /// Whether the service itself filters lists; else each page is fetched and filtered here.
  public var filtersOnServer: Bool
  /// Whether it takes documents other than uploaded files.
  public var takesParseJobs: Bool
  /// Whether it takes ``ClassifyMode/multimodal``.
  public var takesMultimodal: Bool

  /// Makes capabilities.
  public init(
    version: APIVersion, canCancel: Bool, canDelete: Bool, hasIdempotencyKeys: Bool,
    takesSavedConfigurations: Bool, filtersOnServer: Bool, takesParseJobs: Bool,
    takesMultimodal: Bool
  ) {
    self.version = version
    self.canCancel = canCancel
    self.canDelete = canDelete
    self.hasIdempotencyKeys = hasIdempotencyKeys
    self.takesSavedConfigurations = takesSavedConfigurations
    self.filtersOnServer = filtersOnServer
    self.takesParseJobs = takesParseJobs
    self.takesMultimodal = takesMultimodal
  }
}
