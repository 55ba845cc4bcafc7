// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
public import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV2

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A LlamaCloud client whose calls are named as in the service's reference.
///
/// ```swift
/// let client = try LlamaCloud()
/// let file = try await client.files.create(file: .url(invoice), purpose: .classify)
/// let job = try await client.classify.run(
///   V2.ClassifyCreateParams(
///     fileInput: file.id,
///     rules: [V2.Rule(type: "invoice", description: "has an invoice number and a total")]))
/// print(job.result.value?.type.value ?? "unmatched")
/// ```
///
/// ### Errors
///
/// Every call throws ``ClassifyError``, or `CancellationError` in a cancelled task. The v1-shaped
/// calls also throw ``TranslationRefusal`` if v2 serves them and can't represent the request.
///
/// ### Copies
///
/// A client is a value. Its copies share the transport and its connections, and the creation rate
/// of job groups.
public struct LlamaCloud: Sendable {
  var service: ServiceClient
  let clock: any Clock<Duration>
  let generator: SharedGenerator
  let classifierService: ClassifierService
  /// The backend for v1-shaped calls that v2 serves; its copies share the creation rate.
  let groups: V2Backend
  let onTranslation: @Sendable (TranslationNotes) -> Void

  /// Creates a client from a configuration.
  ///
  /// - Parameters:
  ///   - configuration: Base URL, credentials, timeouts, and retry policy.
  ///   - classifier: The version that serves the v1-shaped calls.
  ///   - transport: The HTTP transport, or a `Sandbox`; `nil` for a ``PlatformTransport`` with the
  ///     configuration's certificate authorities.
  ///   - onTranslation: Called, from any task, with the notes of v1-shaped calls that v2 served, and
  ///     of v2 jobs that differ from their requests or may run after a cancelled call.
  ///   - clock: The clock for waits and deadlines.
  ///   - now: Returns the current time in milliseconds since 1970.
  ///   - generator: The source of random keys, IDs and jitter.
  public init(
    configuration: ServiceConfiguration, classifier: ClassifierService = .v1,
    transport: (any HTTPTransport)? = nil,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in },
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Int64 = WallClock.milliseconds,
    generator: SharedGenerator = SharedGenerator()
  ) {
    let service = ServiceClient(
      configuration: configuration,
      transport: transport
        ?? PlatformTransport(certificateAuthorities: configuration.certificateAuthorities),
      clock: clock,
      now: { .milliseconds(now()) }, generator: generator)
    self.init(
      service: service, classifier: classifier, onTranslation: onTranslation, clock: clock,
      now: now, generator: generator)
  }

  /// Creates a client that sends its requests through a service client.
  package init(
    service: ServiceClient, classifier: ClassifierService,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void,
    clock: any Clock<Duration> = ContinuousClock(), now: @escaping @Sendable () -> Int64,
    generator: SharedGenerator
  ) {
    self.service = service
    self.clock = clock
    self.generator = generator
    classifierService = classifier
    groups = V2Backend(
      client: service, translator: classifier.translator, options: classifier.options,
      clock: clock, now: now, generator: generator
    )
    self.onTranslation = onTranslation
  }

  /// Base URL, credentials, timeouts, and retry policy.
  public var configuration: ServiceConfiguration { service.configuration }
}

extension LlamaCloud: CustomStringConvertible, CustomReflectable {
  /// The base URL and the version that serves v1-shaped calls; never the key.
  public var description: String {
    "LlamaCloud at \(configuration.baseURL), classifier served by \(classifierService)"
  }

  /// A mirror that shows what the description shows.
  public var customMirror: Mirror {
    Mirror(self, children: ["client": description], displayStyle: .struct)
  }
}

extension LlamaCloud {
  /// Creates a client with defaults from the environment.
  ///
  /// The variables are those of ``ServiceConfiguration/Variable``: `LLAMA_CLOUD_API_KEY`
  /// (or `LLAMA_PARSE_API_KEY`), `LLAMA_CLOUD_BASE_URL`, `LLAMA_CLOUD_CUSTOM_HEADERS` and
  /// `SSL_CERT_FILE`.
  ///
  /// - Parameters:
  ///   - apiKey: The API key; `nil` for the environment's.
  ///   - session: The cookie `session`; `nil` sends none.
  ///   - baseURL: The base URL, such as ``BaseURL/us`` or ``BaseURL/eu``; a key belongs to one
  ///     region. `nil` for the environment's, or ``BaseURL/us`` if it has none.
  ///   - organizationID: The UUID of the organization; `nil` for the key's.
  ///   - projectID: The UUID of the project; `nil` for the key's.
  ///   - classifier: The version that serves the v1-shaped calls.
  ///   - certificateAuthorities: The authorities to trust, such as `.file("private-ca.pem")`; `nil`
  ///     for the environment's, or the system's if it has none.
  ///   - transport: The HTTP transport, or a `Sandbox`, which has its own certificate authorities;
  ///     `nil` for a ``PlatformTransport``.
  ///   - environment: The environment variables; `nil` for those of the process.
  ///   - onTranslation: Called, from any task, with the notes of v1-shaped calls that v2 served, and
  ///     of v2 jobs that differ from their requests or may run after a cancelled call.
  /// - Throws: ``ConfigurationError`` if there is no key, or a value or the file of certificate
  ///   authorities is invalid.
  public init(
    apiKey: String? = nil, session: SessionCookie? = nil, baseURL: BaseURL? = nil,
    organizationID: String? = nil, projectID: String? = nil, classifier: ClassifierService = .v1,
    certificateAuthorities: CertificateAuthorities? = nil,
    transport: (any HTTPTransport)? = nil, environment: [String: String]? = nil,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in }
  ) throws(ConfigurationError) {
    var transport = transport
    var variables = environment ?? ProcessInfo.processInfo.environment
    if let apiKey {
      do {
        _ = try Secret(apiKey)
      } catch {
        throw ConfigurationError(code: .invalidKey, variable: "apiKey", message: "\(error)")
      }
      variables[ServiceConfiguration.Variable.key.rawValue] = apiKey
    }
    // An unused base URL of the environment is not validated.
    if baseURL != nil { variables[ServiceConfiguration.Variable.baseURL.rawValue] = nil }
    var configuration = try ServiceConfiguration(environment: variables)
    if let baseURL { configuration.baseURL = baseURL }
    configuration.session = session
    configuration.organizationID = organizationID
    configuration.projectID = projectID
    if let certificateAuthorities {
      configuration.certificateAuthorities = certificateAuthorities
    }
    if transport == nil {
      let platform = PlatformTransport(
        certificateAuthorities: configuration.certificateAuthorities)
      try platform.validate(
        variable: certificateAuthorities == nil
          ? ServiceConfiguration.Variable.certificateFile.rawValue : "certificateAuthorities")
      transport = platform
    }
    self.init(
      configuration: configuration, classifier: classifier, transport: transport,
      onTranslation: onTranslation)
  }
}

/// The organization and project of a call; `nil` values are the client's.
///
/// Every operation sends them as query parameters.
public struct ProjectScope: Sendable, Hashable {
  /// `organization_id`: the UUID of the organization.
  public var organizationID: String?
  /// `project_id`: the UUID of the project.
  public var projectID: String?

  /// Creates a scope; by default the client's.
  public init(organizationID: String? = nil, projectID: String? = nil) {
    self.organizationID = organizationID
    self.projectID = projectID
  }
}

// MARK: - Calls

extension LlamaCloud {
  /// Returns the service client with the overrides of one call.
  func service(in scope: ProjectScope, _ options: ServiceOptions) -> ServiceClient {
    var service = service
    if let id = scope.organizationID { service.configuration.organizationID = id }
    if let id = scope.projectID { service.configuration.projectID = id }
    service.defaultOptions = options
    return service
  }

  /// Sends a call with its overrides and returns the decoded response.
  func send<Response>(
    _ call: ServiceCall<Response>, in scope: ProjectScope, _ options: ServiceOptions
  ) async throws -> Response {
    try await service(in: scope, options).send(call).value
  }

  /// Returns a list whose pages are fetched on demand by the calls that `page` creates.
  func list<Item: Identifiable>(
    from token: String?, in scope: ProjectScope, _ options: ServiceOptions,
    page: @escaping @Sendable (String?) -> ServiceCall<ListPage<Item>>
  ) -> Paged<Item> {
    let service = service(in: scope, options)
    return Paged(from: token) { try await service.send(page($0)).value.page }
  }
}
