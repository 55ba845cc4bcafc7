// SPDX-License-Identifier: Apache-2.0

/// The functions of v1 that code keeps as values, such as `partial(client.classifier.jobs.get)`:
/// they stay v1's, and can't read the jobs that v2 creates.
struct HeldOperations {
  /// The first place that keeps each function.
  private var places: [V1Operation: ByteRange] = [:]
  private let program: ProgramFile

  private static let readers: [V1Operation] = [.get, .results, .wait]

  /// Finds the functions among the sites of a file.
  init(_ sites: [Site], in program: ProgramFile) {
    self.program = program
    for site in sites where site.certainty == .proved {
      guard case .reference(_, .operation(let operation, let sdk, _)) = site.kind, sdk.isOfficial,
        places[operation] == nil
      else { continue }
      places[operation] = site.range
    }
  }

  /// Returns the calls of a group whose jobs may be of the other version than those of a function
  /// that is kept.
  func refusals(for group: SiteGroup) -> [(site: Site, refusal: Refusal)] {
    guard !places.isEmpty else { return [] }
    return group.sites.compactMap { site in
      guard case .call(let call) = site.kind, let place = place(meeting: call, of: group)
      else { return nil }
      let line = program.text.location(at: place.lowerBound).line
      return (
        site,
        Refusal(
          .storedJobID, at: site.range,
          "line \(line) keeps a function of v1, which does not find the jobs of v2: call it through"
            + " the client instead")
      )
    }
  }

  private func place(meeting call: CallSite, of group: SiteGroup) -> ByteRange? {
    switch call.operation {
    case .create:
      call.flow.isPassedOn ? Self.readers.lazy.compactMap { places[$0] }.first : nil
    case .get, .results, .wait:
      group.linked.contains(call.expression.range) ? nil : places[.create]
    case .classify, .classifyFiles, .list, .makeClassifier: nil
    }
  }
}

extension ValueFlow {
  /// Whether a job or its ID gets into a function that is not v1's, even inside `print(…)`.
  fileprivate var isPassedOn: Bool {
    escape != nil
      || uses.contains { use in
        if case .passed = use.context { use.value == .jobID } else { false }
      }
  }
}
