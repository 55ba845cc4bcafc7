// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

extension ConnectionOptions {
  private typealias Variable = ServiceConfiguration.Variable

  /// Makes the connection; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - classifier: Which version answers the v1-shaped calls.
  ///   - onTranslation: Called with what was noted when v2 answered one.
  /// - Returns: The connection.
  /// - Throws: ``CommandFailure`` if there is no key, or something can't be used.
  func connect(
    classifier: ClassifierService = .v1,
    onTranslation: @escaping @Sendable (TranslationNotes) -> Void = { _ in }
  ) async throws -> Connection {
    let place = try await place()
    let latestAnswer = LatestAnswer()
    var observers: [any ObservedTransport.Observer] = [latestAnswer]
    if debug {
      let key = place.configuration.key?.revealed() ?? ""
      observers.append(TrafficLog(text: TrafficText(secrets: [key])))
    }
    let transport = ObservedTransport(place.transport, to: observers)
    return Connection(
      client: LlamaCloud(
        configuration: place.configuration, classifier: classifier, transport: transport,
        onTranslation: onTranslation, now: place.chance.now, generator: place.chance.generator),
      service: ServiceClient(
        configuration: place.configuration, transport: transport,
        generator: place.chance.generator),
      latestAnswer: latestAnswer, keySource: keySource, schedule: place.schedule,
      chance: place.chance)
  }

  /// Where requests go.
  private struct Place {
    var configuration: ServiceConfiguration
    let transport: any HTTPTransport
    var schedule = PollingSchedule()
    var chance = Connection.Entropy()
  }

  private func place() async throws -> Place {
    var place: Place
    if sandbox {
      let key = apiKey ?? SampleSandbox.key
      place = Place(
        configuration: try SampleSandbox.configuration(key: key),
        transport: try await SampleSandbox().sandbox,
        schedule: PollingSchedule(
          initialDelay: .milliseconds(20), increment: .zero, maximumDelay: .milliseconds(20)),
        chance: Connection.Entropy(
          now: { Int64(SampleSandbox.beginning) },
          generator: SharedGenerator(SplitMix64(seed: 1))))
    } else {
      place = Place(configuration: try configuration(), transport: URLSessionTransport())
    }
    place.configuration.organizationID = organizationID
    place.configuration.projectID = projectID
    return place
  }

  private func configuration() throws(CommandFailure) -> ServiceConfiguration {
    var variables: [String: String] = [:]
    for variable in Variable.allCases {
      variables[variable.rawValue] = System.environment(variable.rawValue)
    }
    if let apiKey { variables[Variable.key.rawValue] = apiKey }
    if let baseURL { variables[Variable.baseURL.rawValue] = baseURL }
    do {
      return try ServiceConfiguration(environment: variables)
    } catch  where error.code == .missingKey {
      throw CommandFailure(
        """
        there is no key: set \(Variable.key.rawValue) to a key of LlamaCloud, or give it with \
        --api-key; --sandbox needs none
        """)
    } catch {
      throw CommandFailure(error.description)
    }
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
