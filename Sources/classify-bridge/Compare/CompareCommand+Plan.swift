// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

extension CompareCommand {
  /// Checks what a run checks before it sends anything, and prints what it would do.
  func plan(
    _ list: [CompareDocument], _ request: CompareRequest, _ notes: NoteLog
  ) async throws {
    var earlier: Set<DocumentName> = []
    let history = try reportingResults {
      try resultsPath.flatMap { try ResultsFile.earlier($0) }.map { storage in
        try ResultLog.earlierPart(in: storage, retriesErrors: retryErrors) {
          earlier.insert(DocumentName($0.document.name))
        }
      }
    }
    if let history { try check(history, continuedBy: request) }
    try await checkConnection(request)
    let rest = list.filter { !earlier.contains($0.key) }
    let plan = ComparePlan(
      documents: rest, earlierCount: earlier.count, request: request,
      margin: judgement.marginShare,
      noiseCount: min(max(noise.noise - (history?.repeatedCount ?? 0), 0), rest.count),
      earlierNoiseCount: history?.repeatedCount ?? 0,
      noiseSource: noise.source,
      unfinished: rest.compactMap { document in
        history?.unfinishedDocument(named: document.name).map {
          (key: document.key, document: $0)
        }
      })
    if let history { writeNoise(of: history) }
    try Console.write(plan.render(on: .at(.standardOutput)))
    notes.writeMessage()
    try notes.checkFile()
  }

  /// Checks the key, the base URL and the certificates of the run.
  ///
  /// A plan needs no key, so that its absence is only told, and only to people.
  private func checkConnection(_ request: CompareRequest) async throws {
    let variables = [ServiceConfiguration.Variable.key, .parseKey]
    let hasKey =
      service.sandbox || service.apiKey != nil
      || variables.contains { System.environment($0.rawValue) != nil }
    guard hasKey else {
      if Terminal.at(.standardError).isInteractive {
        Console.writeMessage(
          "classify-bridge: this plan needs no key, but the run does: set "
            + "\(ServiceConfiguration.Variable.key.rawValue), or give --api-key")
      }
      return
    }
    _ = try await service.connect(translator: request.v2.translator)
  }

  /// Checks that a run has the settings, and the service, of the earlier part whose results it
  /// continues.
  ///
  /// - Throws: ``CommandFailure`` with each option that differs, and both values.
  func check(
    _ history: ResultHistory, continuedBy request: CompareRequest
  ) throws(CommandFailure) {
    let name = PlainText.printable(resultsPath ?? "")
    let current = try ComparedService.name(service)
    guard history.isContinued(by: request.template, service: current) else {
      let differences = history.differences(from: request.template, service: current)
      let list = differences.map { "\n  \(Self.text($0))" }.joined()
      throw CommandFailure(
        "\(name): the results are of a run with other rules or options, or on another service; repeat "
          + "its options, or give another file of --results" + (list.isEmpty ? "" : ":\(list)"))
    }
    guard history.resultCount + history.unfinishedCount > 0, history.noise != noise.measure else {
      return
    }
    throw CommandFailure("\(name): \(noiseDifference(from: history.noise))")
  }

  /// Says what another number of second runs changes about the finished documents: nothing.
  func writeNoise(of history: ResultHistory) {
    let (finished, repeated) = (history.resultCount, history.repeatedCount)
    guard noise.measure != nil, finished > 0 else { return }
    if noise.noise < repeated {
      Console.writeMessage(
        "classify-bridge: the results have \(Counted.text(repeated, "second run")) on v2, all of "
          + "which count, although --noise is \(noise.noise)")
    } else if noise.noise > repeated, repeated < finished {
      Console.writeMessage(
        "classify-bridge: \(repeated) of the \(Counted.text(finished, "finished document")) "
          + "\(repeated == 1 ? "has" : "have") a second run on v2, and the others can't get one; "
          + "--noise \(noise.noise) is about the documents that are not finished")
    }
  }

  private func noiseDifference(from earlier: NoiseMeasure?) -> String {
    switch (earlier, noise.measure) {
    case (nil, _):
      "the results have no second runs (--noise 0), and --noise \(noise.noise) can't add them to "
        + "finished documents; leave out --noise, or give another file of --results, for which each "
        + "document is run again"
    case (let earlier?, nil):
      "the results have second runs, and --noise is left out; repeat --noise with its number, and "
        + "--noise-source \(earlier.rawValue), or give another file of --results"
    case (let earlier?, let current?):
      "the results have second runs with --noise-source \(earlier.rawValue), now "
        + "\(current.rawValue); repeat the former, or give another file of --results"
    }
  }

  /// Describes a difference by its option.
  private static func text(_ difference: RunDifference) -> String {
    let option =
      switch difference.setting {
      case .service: "service"
      case .configuration: "configuration"
      case .rules: "--rules"
      case .mode: "mode in --rules"
      case .language: "--lang"
      case .pageLimit: "--max-pages"
      case .pages: "--pages"
      }
    guard difference.setting != .rules else { return "\(option): other types or descriptions" }
    let (old, new) = (difference.earlier ?? "not set", difference.current ?? "not set")
    return PlainText.printable("\(option): \(old) in the results, now \(new)")
  }
}
#endif
