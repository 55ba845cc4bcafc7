// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import ClassifyGateway

/// A setting of the gateway; the raw value is the name of its option.
enum GatewaySetting: String, CaseIterable {
  case listen
  case adminListen = "admin-listen"
  case upstream
  case allowHTTPUpstream = "allow-http-upstream"
  case caFile = "ca-file"
  case policy
  case dialect
  case languages
  case fileIdentifiers = "file-identifiers"
  case readsV1Jobs = "reads-v1-jobs"
  case stage
  case percent
  case stageFile = "stage-file"
  case shadowSample = "shadow-sample"
  case shadowQueue = "shadow-queue"
  case shadowWorkers = "shadow-workers"
  case shadowBudget = "shadow-budget"
  case shadowResults = "shadow-results"
  case deprecation
  case sunset
  case maxBody = "max-body"
  case maxHeaders = "max-headers"
  case maxConnections = "max-connections"
  case maxRequests = "max-requests"
  case maxUpstreamConnections = "max-upstream-connections"
  case requestTimeout = "request-timeout"
  case idleTimeout = "idle-timeout"
  case shutdownTimeout = "shutdown-timeout"
  case log
  case debugUnknown = "debug-unknown"

  /// How the names of all environment variables begin.
  static let variablePrefix = "CLASSIFY_BRIDGE_GATEWAY_"

  /// The option.
  var option: String { "--\(rawValue)" }

  /// The environment variable, such as `CLASSIFY_BRIDGE_GATEWAY_MAX_BODY`.
  var variable: String {
    Self.variablePrefix + rawValue.uppercased().replacing("-", with: "_")
  }
}

extension GatewaySetting {
  /// Parses the text of the setting and stores its value.
  ///
  /// - Throws: An error whose description says what to write instead.
  func apply(_ text: String, to plan: inout GatewayPlan) throws {
    switch self {
    case .listen: plan.configuration.address = try ListenAddress(text)
    case .adminListen: plan.configuration.operationsAddress = try ListenAddress(text)
    case .upstream: plan.configuration.upstream = try SettingText.upstream(text)
    case .allowHTTPUpstream: plan.allowsHTTPUpstream = try SettingText.flag(text)
    case .caFile: plan.configuration.certificateAuthorities = .file(try SettingText.path(text))
    case .policy: plan.configuration.translator.policy = try SettingText.word(text)
    case .dialect: plan.configuration.translator.dialect = try SettingText.word(text)
    case .languages: plan.configuration.translator.languages = try SettingText.word(text)
    case .fileIdentifiers:
      plan.configuration.translator.fileIdentifiers = try SettingText.word(text)
    case .readsV1Jobs:
      let answer: SettingText.Answer = try SettingText.word(text)
      plan.configuration.readsV1Jobs = answer == .yes
    case .stage: plan.stage = try StageText(text)
    case .percent: plan.share = try SettingText.share(text)
    case .stageFile: plan.stageFile = try SettingText.path(text)
    case .shadowSample: plan.migration.sampling = try SettingText.share(text)
    case .shadowQueue:
      plan.migration.mirror.queueCapacity = try SettingText.count(
        text, in: MirrorOptions.queueCapacities)
    case .shadowWorkers:
      plan.migration.mirror.workers = try SettingText.count(text, in: MirrorOptions.workerCounts)
    case .shadowBudget:
      plan.migration.mirror.documentBudget = try SettingText.count(text, in: 0...Int.max)
    case .shadowResults: plan.shadowResults = try SettingText.path(text)
    case .deprecation: plan.configuration.deprecation = try SettingText.instant(text)
    case .sunset: plan.configuration.sunset = try SettingText.instant(text)
    case .maxBody: plan.configuration.limits.server.maximumBodyBytes = try SizeText(text).bytes
    case .maxHeaders:
      plan.configuration.limits.server.maximumHeaderBytes = try SizeText(text).bytes
    case .maxConnections:
      plan.configuration.limits.server.maximumConnections = try SettingText.count(
        text, in: GatewayPlan.concurrencies)
    case .maxRequests:
      plan.configuration.limits.maximumConcurrentRequests = try SettingText.count(
        text, in: GatewayPlan.concurrencies)
    case .maxUpstreamConnections:
      plan.configuration.limits.upstream.maximumConnections = try SettingText.count(
        text, in: GatewayPlan.concurrencies)
    case .requestTimeout:
      plan.configuration.limits.setRequestTimeout(try SettingText.timeout(text))
    case .idleTimeout: plan.configuration.limits.server.idleTimeout = try SettingText.timeout(text)
    case .shutdownTimeout:
      plan.configuration.limits.server.shutdownTimeout = try DurationText.duration(text)
    case .log: plan.configuration.logFormat = try SettingText.word(text)
    case .debugUnknown: plan.configuration.showsUnknowns = try SettingText.flag(text)
    }
  }

  /// What applies if the setting has no value.
  var textWithoutValue: String {
    switch self {
    case .adminListen: "same as --listen"
    case .caFile: "the system's"
    default: "none"
    }
  }

  /// Returns the effective value as text; `nil` if the setting has none.
  func text(in plan: GatewayPlan) -> String? {
    let configuration = plan.configuration
    let limits = configuration.limits
    return switch self {
    case .listen: "\(configuration.address)"
    case .adminListen: configuration.operationsAddress.map { "\($0)" }
    case .upstream: "\(configuration.upstream)"
    case .allowHTTPUpstream: "\(plan.allowsHTTPUpstream)"
    case .caFile: configuration.certificateAuthorities.path
    case .policy: configuration.translator.policy.rawValue
    case .dialect: configuration.translator.dialect.rawValue
    case .languages: configuration.translator.languages.rawValue
    case .fileIdentifiers: configuration.translator.fileIdentifiers.rawValue
    case .readsV1Jobs: SettingText.Answer(configuration.readsV1Jobs).rawValue
    case .stage: configuration.migration.map { "\($0.stage)" }
    case .percent: plan.share.map { "\($0)" }
    case .stageFile: plan.stageFile
    case .shadowSample: "\(plan.migration.sampling)"
    case .shadowQueue: "\(plan.migration.mirror.queueCapacity)"
    case .shadowWorkers: "\(plan.migration.mirror.workers)"
    case .shadowBudget: plan.migration.mirror.documentBudget.map { "\($0)" }
    case .shadowResults: plan.shadowResults
    case .deprecation: SettingText.text(configuration.deprecation)
    case .sunset: configuration.sunset.map { SettingText.text($0) }
    case .maxBody: SizeText(bytes: limits.server.maximumBodyBytes).description
    case .maxHeaders: SizeText(bytes: limits.server.maximumHeaderBytes).description
    case .maxConnections: "\(limits.server.maximumConnections)"
    case .maxRequests: "\(limits.maximumConcurrentRequests)"
    case .maxUpstreamConnections: "\(limits.upstream.maximumConnections)"
    case .requestTimeout: SettingText.text(limits.server.handlingTimeout)
    case .idleTimeout: SettingText.text(limits.server.idleTimeout)
    case .shutdownTimeout: SettingText.text(limits.server.shutdownTimeout)
    case .log: configuration.logFormat.rawValue
    case .debugUnknown: "\(configuration.showsUnknowns)"
    }
  }
}

extension CertificateAuthorities {
  /// The path of the file; `nil` if there is none.
  fileprivate var path: String? {
    guard case .file(let path) = self else { return nil }
    return path
  }
}
#endif
