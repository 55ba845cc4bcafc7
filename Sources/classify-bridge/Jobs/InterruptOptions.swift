// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge
#endif

/// What an interruption does to unfinished jobs.
enum InterruptAction: String, CaseIterable {
  case cancel
  case keep
}

#if CLI
extension InterruptAction: ExpressibleByArgument {}

/// The `--on-interrupt` option.
struct InterruptOptions: ParsableArguments {
  @Option(
    name: .customLong("on-interrupt"),
    help: ArgumentHelp(
      """
      What Ctrl-C, SIGTERM or a closed terminal does to unfinished jobs (default: cancel for run if \
      jobs can be cancelled, otherwise keep)
      """, valueName: "action"))
  var choice: InterruptAction?

  /// Returns the action for jobs of a version.
  ///
  /// - Throws: `ValidationError` for `cancel` if jobs can't be cancelled.
  func action(
    on version: APIVersion, _ dialect: V2Dialect = .current, default action: InterruptAction
  ) throws -> InterruptAction {
    guard let obstacle = JobCancellation.obstacle(on: version, dialect) else {
      return choice ?? action
    }
    guard choice != .cancel else {
      let need = version == .v1 ? "--on v2" : "--dialect current"
      throw ValidationError(
        "--on-interrupt cancel needs \(need): \(obstacle), which then continue.")
    }
    return .keep
  }
}
#endif
