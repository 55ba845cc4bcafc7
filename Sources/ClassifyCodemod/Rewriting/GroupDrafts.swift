// SPDX-License-Identifier: Apache-2.0

/// The groups of a file with the outcome of each, as far as they depend on each other.
struct GroupDrafts {
  private let style: GroupStyle
  private var groups: [(group: SiteGroup, draft: FileDraft)]
  private var remarks: [Finding] = []

  /// Drafts each group for itself.
  init(of sites: [Site], style: GroupStyle) {
    self.style = style
    let held = HeldOperations(sites, in: style.program)
    groups = SiteGroup.groups(of: sites, in: style.program).map { group in
      let refusals = held.refusals(for: group)
      return (
        group, refusals.isEmpty ? style.draft(for: group) : style.decisions(refusals, group.sites)
      )
    }
  }

  private var program: ProgramFile { style.program }

  /// The findings of all groups.
  var draft: FileDraft {
    var result = FileDraft(findings: remarks)
    for item in groups { result.add(item.draft) }
    return result
  }

  // MARK: Types

  /// Lets the shim serve all calls of a type that the file imports, where it serves some of them: a
  /// name of a type can't be v2's and the shim's.
  mutating func useOneShape(for sites: [Site]) {
    let kind = style.context.facts.placement(for: program.file).kind
    let types = Set(
      sites.compactMap { site -> V1Type? in
        guard case .import(_, let item?, .type(let type, let sdk)) = site.kind, sdk.isOfficial,
          TypeTable.isGenerated(item.name.text, kind)
        else { return nil }
        return type
      })
    // A group that changes can be the first one with the shim for another type.
    for _ in types {
      for type in types {
        let users = groups.indices.filter { groups[$0].group.calls(type.operations) }
        guard users.contains(where: { groups[$0].draft.usesShim }) else { continue }
        for index in users where groups[index].draft.isMigrated && !groups[index].draft.usesShim {
          guard let shim = style.shim(groups[index].group), shim.isMigrated else { continue }
          groups[index].draft = shim.adding(", since this file uses its types for other calls")
        }
      }
    }
  }

  // MARK: Jobs

  /// The calls whose jobs other code reads or makes.
  var openJobs: OpenJobs {
    var jobs = OpenJobs()
    for (group, draft) in groups {
      for site in group.open {
        jobs.add(site, left: draft.isMigrated ? nil : LeftJob(site, in: program))
      }
    }
    return jobs
  }

  /// Leaves calls as they are whose jobs calls that stay v1 make or read, and reports those that will
  /// read v2's jobs.
  mutating func keepJobsTogether() {
    let moved = groups.indices.filter {
      groups[$0].draft.isMigrated && !groups[$0].group.open.isEmpty
    }
    guard !moved.isEmpty else { return }
    var jobs = openJobs
    jobs.add(style.context.facts.openJobs(in: style.context))
    if let left = jobs.left {
      for index in moved {
        let group = groups[index].group
        groups[index].draft = style.decisions(
          group.open.map { ($0, left.refusal(of: $0, in: program)) }, group.sites)
      }
      return
    }
    let open = moved.flatMap { groups[$0].group.open }
    guard let read = open.first(where: { !$0.calls(.create) }) else { return }
    remarks.append(Self.oldJobs(read, lines: lines(of: open)))
  }

  private func lines(of sites: [Site]) -> String {
    let lines = Set(sites.map { program.text.location(at: $0.range.lowerBound).line }).sorted()
    return "line\(lines.count == 1 ? "" : "s") \(PlaceList(places: lines.map(String.init)))"
  }

  private static func oldJobs(_ site: Site, lines: String) -> Finding {
    Finding(
      .oldJobs, at: site.range,
      "v2 does not find jobs that v1 created: let those finish before you deploy, if their IDs are"
        + " stored (\(lines)); the shim joins the IDs of several files by commas, so that a field"
        + " for them needs no length limit")
  }
}

/// The outcomes of the calls whose jobs other code reads or makes.
struct OpenJobs: Sendable {
  private var hasRead = false
  private var leftRead: LeftJob?
  private var leftCreation: LeftJob?

  /// The call because of which the others stay v1; nil if all can be migrated.
  ///
  /// Where nothing reads jobs, each call that creates them stands for itself.
  var left: LeftJob? { leftRead ?? (hasRead ? leftCreation : nil) }

  fileprivate mutating func add(_ site: Site, left: LeftJob?) {
    if site.calls(.create) {
      leftCreation = leftCreation ?? left
    } else {
      hasRead = true
      leftRead = leftRead ?? left
    }
  }

  /// Adds the calls of other files.
  mutating func add(_ other: OpenJobs) {
    hasRead = hasRead || other.hasRead
    leftRead = leftRead ?? other.leftRead
    leftCreation = leftCreation ?? other.leftCreation
  }
}

/// A call that stays v1, and makes or reads jobs for other code.
struct LeftJob: Sendable {
  private let path: FilePath
  private let line: Int
  private let function: String

  fileprivate init(_ site: Site, in program: ProgramFile) {
    path = program.file.path
    line = program.text.location(at: site.range.lowerBound).line
    function = site.function ?? "a call"
  }

  /// Why a call stays as it is, too.
  fileprivate func refusal(of site: Site, in program: ProgramFile) -> Refusal {
    let place = path == program.file.path ? "on line \(line)" : "in \(path):\(line)"
    return Refusal(
      .storedJobID, at: site.range,
      "\(site.function ?? "this") is not edited: \(function) \(place) stays v1, and neither version"
        + " finds the other's jobs")
  }
}

extension FileDraft {
  fileprivate var usesShim: Bool { findings.contains { $0.code.kind == .shim } }

  /// Adds a reason to what the shim serves.
  fileprivate func adding(_ reason: String) -> FileDraft {
    var draft = self
    draft.findings = findings.map { $0.code == .shimClassifier ? $0.adding(reason) : $0 }
    return draft
  }
}

extension SiteGroup {
  /// Whether it calls any of some functions.
  fileprivate func calls(_ operations: Set<V1Operation>) -> Bool {
    sites.contains { site in operations.contains { site.calls($0) } }
  }
}

extension Site {
  /// The name of the function that it calls.
  fileprivate var function: String? {
    guard case .call(let call) = kind else { return nil }
    return call.call.callee.lastName
  }
}
