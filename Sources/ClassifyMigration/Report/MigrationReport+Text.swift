// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension MigrationReport {
  /// The maximum number of lines of ``text(width:)``.
  ///
  /// A terminal with 24 lines also shows the command before it and the prompt after it.
  public static let maximumTextLines = 22
  /// The minimum width of ``text(width:)``.
  public static let minimumTextWidth = 40

  /// Returns a summary of one screen: at most ``maximumTextLines`` lines, with the verdict first and
  /// what to do next last.
  ///
  /// Control characters in texts of the service become spaces. Facts and lists are cut to fit, and say
  /// so; the headings of lists have the total numbers.
  ///
  /// - Parameter width: The maximum length of a line, in characters; less than ``minimumTextWidth``
  ///   counts as that.
  /// - Returns: The lines, each with a newline.
  public func text(width: Int) -> String {
    let width = max(width, Self.minimumTextWidth)
    var lines = ReportText.wrapped(verdictLine, width: width) + [""]
    let end = ReportText.wrapped("Next: \(nextStep)", width: width)
    let sections = [disagreementSection, errorSection, ignoreSection, driftSection].compactMap(
      \.self)
    // The lists get a line each, but no more than half of the lines.
    let room = Self.maximumTextLines - lines.count - end.count
    let rows = ReportText.fitted(
      facts.map { ReportText.row($0.name, $0.value) }, into: max(room - sections.count, room / 2))
    lines += rows + ReportText.fitted(sections, into: room - rows.count)
    lines += end
    return lines.map { ReportText.cut($0, to: width) + "\n" }.joined()
  }

  /// The verdict with its reason, the origin and the number of ignored disagreements, in one line.
  public var verdictLine: String {
    "\(verdictText)\(originText)\(ignoredText): \(reason)"
  }

  private var originText: String { origin.map { " (\($0))" } ?? "" }

  private var ignoredText: String {
    ignoredCount > 0 ? ", \(Counted.text(ignoredCount, "disagreement")) ignored" : ""
  }

  private var verdictText: String {
    switch verdict {
    case .equivalent: "EQUIVALENT"
    case .different: "DIFFERENT"
    case .notEnoughData: "NOT ENOUGH DATA"
    }
  }

  // MARK: - Facts

  private var facts: [(name: String, value: String)] {
    var facts = [("Documents", documentText)]
    if hasFewNames {
      facts.append(("Distinct", "\(nameCount) documents, so that the intervals are too narrow"))
    }
    if let stop {
      facts.append(
        ("Partial", "\(documentCount) of \(stop.plannedCount) documents; stopped: \(stop.reason)"))
    }
    if let unfinishedCount, unfinishedCount > 0 {
      let documents = Counted.text(unfinishedCount, "more document")
      facts.append(("Unfinished", "\(documents) without a result yet"))
    }
    facts.append(("Agreement", agreementText))
    if let noise, let repeated = judgement.repeated {
      let floor = judgement.noise.map { ReportText.percent($0) } ?? "not measured"
      facts.append(("Noise floor", "\(floor), \(repeated.trials) repeated (\(noise))"))
    }
    if let accuracy { facts += accuracyFacts(accuracy) }
    for (name, latency) in [("Time, v1", v1Latency), ("Time, v2", v2Latency)] {
      guard let times = latency.percentiles else { continue }
      facts.append(
        (
          name,
          "median \(ReportText.seconds(times.p50)), 90% within \(ReportText.seconds(times.p90)), "
            + "99% within \(ReportText.seconds(times.p99))"
        ))
    }
    if let shift = confidence.shift {
      facts.append(("Confidence", "v2 minus v1: \(ReportText.decimals(shift))"))
    }
    if let statusText { facts.append(("Job statuses", statusText)) }
    let credits = [("v1", v1Credits), ("v2", v2Credits)].compactMap { side, credits in
      credits.map { "\(side) \(ReportText.decimal($0, places: 1))" }
    }
    if !credits.isEmpty { facts.append(("Credits", credits.joined(separator: ", "))) }
    return facts
  }

  /// The statuses of both versions; `nil` if all known ones are succeeded.
  private var statusText: String? {
    let sides = [("v1", v1Statuses), ("v2", v2Statuses)]
    let succeeded = JobStatus.succeeded.description
    guard sides.contains(where: { $0.1.contains { $0.name != succeeded } }) else { return nil }
    return sides.compactMap { side, counts in
      let names = counts.map { "\($0.count) \($0.name)" }
      return names.isEmpty ? nil : "\(side) \(names.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  private var documentText: String {
    let compared = judgement.compared
    var text = "\(documentCount): \(compared.trials) compared, \(compared.successes) agreed"
    if ignoredCount > 0 { text += ", \(ignoredCount) ignored" }
    if unansweredCount > 0 { text += ", \(unansweredCount) unanswered" }
    return text
  }

  private var agreementText: String {
    let agreement = judgement.agreement.map { ReportText.percent($0) } ?? "unknown"
    return "\(agreement), threshold \(ShareText.percent(judgement.threshold))"
  }

  private func accuracyFacts(_ accuracy: Accuracy) -> [(name: String, value: String)] {
    let sides = [("v1", accuracy.v1), ("v2", accuracy.v2)].compactMap { side, share in
      share.wilson.map { "\(side) \(ReportText.percent($0))" }
    }
    let found = "\(accuracy.v1.trials) of \(accuracy.expectedCount) labels found"
    guard !sides.isEmpty else { return [("Accuracy", found)] }
    let test =
      "\(found); only v1 right: \(accuracy.test.onlyFirst), only v2: "
      + "\(accuracy.test.onlySecond), p \(ReportText.decimal(accuracy.test.p, places: 3))"
    return [("Accuracy", sides.joined(separator: "; ")), ("", test)]
  }

  // MARK: - Lists

  private var disagreementSection: ReportText.Section? {
    let cells = confusion.counts.filter { cell, _ in cell.v1 != cell.v2 }.sorted { left, right in
      (right.value, left.key.v1, left.key.v2) < (left.value, right.key.v1, right.key.v2)
    }
    guard disagreementCount > 0 else { return nil }
    let ignored = ignoredCount > 0 ? ", \(ignoredCount) of them ignored" : ""
    return ReportText.Section(
      title: "Disagreements, v1 → v2 (\(disagreementCount)\(ignored))",
      rows: cells.map { "\(ReportText.count($0.value)) \($0.key.v1) → \($0.key.v2)" })
  }

  private var errorSection: ReportText.Section? {
    let errors = [("v1", v1Errors), ("v2", v2Errors)]
    let totals = errors.map { side, errors in "\(side) \(errors.reduce(0) { $0 + $1.count })" }
    // One row of each side first, so that a short list shows both.
    let rows = errors.flatMap { side, errors in
      errors.enumerated().map { ($0.offset, side, $0.element) }
    }
    .sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    guard !rows.isEmpty else { return nil }
    return ReportText.Section(
      title: "Errors (\(totals.joined(separator: ", ")))",
      rows: rows.map { "\(ReportText.count($0.2.count)) \($0.1) \($0.2.code): \($0.2.sample)" })
  }

  private var ignoreSection: ReportText.Section? {
    guard !ignoreRules.isEmpty else { return nil }
    let states = [IgnoreRuleUse.State.expired, .unused, .used]
    let totals = states.map { state in
      "\(ignoreRules.count { $0.state == state }) \(state.rawValue)"
    }
    let rows = states.flatMap { state in ignoreRules.filter { $0.state == state } }
    return ReportText.Section(
      title: "Ignore rules (\(totals.joined(separator: ", ")))",
      rows: rows.map { use in
        let effect =
          switch use.state {
          case .used, .unused: "\(ReportText.count(use.ignored)) ignored until"
          case .expired: "\(ReportText.count(use.matched)) ignored only until"
          }
        return "\(effect) \(use.rule.expires): \(use.rule.conditions): \(use.rule.reason)"
      })
  }

  private var driftSection: ReportText.Section? {
    let entries = drift.entries.sorted { $0.count > $1.count }
    guard !entries.isEmpty else { return nil }
    return ReportText.Section(
      title: "Unknown to this package (\(entries.count))",
      rows: entries.map { entry in
        let finding = entry.finding
        return "\(ReportText.count(entry.count)) \(finding.version.rawValue) "
          + "\(finding.kind.rawValue) \(finding.name): \(finding.sample)"
      })
  }
}
