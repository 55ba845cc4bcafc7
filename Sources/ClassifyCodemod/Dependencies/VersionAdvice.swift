// SPDX-License-Identifier: Apache-2.0

/// What is said of versions of an SDK that exclude v2.
struct VersionAdvice: Sendable {
  let package: DependencyEntry.Package
  /// The versions as written.
  let versions: String
  let need: DependencyNeed

  /// The versions that have what the rewritten calls need, for each package manager.
  static let requirement = ">=2.19.0,<3"
  static let scriptRequirement = "^2.19.0"

  private var isNPM: Bool { package == .script }
  private var requirement: String { isNPM ? Self.scriptRequirement : Self.requirement }

  /// Whether the versions leave out all that the rewritten calls are tested with.
  var excludesV2: Bool { range.map { !$0.allows(.v2) } ?? false }

  private var range: DependencyRange? {
    DependencyRange(versions.filter { !"()".contains($0) }, isNPM: isNPM)
  }

  /// Why the versions must be raised.
  var reason: String {
    let calls = need.isEdited ? "the rewritten calls need" : "this project's calls of v2 need"
    return "\(package.rawValue) \(versions) excludes 2.19.0, which \(calls)"
  }

  /// What stands in the way while calls of v1 are left: the same text for all lists of a project.
  private var conflict: String {
    "\(package.rawValue) stays below 2.19.0 until these places of v1 are decided: \(PlaceList(places: need.rest))"
  }

  /// The finding for a URL or repository instead of versions; nil if its name has a version with v2.
  func referenceFinding(at range: ByteRange) -> Finding? {
    let parts = versions.split { !$0.isNumber && $0 != "." }
      .filter { $0.count { $0 == "." } == 2 }
    let version = parts.lazy.compactMap { DependencyVersion(String($0)) }.last
    if let version, version >= .v2, version[0] == 2 { return nil }
    return Finding(
      .dependency, at: range,
      "\(package.rawValue) comes from \(versions), and this project's calls of v2 need 2.19.0: make"
        + " sure that this has it, or write \(requirement)")
  }

  /// The finding for a place that is not edited.
  func finding(at range: ByteRange, advice: String? = nil) -> Finding {
    need.hasRest
      ? Finding(.dependencyPin, at: range, conflict)
      : Finding(.dependency, at: range, "\(reason): \(advice ?? "write \(requirement)")")
  }
}
