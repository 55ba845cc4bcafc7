// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// The service that results are of; a run continues only those of its own.
enum ComparedService {
  /// What stands for the service of `--sandbox`.
  static let sandbox = "sandbox"

  /// Returns the service that options name, without the key: `sandbox`, or the base URL with the
  /// organization and the project.
  ///
  /// - Throws: ``CommandFailure`` if the base URL of the environment is invalid.
  static func name(_ options: ConnectionOptions) throws(CommandFailure) -> String {
    let scope =
      (options.organizationID.map { ", organization \($0)" } ?? "")
      + (options.projectID.map { ", project \($0)" } ?? "")
    guard !options.sandbox else { return sandbox + scope }
    let variable = ServiceConfiguration.Variable.baseURL.rawValue
    guard let text = options.baseURL ?? System.environment(variable) else {
      return BaseURL.us.description + scope
    }
    do {
      return try BaseURL(text).description + scope
    } catch {
      throw CommandFailure("\(options.baseURL == nil ? variable : "--base-url"): \(error)")
    }
  }

  /// Whether a service is the sandbox.
  static func isSandbox(_ name: String?) -> Bool {
    name.map { $0 == sandbox || $0.hasPrefix("\(sandbox),") } ?? false
  }
}
#endif
