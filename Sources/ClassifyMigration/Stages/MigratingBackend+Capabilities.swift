// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

extension MigratingBackend {
  /// The operations and inputs that the stage supports.
  ///
  /// They are those of the version that answers, except that lists count as filtered by the service
  /// only if both versions do it. In a canary, an input is supported if either version supports it,
  /// and an operation or key if both do: see ``capabilities(of:)`` and ``capabilities(for:)``.
  public var capabilities: BackendCapabilities {
    let settings = control.settings
    var result = backend(settings.isKilled ? .v1 : settings.stage.leadingVersion).capabilities
    let (v1, v2) = (v1.capabilities, v2.capabilities)
    result.filtersOnServer = v1.filtersOnServer && v2.filtersOnServer
    guard case .canary = settings.stage, !settings.isKilled else { return result }
    result.canCancel = v1.canCancel && v2.canCancel
    result.canDelete = v1.canDelete && v2.canDelete
    result.supportsIdempotencyKeys = v1.supportsIdempotencyKeys && v2.supportsIdempotencyKeys
    result.addInputs(of: v1)
    result.addInputs(of: v2)
    return result
  }

  /// Returns the capabilities of the version that a job belongs to.
  public func capabilities(of id: JobID) -> BackendCapabilities {
    backend(id.version).capabilities(of: id)
  }

  /// Returns the capabilities of the version that a request would be sent to in this stage.
  ///
  /// In a canary, an input is supported if either version supports it.
  public func capabilities(for request: ClassifyRequest) -> BackendCapabilities {
    let settings = control.settings
    let version = version(for: request, in: settings)
    var result = backend(version).capabilities(for: request)
    if reroutes(request, in: settings) {
      result.addInputs(of: backend(version.other).capabilities(for: request))
    }
    return result
  }
}

extension BackendCapabilities {
  /// Adds what a request can contain for another backend, which is refused before it is sent.
  fileprivate mutating func addInputs(of other: BackendCapabilities) {
    supportsSavedConfigurations = supportsSavedConfigurations || other.supportsSavedConfigurations
    supportsParseJobs = supportsParseJobs || other.supportsParseJobs
    supportsMultimodal = supportsMultimodal || other.supportsMultimodal
  }
}
