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
      What Ctrl-C, SIGTERM or a closed terminal does to unfinished jobs (default: cancel for run with \
      v2, otherwise keep)
      """, valueName: "action"))
  var choice: InterruptAction?

  /// Returns the action for jobs of a version.
  ///
  /// - Throws: `ValidationError` for `cancel` with v1, which can't cancel jobs.
  func action(on version: APIVersion, default action: InterruptAction) throws -> InterruptAction {
    guard version == .v1 else { return choice ?? action }
    guard choice != .cancel else {
      throw ValidationError(
        "--on-interrupt cancel needs --on v2: v1 can't cancel jobs, which then continue.")
    }
    return .keep
  }
}
#endif
