// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

/// A setting in which a request differs from those of the run that a log has.
public struct RunDifference: Sendable, Hashable {
  /// A setting of a request.
  @nonexhaustive
  public enum Setting: String, Sendable, Hashable, CaseIterable {
    /// The service, as the caller names it: ``ComparisonRun/Options/service``.
    case service
    /// The ID of a saved configuration.
    case configuration
    /// The rules; their value is a hash.
    case rules
    /// The mode.
    case mode
    /// The language.
    case language
    /// The maximum number of pages.
    case pageLimit
    /// The pages to read, numbered from 1.
    case pages
  }

  /// The setting.
  public let setting: Setting
  /// The value in the log; `nil` if the setting was left out.
  public let earlier: String?
  /// The value in the request; `nil` if the setting is left out.
  public let current: String?

  /// Returns the differences between two requests, in the order of ``Setting``.
  static func between(
    _ earlier: [Setting: String], _ current: [Setting: String]
  ) -> [RunDifference] {
    Setting.allCases.compactMap { setting in
      let difference = RunDifference(
        setting: setting, earlier: earlier[setting], current: current[setting])
      return difference.earlier == difference.current ? nil : difference
    }
  }
}

extension ResultHistory {
  /// The service of the log's run, as its caller named it; `nil` if the log does not name it.
  public var service: String? { run?.service }

  /// Returns whether a request can continue the run of the log: it has the same settings and goes to
  /// the same service, or the log has no run yet.
  ///
  /// - Parameters:
  ///   - request: The request; its documents, webhooks and idempotency key do not count.
  ///   - service: The service as in ``ComparisonRun/Options/service``.
  /// - Returns: Whether the run can be continued.
  public func isContinued(by request: ClassifyRequest, service: String? = nil) -> Bool {
    run.map { $0.request == request.fingerprint && $0.service == service } ?? true
  }

  /// Returns the settings in which a request differs from those of the log's run.
  ///
  /// - Parameters:
  ///   - request: The request; its documents, webhooks and idempotency key do not count.
  ///   - service: The service as in ``ComparisonRun/Options/service``.
  /// - Returns: The differences; those of settings that the log does not name are left out.
  public func differences(
    from request: ClassifyRequest, service: String? = nil
  ) -> [RunDifference] {
    guard let run else { return [] }
    var current = request.settings
    var earlier = run.settings ?? current
    earlier[.service] = run.service
    current[.service] = service
    return RunDifference.between(earlier, current)
  }
}

extension ClassifyRequest {
  /// The settings that are not left out, each short enough for a line of a log: of rules, a hash.
  var settings: [RunDifference.Setting: String] {
    switch configuration {
    case .saved(let id): return [.configuration: id]
    case .inline(let inline):
      let rules = inline.rules.map { rule -> JSONValue in
        [.string(rule.type), .string(rule.description)]
      }
      var settings: [RunDifference.Setting: String] = [:]
      settings[.rules] = UniversalID(derivedFrom: JSONValue.array(rules).jsonText()).description
      settings[.mode] = inline.mode?.description
      settings[.language] = inline.parsing.language?.rawValue
      settings[.pageLimit] = inline.parsing.pageLimit.count.map { "\($0)" }
      settings[.pages] = inline.parsing.pages.pages?.rangeString
      return settings
    }
  }
}
