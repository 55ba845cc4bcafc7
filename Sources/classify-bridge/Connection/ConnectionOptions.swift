// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The credentials, base URL and scope of commands that call the service.
struct ConnectionOptions: ParsableArguments {
  @Option(
    name: .customLong("api-key"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      LlamaCloud API key, visible to other users of this machine (default: the variable \
      LLAMA_CLOUD_API_KEY, or LLAMA_PARSE_API_KEY, which are not)
      """, valueName: "key"))
  var apiKey: String?

  @Option(
    name: .customLong("base-url"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      Base URL of the service, such as https://api.cloud.eu.llamaindex.ai (default: \
      LLAMA_CLOUD_BASE_URL)
      """, valueName: "url"))
  var baseURL: String?

  @Option(
    name: .customLong("organization-id"), parsing: .unconditional,
    help: ArgumentHelp("Organization ID (default: the key's organization)", valueName: "uuid"))
  var organizationID: String?

  @Option(
    name: .customLong("project-id"), parsing: .unconditional,
    help: ArgumentHelp("Project ID (default: the key's project)", valueName: "uuid"))
  var projectID: String?

  @Option(
    name: .customLong("ca-file"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      PEM file with the certificate authorities to trust instead of the system's, on Linux; it is \
      read even if the base URL is http (default: SSL_CERT_FILE)
      """, valueName: "file"), completion: .file())
  var caFile: String?

  @Flag(help: "Use a new in-memory LlamaCloud with sample data; needs no API key")
  var sandbox = false

  @Flag(help: "Log requests and responses to stderr, with secrets redacted")
  var debug = false

  func validate() throws {
    if let baseURL {
      do {
        _ = try BaseURL(baseURL)
      } catch {
        throw ValidationError("--base-url: \(error)")
      }
    }
    if let apiKey {
      do {
        _ = try Secret(apiKey)
      } catch {
        throw ValidationError("--api-key: \(error)")
      }
    }
    if caFile?.isEmpty == true { throw ValidationError("--ca-file: The path is empty.") }
    if sandbox, caFile != nil {
      throw ValidationError(
        "--sandbox works in memory and --ca-file on a connection: give one of them.")
    }
    if sandbox, baseURL != nil {
      throw ValidationError(
        "--sandbox works in memory and --base-url on a server: give one of them.")
    }
  }
}

extension ConnectionOptions {
  private typealias Variable = ServiceConfiguration.Variable

  /// Creates the connection without sending anything.
  ///
  /// - Parameters:
  ///   - classifier: The service that serves v1 calls.
  ///   - translator: The translator of requests that are not v1 calls.
  ///   - notes: Gets the notes of each v1 call that v2 serves, and of each created job.
  /// - Returns: The connection.
  /// - Throws: ``CommandFailure`` if there is no key, or an environment variable is invalid.
  func connect(
    classifier: ClassifierService = .v1, translator: V2Translator = V2Translator(dialect: .current),
    notes: NoteLog = NoteLog()
  ) async throws -> Connection {
    let endpoint = try await endpoint()
    Console.protect(endpoint.configuration.redactor)
    let latestResponse = LatestResponse()
    var observers: [any ObservedTransport.Observer] = [latestResponse]
    if debug { observers.append(TrafficLog()) }
    let creations = CreationLog()
    let transport = CreationTransport(
      transport: ObservedTransport(endpoint.transport, to: observers), log: creations)
    let entropy = endpoint.entropy
    var service = ServiceClient(
      configuration: endpoint.configuration, transport: transport,
      now: { .milliseconds(entropy.now()) }, generator: entropy.generator)
    if !debug, Terminal.at(.standardError).isInteractive {
      service.onRetry = { RetryNotice.writeMessage($0) }
    }
    return Connection(
      client: LlamaCloud(
        service: service, classifier: classifier,
        onTranslation: { if !PolledNotes.areDropped { notes.add($0) } },
        now: entropy.now, generator: entropy.generator
      ),
      service: service,
      latestResponse: latestResponse, creations: creations, notes: notes, translator: translator,
      keySource: keySource, schedule: endpoint.schedule, entropy: entropy)
  }

  /// The destination of requests.
  private struct Endpoint {
    var configuration: ServiceConfiguration
    let transport: any HTTPTransport
    var schedule = PollingSchedule()
    var entropy = Connection.Entropy()
  }

  private func endpoint() async throws -> Endpoint {
    var endpoint: Endpoint
    if sandbox {
      let key = apiKey ?? SampleSandbox.key
      endpoint = Endpoint(
        configuration: try SampleSandbox.configuration(key: key),
        transport: try await SampleSandbox().sandbox,
        schedule: PollingSchedule(
          initialDelay: .milliseconds(20), increment: .zero, maximumDelay: .milliseconds(20)),
        entropy: Connection.Entropy(
          now: { Int64(SampleSandbox.beginning) },
          generator: SharedGenerator(SplitMix64(seed: 1))))
    } else {
      let configuration = try configuration()
      endpoint = Endpoint(
        configuration: configuration, transport: try transport(for: configuration))
    }
    endpoint.configuration.organizationID = organizationID
    endpoint.configuration.projectID = projectID
    return endpoint
  }

  private func configuration() throws(CommandFailure) -> ServiceConfiguration {
    var variables = ProcessInfo.processInfo.environment
    if let apiKey { variables[Variable.key.rawValue] = apiKey }
    if let baseURL { variables[Variable.baseURL.rawValue] = baseURL }
    do {
      var configuration = try ServiceConfiguration(environment: variables)
      if let caFile { configuration.certificateAuthorities = .file(caFile) }
      return configuration
    } catch  where error.code == .missingKey {
      throw CommandFailure(
        """
        there is no key: set \(Variable.key.rawValue) to a LlamaCloud API key, or give it with \
        --api-key; --sandbox needs none
        """)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  private func transport(
    for configuration: ServiceConfiguration
  ) throws(CommandFailure) -> PlatformTransport {
    let transport = PlatformTransport(
      certificateAuthorities: configuration.certificateAuthorities)
    do {
      try transport.validate(
        variable: caFile == nil ? Variable.certificateFile.rawValue : "--ca-file")
    } catch {
      throw CommandFailure(error.description)
    }
    return transport
  }

  private var keySource: String {
    if apiKey != nil { return "--api-key" }
    let isParseKey =
      System.environment(Variable.key.rawValue) == nil
      && System.environment(Variable.parseKey.rawValue) != nil
    return (isParseKey ? Variable.parseKey : .key).rawValue
  }
}
#endif
