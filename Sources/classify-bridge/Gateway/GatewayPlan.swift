// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyBridge
import ClassifyGateway

/// What the settings of a gateway add up to.
struct GatewayPlan {
  /// The allowed numbers of connections, and of requests that are answered at the same time.
  static let concurrencies = 1...100_000
  /// The maximum size of a stage file in bytes.
  private static let maximumStageFileBytes = 1_024

  var configuration = GatewayConfiguration()
  var migration = GatewayConfiguration.Migration()
  var allowsHTTPUpstream = false
  var stage: StageText?
  var share: Share?
  var stageFile: String?
  var shadowResults: String?

  /// Checks the settings together, and completes the configuration with the stage.
  ///
  /// - Parameter given: The settings that are not defaults.
  /// - Throws: ``CommandFailure`` if two settings contradict each other, or the stage file is invalid.
  mutating func finish(given: Set<GatewaySetting>) throws(CommandFailure) {
    try checkUpstream()
    if configuration.showsUnknowns, configuration.operationsAddress == nil {
      throw CommandFailure(
        "--debug-unknown shows parts of the jobs of all clients: give --admin-listen an address that "
          + "only operators reach.")
    }
    if stage != nil, let stageFile {
      throw CommandFailure(
        "--stage and --stage-file (\(PlainText.printable(stageFile))) both name a stage: give one.")
    }
    if let stageFile {
      guard share == nil else {
        throw CommandFailure("--percent is not for --stage-file: write the share there: canary:5.")
      }
      migration.stage = try Self.stage(inFileAt: stageFile)
    } else if let stage = try chosenStage(mirrors: given.contains(.shadowSample)) {
      migration.stage = stage
      try checkMirror(of: stage, given)
    } else {
      try checkMirror(of: nil, given)
      return
    }
    configuration.migration = migration
  }

  /// Returns the stage of `--stage` and `--percent`; `nil` without them.
  private func chosenStage(mirrors: Bool) throws(CommandFailure) -> MigrationStage? {
    switch (stage?.stage, share) {
    case (.canary, .some):
      throw CommandFailure("The share is in --stage already: remove --percent.")
    case (.some, .some): throw CommandFailure("--percent is for --stage canary alone: remove it.")
    case (let stage?, nil): return stage
    case (nil, let share?):
      guard stage != nil else {
        throw CommandFailure("--percent is the share of --stage canary: add that.")
      }
      return .canary(share, mirrors: mirrors)
    case (nil, nil):
      guard stage == nil else {
        throw CommandFailure("--stage canary has no share: add --percent 5, for instance.")
      }
      return nil
    }
  }

  /// Checks that there is a mirror for the settings of one; a stage file can begin without.
  private func checkMirror(
    of stage: MigrationStage?, _ given: Set<GatewaySetting>
  ) throws(CommandFailure) {
    guard stage?.hasMirror != true,
      let setting = GatewaySetting.shadow.first(where: given.contains)
    else { return }
    throw CommandFailure(
      "\(setting.option) is for a stage with a mirror: give --stage shadow, canary:5+mirror or "
        + "rampDown.")
  }

  private func checkUpstream() throws(CommandFailure) {
    let upstream = configuration.upstream
    guard upstream.scheme == .http else { return }
    let address = configuration.address
    let isLocal = (try? ListenAddress("\(upstream.host):80"))?.isThisMachine ?? false
    guard isLocal || allowsHTTPUpstream else {
      throw CommandFailure(
        "--upstream is \(upstream), to which the keys of clients would go unencrypted: use https, or "
          + "add --allow-http-upstream in a network that you trust.")
    }
    if isLocal, address.isThisMachine, address.port != 0, address.port == upstream.port ?? 80 {
      throw CommandFailure(
        "--upstream is the address of the gateway itself (--listen): give the URL of the service.")
    }
  }

  /// Reads a stage from the first line of a file.
  ///
  /// - Throws: ``CommandFailure`` if the file can't be read or its text is not a stage.
  static func stage(inFileAt path: String) throws(CommandFailure) -> MigrationStage {
    let name = PlainText.printable(path)
    let bytes: [UInt8]?
    do {
      var input = try ByteInput(path: path)
      bytes = try input.all(upTo: maximumStageFileBytes)
    } catch {
      throw error as? CommandFailure ?? CommandFailure("can't read \(name): \(error)")
    }
    guard let bytes else {
      throw CommandFailure("\(name) has more than \(maximumStageFileBytes) bytes: write one stage.")
    }
    let text = String(decoding: bytes, as: UTF8.self).trimmingPrefix(while: \.isWhitespace)
      .prefix { !$0.isWhitespace }
    let stage: StageText
    do {
      stage = try StageText(String(text))
    } catch {
      throw CommandFailure("\(name): \(error)")
    }
    guard let stage = stage.stage else {
      throw CommandFailure("\(name): A canary needs its share here, such as canary:5.")
    }
    return stage
  }
}

extension GatewaySetting {
  /// The settings of mirrors.
  fileprivate static let shadow: [GatewaySetting] = [
    .shadowSample, .shadowQueue, .shadowWorkers, .shadowBudget, .shadowResults,
  ]
}

extension MigrationStage {
  /// Whether requests are mirrored.
  fileprivate var hasMirror: Bool {
    switch self {
    case .shadow, .canary(_, mirrors: true), .rampDown: true
    default: false
    }
  }
}
#endif
