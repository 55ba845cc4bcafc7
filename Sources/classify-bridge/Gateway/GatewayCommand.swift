// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ArgumentParser
import ClassifyBridge
import ClassifyGateway

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The `classify-bridge gateway` command: answers v1 clients from v2, over HTTP.
struct GatewayCommand: AsyncParsableCommand {
  /// The formats of `--print-config`.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "gateway",
    abstract: "Answer v1 clients from v2, over HTTP, and forward everything else",
    usage: "classify-bridge gateway [<options>]",
    discussion: """
      Prints its URL as one line on stdout as soon as it accepts connections; its log goes to stderr. \
      v1 clients need this URL as their base URL, and their own key: the gateway has none.

        classify-bridge gateway --listen 127.0.0.1:8080
        classify-bridge gateway \\
          --upstream https://api.cloud.eu.llamaindex.ai
        classify-bridge gateway --stage canary:5 --print-config

      Each option but --print-config and --format has an environment variable, which it overrides: \
      \(GatewaySetting.variablePrefix)MAX_BODY is that of --max-body. Set flags to true or false. \
      --print-config prints the effective settings and where each comes from, and exits.

      SIGTERM and SIGINT (Ctrl-C) stop the gateway after the requests in progress, with code 0. SIGHUP \
      makes it read --stage-file again; without that option, it changes nothing.

      A duration is a number with ms, s or m, such as 200ms or 1.5s; a size is a number of bytes, or \
      has kB, MB, GB, KiB, MiB or GiB, such as 64MiB; a date is one such as 2026-12-31.
      """
  )

  @OptionGroup(title: "Addresses") var addresses: GatewayAddressOptions
  @OptionGroup(title: "Translation") var translation: GatewayTranslationOptions
  @OptionGroup(title: "Stages") var stages: GatewayStageOptions
  @OptionGroup(title: "Limits and logs") var limits: GatewayLimitOptions

  @Flag(help: "Print the effective settings and their origins, and exit")
  var printConfig = false

  @Option(help: ArgumentHelp("Format of --print-config; text by default", valueName: "format"))
  var format: Format?

  func run() async throws {
    guard printConfig || format == nil else {
      throw ValidationError("--format is that of --print-config: for the log, write --log json.")
    }
    let settings = try GatewaySettings(options: texts, environment: System.environment)
    let plan = settings.plan
    let notices = GatewayNotices(format: printConfig ? .none : plan.configuration.logFormat)
    let names = ProcessInfo.processInfo.environment.keys
    notices.warn(plan, unknownVariables: GatewaySettings.unknownVariables(among: names))
    guard !printConfig else {
      try Console.write(format == .json ? settings.json : settings.text)
      return
    }
    // A reload must not end the process, however early it comes.
    System.ignoreHangups()
    try settings.checkAuthorities()
    let server = try GatewayServer(plan.configuration, hooks: try hooks(plan, notices)) {
      addresses in
      do {
        notices.greet(addresses, plan.configuration)
        // The URL comes last: a script that waits for it can rely on the rest being written.
        try Console.write(addresses.clients.url + "\n")
      } catch {
        // A script that waits for the URL would wait forever.
        ClassifyBridgeCommand.end(with: error)
      }
    }
    try await server.runUntilSignal()
  }

  /// The texts of the options that are given.
  private var texts: [GatewaySetting: String] {
    [addresses.texts, translation.texts, stages.texts, limits.texts]
      .reduce(into: [:]) { all, texts in
        for (setting, text) in texts { all[setting] = text }
      }
  }

  private func hooks(
    _ plan: GatewayPlan, _ notices: GatewayNotices
  ) throws -> GatewayServer.Hooks {
    var hooks = GatewayServer.Hooks()
    hooks.write = { GatewayNotices.write($0) }
    if let path = plan.stageFile {
      hooks.reloadStage = { try GatewayPlan.stage(inFileAt: path) }
    }
    if let path = plan.shadowResults {
      let results = try ShadowResults(path: path, notices: notices)
      hooks.onCompared = { results.append($0) }
    }
    return hooks
  }
}
#elseif CLI
import ArgumentParser

/// The `classify-bridge gateway` command in a build without it: explains how to enable it.
struct GatewayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gateway",
    abstract: "Answer v1 clients from v2, over HTTP (not in this build: needs trait Gateway)")

  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    throw CommandFailure(
      """
      this build has no gateway; it needs the trait Gateway.
      Enable it:

        swift run --traits Gateway classify-bridge gateway
      """)
  }
}
#endif
