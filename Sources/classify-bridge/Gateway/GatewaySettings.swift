// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ArgumentParser
import ClassifyBridge
import ClassifyGateway

/// The settings of the gateway, each from an option, an environment variable, or by default.
struct GatewaySettings {
  /// Where a value comes from.
  enum Origin: Equatable, CustomStringConvertible {
    case option(String)
    case variable(String)
    case builtIn

    var description: String {
      switch self {
      case .option(let name), .variable(let name): name
      case .builtIn: "default"
      }
    }
  }

  let plan: GatewayPlan
  private let origins: [GatewaySetting: Origin]

  /// Reads the settings; options win over variables, and an empty variable counts as unset.
  ///
  /// - Parameters:
  ///   - options: The texts of the options.
  ///   - environment: Returns an environment variable, or `nil` if it is not set or empty.
  /// - Throws: `ValidationError` for an invalid option; ``CommandFailure`` for an invalid variable, or
  ///   for settings that contradict each other.
  init(
    options: [GatewaySetting: String], environment: (String) -> String?
  ) throws {
    var plan = GatewayPlan()
    var origins: [GatewaySetting: Origin] = [:]
    for setting in GatewaySetting.allCases {
      if let text = options[setting] {
        origins[setting] = .option(setting.option)
        do {
          try setting.apply(text, to: &plan)
        } catch {
          throw ValidationError("\(setting.option): \(error)")
        }
      } else if let (name, text) = setting.value(in: environment) {
        origins[setting] = .variable(name)
        do {
          try setting.apply(text, to: &plan)
        } catch {
          throw CommandFailure("\(name): \(error)")
        }
      }
    }
    try plan.finish(given: Set(origins.keys))
    self.plan = plan
    self.origins = origins
  }

  /// Returns the variables that look like settings and are none, sorted.
  ///
  /// Those that Kubernetes sets for a service named `classify-bridge-gateway` are not returned.
  static func unknownVariables(among names: some Sequence<String>) -> [String] {
    let known = Set(GatewaySetting.allCases.map(\.variable))
    return names.filter { name in
      guard name.hasPrefix(GatewaySetting.variablePrefix), !known.contains(name) else {
        return false
      }
      let rest = name.dropFirst(GatewaySetting.variablePrefix.count)
      return rest != "PORT" && !rest.hasPrefix("PORT_") && !rest.hasPrefix("SERVICE_")
    }.sorted()
  }

  /// Checks that the file with the certificate authorities can be opened.
  ///
  /// - Throws: ``CommandFailure`` with the setting, the path and the system's message.
  func checkAuthorities() throws(CommandFailure) {
    guard case .file(let path) = plan.configuration.certificateAuthorities else { return }
    do {
      System.close(try System.open(path))
    } catch {
      throw CommandFailure("\(origin(of: .caFile)): \(error)")
    }
  }

  /// Returns where a value comes from; the stage can come from its file.
  private func origin(of setting: GatewaySetting) -> Origin {
    origins[setting] ?? (setting == .stage ? origins[.stageFile] : nil) ?? .builtIn
  }

  // MARK: - Output

  /// The settings with their effective values and origins, as an aligned table.
  var text: String {
    let rows = rows.map {
      ($0.setting.rawValue, $0.value ?? $0.setting.textWithoutValue, "(\($0.origin))")
    }
    let names = rows.map(\.0.count).max() ?? 0
    let values = rows.map(\.1.count).max() ?? 0
    return rows.map { name, value, origin in
      Self.padded(name, to: names) + "  " + Self.padded(value, to: values) + "  " + origin + "\n"
    }.joined()
  }

  /// The settings as a JSON object: of each, the value or null, and the origin.
  var json: String {
    var writer = JSONWriter(pretty: true)
    writer.writeObject { object in
      for row in rows {
        object.member(row.setting.rawValue) { writer in
          writer.writeObject { object in
            object.member("value") { writer in
              if let value = row.value { writer.write(value) } else { writer.writeNull() }
            }
            object.member("origin", "\(row.origin)")
          }
        }
      }
    }
    return String(decoding: writer.bytes, as: UTF8.self) + "\n"
  }

  private var rows: [(setting: GatewaySetting, value: String?, origin: Origin)] {
    GatewaySetting.allCases.map { setting in
      (setting, setting.text(in: plan).map { PlainText.printable($0) }, origin(of: setting))
    }
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension GatewaySetting {
  /// Returns the variable that sets a value, and its text.
  fileprivate func value(in environment: (String) -> String?) -> (name: String, text: String)? {
    let shared = self == .caFile ? [ServiceConfiguration.Variable.certificateFile.rawValue] : []
    for name in [variable] + shared {
      if let text = environment(name) { return (name, text) }
    }
    return nil
  }
}
#endif
