// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ArgumentParser
import ClassifyBridge
import ClassifyGateway

/// The settings before any option; options are created several times.
private let defaults = GatewayPlan()

/// Returns the help of an option, whose text ``GatewaySetting`` parses like that of its variable.
private func help(
  _ setting: GatewaySetting, _ text: String, _ valueName: String
) -> ArgumentHelp {
  let value = setting.text(in: defaults).map { " (default: \($0))" } ?? ""
  return ArgumentHelp("\(text)\(value)", valueName: valueName)
}

/// Returns the completions of a setting with certain words.
private func words<Word: CaseIterable & RawRepresentable<String>>(
  _: Word.Type
) -> CompletionKind {
  .list(Word.allCases.map(\.rawValue))
}

/// The addresses of the gateway and of its upstream.
struct GatewayAddressOptions: ParsableArguments {
  @Option(
    help: help(
      .listen, "Address to listen on; port 0 picks a free port, IPv6 addresses need brackets",
      "host:port"))
  var listen: String?

  @Option(
    help: help(
      .adminListen,
      "Address for /healthz, /readyz, /metrics and /debug/unknown, which are then not reserved at "
        + "--listen (default: that of --listen)", "host:port"))
  var adminListen: String?

  @Option(
    parsing: .unconditional,
    help: help(.upstream, "Base URL of the service to send requests to", "url"))
  var upstream: String?

  @Flag(help: "Allow an http URL that is not of this machine; keys are then sent unencrypted")
  var allowHTTPUpstream = false

  @Option(
    name: .customLong("ca-file"), parsing: .unconditional,
    help: help(
      .caFile,
      "PEM file with the certificate authorities to trust instead of the system's (default: "
        + "SSL_CERT_FILE)", "file"), completion: .file())
  var caFile: String?

  var texts: [GatewaySetting: String?] {
    [
      .listen: listen, .adminListen: adminListen, .upstream: upstream,
      .allowHTTPUpstream: allowHTTPUpstream ? "true" : nil, .caFile: caFile,
    ]
  }
}

/// How v1 is translated, and what its clients are told of its end.
struct GatewayTranslationOptions: ParsableArguments {
  @Option(
    help: help(
      .policy,
      "Which changes of a request are refused: strict, also approximations; standard, other pages, "
        + "cost or results; permissive, only what can't be expressed", "policy"),
    completion: words(TranslationPolicy.self))
  var policy: String?

  @Option(
    help: help(
      .dialect, "Dialect of v2: current, or published, which can't cancel jobs", "dialect"),
    completion: words(V2Dialect.self))
  var dialect: String?

  @Option(
    help: help(
      .languages, "Language codes outside ISO 639-1: unchanged, or iso639Part1", "mapping"),
    completion: words(V2Translator.LanguageMapping.self))
  var languages: String?

  @Option(
    help: help(
      .fileIdentifiers, "File IDs in requests to v2: unchanged, or prefixed for dfl-<uuid>", "form"),
    completion: words(V2Translator.FileIdentifierForm.self))
  var fileIdentifiers: String?

  @Option(
    name: .customLong("reads-v1-jobs"),
    help: help(
      .readsV1Jobs,
      "Whether jobs that v2 does not have are read from v1; with --stage they always are", "yes|no"),
    completion: words(SettingText.Answer.self))
  var readsV1Jobs: String?

  @Option(
    help: help(
      .deprecation, "Date in Deprecation headers", "date"))
  var deprecation: String?

  @Option(help: help(.sunset, "Date in Sunset headers (default: no such header)", "date"))
  var sunset: String?

  var texts: [GatewaySetting: String?] {
    [
      .policy: policy, .dialect: dialect, .languages: languages, .fileIdentifiers: fileIdentifiers,
      .readsV1Jobs: readsV1Jobs, .deprecation: deprecation, .sunset: sunset,
    ]
  }
}

/// The stage of the migration, and what is mirrored.
struct GatewayStageOptions: ParsableArguments {
  @Option(
    help: help(
      .stage,
      "Which version creates jobs: \(StageText.examples.joined(separator: ", ")), or canary with "
        + "--percent (default: none: v2 creates all jobs)", "stage"),
    completion: .list(["v1Only", "shadow", "canary", "rampDown", "v2Only"]))
  var stage: String?

  @Option(help: help(.percent, "Share of requests that v2 answers in --stage canary", "percent"))
  var percent: String?

  @Option(
    help: help(.stageFile, "File with the stage, which is read again after SIGHUP", "file"),
    completion: .file())
  var stageFile: String?

  @Option(help: help(.shadowSample, "Share of requests to mirror, in percent", "percent"))
  var shadowSample: String?

  @Option(help: help(.shadowQueue, "Documents of one caller that wait for its mirror", "count"))
  var shadowQueue: String?

  @Option(help: help(.shadowWorkers, "Documents of one caller that are mirrored at once", "count"))
  var shadowWorkers: String?

  @Option(
    help: help(
      .shadowBudget, "Documents to mirror, of all callers together (default: no limit)", "count"))
  var shadowBudget: String?

  @Option(
    help: help(
      .shadowResults,
      "File to append the compared documents to, for compare --from; each instance needs its own",
      "file"),
    completion: .file())
  var shadowResults: String?

  var texts: [GatewaySetting: String?] {
    [
      .stage: stage, .percent: percent, .stageFile: stageFile, .shadowSample: shadowSample,
      .shadowQueue: shadowQueue, .shadowWorkers: shadowWorkers, .shadowBudget: shadowBudget,
      .shadowResults: shadowResults,
    ]
  }
}

/// Limits and logs.
struct GatewayLimitOptions: ParsableArguments {
  @Option(help: help(.maxBody, "Maximum body of a translated request; more is 413", "size"))
  var maxBody: String?

  @Option(help: help(.maxHeaders, "Maximum target and header fields; more is 431", "size"))
  var maxHeaders: String?

  @Option(help: help(.maxConnections, "Maximum number of client connections", "count"))
  var maxConnections: String?

  @Option(help: help(.maxRequests, "Maximum number of requests in progress; more is 503", "count"))
  var maxRequests: String?

  @Option(
    help: help(.maxUpstreamConnections, "Maximum number of connections to the upstream", "count"))
  var maxUpstreamConnections: String?

  @Option(
    help: help(
      .requestTimeout,
      "Time until a response begins; then 504. Uploads have as long, but at least 600s; then 408",
      "duration"))
  var requestTimeout: String?

  @Option(help: help(.idleTimeout, "Time that a client connection can be idle", "duration"))
  var idleTimeout: String?

  @Option(help: help(.shutdownTimeout, "Time to finish requests after SIGTERM", "duration"))
  var shutdownTimeout: String?

  @Option(
    help: help(.log, "Format of the log on stderr: logfmt, json or none", "format"),
    completion: words(GatewayConfiguration.LogFormat.self))
  var log: String?

  @Flag(
    help:
      "Serve samples of unknown members and words of the service at /debug/unknown; needs --admin-listen"
  )
  var debugUnknown = false

  var texts: [GatewaySetting: String?] {
    [
      .maxBody: maxBody, .maxHeaders: maxHeaders, .maxConnections: maxConnections,
      .maxRequests: maxRequests, .maxUpstreamConnections: maxUpstreamConnections,
      .requestTimeout: requestTimeout, .idleTimeout: idleTimeout,
      .shutdownTimeout: shutdownTimeout, .log: log, .debugUnknown: debugUnknown ? "true" : nil,
    ]
  }
}
#endif
