// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
public import ClassifyURLSession

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension LlamaCloud {
  /// Makes a client, reading from the environment what is not given.
  ///
  /// The variables are those of ``ServiceConfiguration/Variable``: `LLAMA_CLOUD_API_KEY`,
  /// `LLAMA_CLOUD_BASE_URL` and `LLAMA_CLOUD_CUSTOM_HEADERS`.
  ///
  /// - Parameters:
  ///   - apiKey: The key; `nil` takes the environment's.
  ///   - baseURL: The address, such as ``BaseURL/us`` or ``BaseURL/eu``; a key belongs to one
  ///     region. `nil` takes the environment's, or else that of the United States.
  ///   - organizationID: The organization to work in; `nil` leaves that to the key.
  ///   - projectID: The project to work in; `nil` leaves that to the key.
  ///   - classifier: Which version answers the v1-shaped calls.
  ///   - transport: What carries the requests, such as a `Sandbox`.
  ///   - environment: The variables; `nil` takes the process's own.
  ///   - onTranslation: Called with what was noted when v2 answered a v1-shaped call; it may be
  ///     called from any task.
  /// - Throws: ``ConfigurationError`` if there is no key, or something can't be used.
  public init(
    apiKey: String? = nil, baseURL: BaseURL? = nil, organizationID: String? = nil,
    projectID: String? = nil, classifier: ClassifierService = .v1,
    transport: any HTTPTransport = URLSessionTransport(), environment: [String: String]? = nil,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in }
  ) throws(ConfigurationError) {
    var variables = environment ?? ProcessInfo.processInfo.environment
    if let apiKey {
      do {
        _ = try Secret(apiKey)
      } catch {
        throw ConfigurationError(code: .invalidKey, variable: "apiKey", message: "\(error)")
      }
      variables[ServiceConfiguration.Variable.key.rawValue] = apiKey
    }
    // A base URL of the environment is not looked at when it is not used.
    if baseURL != nil { variables[ServiceConfiguration.Variable.baseURL.rawValue] = nil }
    var configuration = try ServiceConfiguration(environment: variables)
    if let baseURL { configuration.baseURL = baseURL }
    configuration.organizationID = organizationID
    configuration.projectID = projectID
    self.init(
      configuration: configuration, classifier: classifier, transport: transport,
      onTranslation: onTranslation)
  }
}
