// SPDX-License-Identifier: Apache-2.0

/// Sites that only make sense together: a job that is created, waited for, read and listed, and a
/// reference to `client.classifier` with all calls that get their classifier from it.
struct SiteGroup: Sendable {
  /// Calls and references in ascending order.
  var sites: [Site]
  /// The calls whose job ID comes from another call of the group.
  var linked: Set<ByteRange>

  /// The calls whose job other code reads, or makes: they create one whose ID goes elsewhere, or get
  /// an ID from elsewhere.
  var open: [Site] {
    sites.filter { site in
      guard case .call(let call) = site.kind else { return false }
      return switch call.operation {
      case .create: call.flow.passesOnJob
      case .get, .results, .wait: !linked.contains(site.range)
      case .classify, .classifyFiles, .list, .makeClassifier: false
      }
    }
  }

  /// Returns the groups of all calls and references of the official SDKs.
  static func groups(of sites: [Site], in program: ProgramFile) -> [SiteGroup] {
    let members = sites.filter(\.isRewritable)
    var union = UnionFind(count: members.count)
    var linked: Set<ByteRange> = []
    let arguments = ArgumentRanges(members.map(\.parentheses))
    // Two calls that give values to the same name share its uses.
    var users: [ByteRange: Int] = [:]
    for (index, site) in members.enumerated() {
      guard case .call(let call) = site.kind else { continue }
      for use in call.flow.uses {
        let other = users[use.expression.range] ?? index
        users[use.expression.range] = other
        union.join(other, index)
        guard use.value == .jobID else { continue }
        for target in arguments.indices(around: use.expression.range.lowerBound)
        where target != index {
          linked.insert(members[target].range)
          union.join(index, target)
        }
      }
    }
    // All that gets its classifier from the same expression.
    var first: [Place: Int] = [:]
    for (index, site) in members.enumerated() {
      for source in site.sources {
        if let other = first[source] { union.join(other, index) } else { first[source] = index }
      }
    }
    // v1 does not list the jobs that v2 creates.
    if let list = members.firstIndex(where: { $0.calls(.list) }) {
      for index in members.indices where members[index].calls(.create) { union.join(index, list) }
    }
    return union.components.map { component in
      SiteGroup(sites: component.map { members[$0] }, linked: linked)
    }
  }
}

extension Site {
  /// Whether it can become a v2 call in place.
  fileprivate var isRewritable: Bool {
    guard certainty == .proved else { return false }
    switch kind {
    case .call(let call): return call.sdk.isOfficial
    case .reference(_, .classifier(let sdk, _)), .reference(_, .jobs(let sdk, _)):
      return sdk.isOfficial
    default: return false
    }
  }

  /// Whether it calls an operation.
  func calls(_ operation: V1Operation) -> Bool {
    if case .call(let call) = kind { call.operation == operation } else { false }
  }

  /// The bytes of a call's arguments.
  fileprivate var parentheses: ByteRange? {
    if case .call(let call) = kind { call.call.parentheses } else { nil }
  }
}

/// The arguments of calls in ascending order, found by an offset in them.
private struct ArgumentRanges {
  private let ranges: [(index: Int, range: ByteRange)]
  /// The greatest end of all ranges up to each one.
  private let ends: [Int]

  init(_ ranges: [ByteRange?]) {
    self.ranges = ranges.enumerated()
      .compactMap { index, range in range.map { (index, $0) } }
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
    var end = 0
    ends = self.ranges.map { element in
      end = max(end, element.range.upperBound)
      return end
    }
  }

  /// - Complexity: O(log *n*) for calls that are not nested.
  func indices(around offset: Int) -> [Int] {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].range.lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low > 0, ends[low - 1] > offset {
      low -= 1
      if ranges[low].range.contains(offset) { found.append(ranges[low].index) }
    }
    return found
  }
}

extension ValueFlow {
  /// Whether a job or its ID goes where nobody follows it, and not only its status.
  fileprivate var passesOnJob: Bool {
    guard let escape else { return false }
    let isOfStatus = uses.contains {
      $0.value == .jobStatus && $0.expression.range == escape.range
    }
    return !isOfStatus
      || uses.contains { use in
        if case .v1Argument = use.context { false } else { use.value == .jobID }
      }
  }
}

/// Disjoint sets of indices.
private struct UnionFind {
  private var parents: [Int]

  init(count: Int) { parents = Array(0..<count) }

  private func root(of index: Int) -> Int {
    var index = index
    while parents[index] != index { index = parents[index] }
    return index
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (first, second) = (root(of: first), root(of: second))
    parents[max(first, second)] = min(first, second)
  }

  /// The sets by ascending first index.
  var components: [[Int]] {
    Dictionary(grouping: parents.indices, by: root(of:)).sorted { $0.key < $1.key }.map(\.value)
  }
}
