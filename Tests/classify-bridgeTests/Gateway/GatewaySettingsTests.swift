// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ArgumentParser
import ClassifyBridge
import ClassifyGateway
import Foundation
import Testing

@testable import classify_bridge

@Suite struct GatewaySettingsTests {
  private func settings(
    _ options: [GatewaySetting: String] = [:], _ environment: [String: String] = [:]
  ) throws -> GatewaySettings {
    try GatewaySettings(options: options) { environment[$0] }
  }

  @Test func hasDocumentedDefaults() throws {
    let configuration = try settings().plan.configuration
    #expect("\(configuration.address)" == "127.0.0.1:8080")
    #expect(configuration.operationsAddress == nil)
    #expect(configuration.upstream == .us)
    #expect(
      configuration.translator
        == V2Translator(policy: .standard, dialect: .current, fileIdentifiers: .prefixed))
    #expect(configuration.readsV1Jobs)
    #expect(configuration.limits.server.maximumBodyBytes == 2 << 20)
    #expect(configuration.migration == nil, "v2 answers all, without a migration")
    #expect(configuration.deprecation.seconds == 1_772_668_800)
    #expect(configuration.sunset == nil)
    #expect(!configuration.showsUnknowns)
  }

  @Test func readsEachSettingFromOptionAndVariable() throws {
    let texts: [GatewaySetting: String] = [
      .listen: "[::1]:9000", .adminListen: "127.0.0.1:9001", .upstream: "https://example.com/x",
      .allowHTTPUpstream: "true", .caFile: "/ca.pem", .policy: "permissive",
      .dialect: "published", .languages: "iso639Part1", .fileIdentifiers: "unchanged",
      .readsV1Jobs: "no",
      .stage: "canary", .percent: "12.5", .shadowSample: "20", .shadowQueue: "7",
      .shadowWorkers: "3", .shadowBudget: "500", .shadowResults: "results.jsonl",
      .deprecation: "2026-01-01", .sunset: "2026-12-31", .maxBody: "1MiB", .maxHeaders: "8KiB",
      .maxConnections: "11", .maxRequests: "12", .maxUpstreamConnections: "13",
      .requestTimeout: "30s", .idleTimeout: "10s", .shutdownTimeout: "1500ms", .log: "json",
      .debugUnknown: "true",
    ]
    #expect(Set(texts.keys) == Set(GatewaySetting.allCases).subtracting([.stageFile]))
    let environment = Dictionary(
      uniqueKeysWithValues: texts.map { ($0.key.variable, $0.value) })
    for plan in [try settings(texts).plan, try settings([:], environment).plan] {
      for (setting, text) in texts where setting != .stage {
        #expect(setting.text(in: plan) == text, "\(setting)")
      }
      #expect(GatewaySetting.stage.text(in: plan) == "canary:12.5+mirror")
      #expect(plan.configuration.sunset?.seconds == 1_798_675_200)
      let migration = try #require(plan.configuration.migration)
      #expect(migration.stage == .canary(Share(percent: 12.5), mirrors: true))
      #expect(migration.sampling == Share(percent: 20))
      #expect(migration.mirror.documentBudget == 500)
    }
  }

  @Test(arguments: [("30s", 600, 30), ("20m", 1_200, 1_200)])
  func derivesAllTimesOfRequestFromOne(text: String, upload: Int, upstream: Int) throws {
    let limits = try settings([.requestTimeout: text]).plan.configuration.limits
    #expect(limits.server.requestTimeout == .seconds(upload))
    #expect(limits.upstream.idleTimeout == .seconds(upstream))
    #expect(limits.server.halfClosedTimeout > limits.server.handlingTimeout)
  }

  @Test func endsNoRequestBeforeItsTimeoutByDefault() throws {
    let limits = try settings().plan.configuration.limits
    #expect(limits.upstream.idleTimeout >= limits.server.handlingTimeout)
    #expect(limits.maximumConcurrentRequests < limits.server.maximumConnections)
  }

  @Test func prefersOptions() throws {
    let settings = try settings(
      [.maxBody: "1MiB"],
      ["CLASSIFY_BRIDGE_GATEWAY_MAX_BODY": "2MiB", "CLASSIFY_BRIDGE_GATEWAY_LOG": "json"])
    #expect(settings.plan.configuration.limits.server.maximumBodyBytes == 1 << 20)
    #expect(settings.text.contains("max-body"))
    let json = try JSONValue(json: settings.json)
    #expect(json["max-body"]?["origin"] == "--max-body")
    #expect(json["log"]?["value"] == "json")
    #expect(json["log"]?["origin"] == "CLASSIFY_BRIDGE_GATEWAY_LOG")
    #expect(json["listen"]?["origin"] == "default")
    #expect(json["sunset"]?["value"] == .null)
  }

  @Test func showsWhatAppliesByDefault() throws {
    let lines = try settings().text.split(separator: "\n")
    for (name, value) in [
      ("deprecation", "2026-03-05"), ("admin-listen", "same as --listen"), ("stage", "none"),
      ("sunset", "none"), ("ca-file", "the system's"),
    ] {
      let line = lines.first { $0.hasPrefix("\(name) ") }
      #expect(line?.dropFirst(name.count).contains(" \(value) ") == true, "\(name)")
    }
    #expect(lines.count == GatewaySetting.allCases.count, "one line for each setting")
    let json = try JSONValue(json: try settings().json)
    #expect(json["deprecation"]?["value"] == "2026-03-05")
    #expect(json["admin-listen"]?["value"] == .null)
  }

  @Test func showsStageOfFile() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data("canary:5+mirror\n".utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    let json = try JSONValue(json: try settings([.stageFile: url.path]).json)
    #expect(json["stage"]?["value"] == "canary:5+mirror")
    #expect(json["stage"]?["origin"] == "--stage-file")
  }

  @Test func namesUnreadableAuthorities() throws {
    let path = "/nowhere/ca.pem"
    for (options, environment, name) in [
      ([GatewaySetting.caFile: path], [:], "--ca-file"),
      ([:], ["SSL_CERT_FILE": path], "SSL_CERT_FILE"),
    ] {
      let settings = try settings(options, environment)
      let error = #expect(throws: CommandFailure.self) { try settings.checkAuthorities() }
      #expect(error?.description.hasPrefix("\(name): can't read \(path): ") == true)
    }
    try settings().checkAuthorities()
  }

  @Test func readsAuthoritiesFromSharedVariable() throws {
    let shared = ["SSL_CERT_FILE": "/shared.pem"]
    #expect(
      try settings([:], shared).plan.configuration.certificateAuthorities == .file("/shared.pem"))
    let own = shared.merging(["CLASSIFY_BRIDGE_GATEWAY_CA_FILE": "/own.pem"]) { $1 }
    #expect(try settings([:], own).plan.configuration.certificateAuthorities == .file("/own.pem"))
  }

  @Test func mirrorsCanaryOnlyIfSampleIsGiven() throws {
    let stage: [GatewaySetting: String] = [.stage: "canary", .percent: "5"]
    #expect(
      try settings(stage).plan.configuration.migration?.stage
        == .canary(Share(percent: 5), mirrors: false))
    #expect(
      try settings(stage.merging([.shadowSample: "10"]) { $1 }).plan.configuration.migration?.stage
        == .canary(Share(percent: 5), mirrors: true))
  }

  @Test(arguments: ["shadow", "canary:5+mirror", "rampDown"])
  func allowsMirrorSettingsInStagesWithMirror(stage: String) throws {
    let migration = try settings([.stage: stage, .shadowSample: "10"]).plan.configuration.migration
    #expect(migration?.sampling == Share(percent: 10))
  }

  @Test(arguments: GatewaySetting.allCases)
  func namesOptionAndVariableInErrors(setting: GatewaySetting) throws {
    // Any path but an empty one is valid, and an empty variable counts as unset.
    let isPath = [.caFile, .stageFile, .shadowResults].contains(setting)
    let wrong = isPath ? "" : "\u{7}wrong"
    let error = #expect(throws: ValidationError.self) { try settings([setting: wrong]) }
    #expect(error?.message.hasPrefix("\(setting.option): ") == true)
    guard !isPath else { return }
    let failure = #expect(throws: CommandFailure.self) {
      try settings([:], [setting.variable: wrong])
    }
    #expect(failure?.description.hasPrefix("\(setting.variable): ") == true)
  }

  @Test(arguments: [
    ([GatewaySetting.upstream: "http://10.0.0.1:8484"], "--allow-http-upstream"),
    ([.upstream: "http://127.0.0.1:8080"], "the gateway itself"),
    ([.listen: "127.0.0.1:80", .upstream: "http://localhost"], "the gateway itself"),
    ([.listen: "0.0.0.0:8080", .upstream: "http://127.0.0.1:8080"], "the gateway itself"),
    ([.listen: "[::]:8080", .upstream: "http://[::1]:8080"], "the gateway itself"),
    ([.upstream: "http://0.0.0.0:8080"], "the gateway itself"),
    ([.debugUnknown: "true"], "--admin-listen"),
    ([.stage: "canary"], "--percent"), ([.percent: "5"], "--stage canary"),
    ([.stage: "shadow", .percent: "5"], "--stage canary"),
    ([.stage: "canary:5", .percent: "5"], "remove --percent"),
    ([.stageFile: "x", .percent: "5"], "--stage-file"),
    ([.stage: "shadow", .stageFile: "x"], "give one"), ([.shadowQueue: "5"], "--shadow-queue"),
    ([.stage: "v2Only", .shadowSample: "10"], "--shadow-sample is for a stage with a mirror"),
    ([.stage: "v1Only", .shadowBudget: "10"], "--shadow-budget is for a stage with a mirror"),
    ([.stage: "canary:5", .shadowSample: "10"], "--shadow-sample is for a stage with a mirror"),
    ([.shadowSample: "10"], "--shadow-sample is for a stage with a mirror"),
    ([.shadowResults: "x"], "--shadow-results"), ([.stageFile: "/nowhere/stage"], "can't read"),
  ])
  func rejectsContradictions(options: [GatewaySetting: String], hint: String) {
    let error = #expect(throws: CommandFailure.self) { try settings(options) }
    #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    [GatewaySetting.upstream: "http://127.0.0.1:8484"], [.upstream: "http://localhost:1"],
    [.upstream: "http://[::1]:8484"], [.listen: "127.0.0.1:0", .upstream: "http://127.0.0.1:80"],
    [.upstream: "http://10.0.0.1", .allowHTTPUpstream: "true"],
  ])
  func allowsHTTPWhereNobodyListens(options: [GatewaySetting: String]) throws {
    #expect(try settings(options).plan.configuration.upstream.scheme == .http)
  }

  @Test(arguments: [
    ("canary:5+mirror\n", MigrationStage?.some(.canary(Share(percent: 5), mirrors: true))),
    ("  shadow  # since Monday", .shadow), ("canary", nil), ("", nil), ("off\n", nil),
    (String(repeating: " ", count: 1_025), nil),
  ])
  func readsStageFile(text: String, stage: MigrationStage?) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    if let stage {
      #expect(try GatewayPlan.stage(inFileAt: url.path) == stage)
      #expect(try settings([.stageFile: url.path]).plan.configuration.migration?.stage == stage)
    } else {
      #expect(throws: CommandFailure.self) { try GatewayPlan.stage(inFileAt: url.path) }
    }
  }

  @Test func findsMistypedVariables() {
    let names = [
      "CLASSIFY_BRIDGE_GATEWAY_LISTN", "CLASSIFY_BRIDGE_GATEWAY_LISTEN", "PATH",
      "CLASSIFY_BRIDGE_GATEWAY_PORT", "CLASSIFY_BRIDGE_GATEWAY_PORT_8080_TCP_ADDR",
      "CLASSIFY_BRIDGE_GATEWAY_SERVICE_HOST",
    ]
    #expect(GatewaySettings.unknownVariables(among: names) == ["CLASSIFY_BRIDGE_GATEWAY_LISTN"])
  }
}
#endif
