// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// What a comparison would do, and what it would cost as far as that is published.
struct ComparePlan {
  /// The published price of a page in the mode FAST, in credits; the same on both versions.
  static let creditsPerPage = 1
  /// The agreements for which the plan tells how many documents a verdict needs.
  private static let assumedAgreements = [1, 0.995, 0.99, 0.985]
  /// The noise floors for which the plan tells it, with versions that agree as often.
  private static let assumedFloors = [1, 0.99, 0.98, 0.95]

  /// The documents that are not in the results yet.
  let documents: [CompareDocument]
  /// The number of documents that the results have already.
  var earlierCount = 0
  let request: CompareRequest
  /// The margin, from 0 to 1.
  let margin: Double
  /// The number of second runs on v2 that are missing, at most that of the documents.
  let noiseCount: Int
  /// The number of second runs that the results have already.
  var earlierNoiseCount = 0
  let noiseSource: NoiseMeasure
  /// What exists of documents that an earlier part of the run began.
  var unfinished: [(key: DocumentName, document: UnfinishedDocument)] = []

  /// Returns the lines of the plan, and what a verdict needs.
  func render(on terminal: Terminal) -> String {
    let work = [documentLine, uploadLine, jobLine, noiseLine, pageLine] + costLines
    let text = (work + [""] + sampleSizeLines).joined(separator: "\n") + "\n"
    return terminal.isInteractive ? TextLayout.message(text, width: terminal.width) : text
  }

  /// The number of second runs in all; 0 if the noise floor is not measured.
  private var allNoiseCount: Int { noiseCount + earlierNoiseCount }

  // MARK: - Work

  private var documentLine: String {
    let earlier = earlierCount > 0 ? ", and \(earlierCount) that the results have already" : ""
    return "Documents: \(documents.count)\(earlier)"
  }

  private var uploadLine: String {
    let uploaded = Set(unfinished.filter { $0.document.isUploaded }.map { $0.key })
    let paths = documents.filter { !uploaded.contains($0.key) }.compactMap(\.file?.path)
    let size = paths.reduce(0) { $0 + (System.size(ofFileAt: $1) ?? 0) }
    return "Uploads: \(paths.count)"
      + (paths.isEmpty ? "" : " with \(Counted.text(size, "byte")), each used by both versions")
  }

  private var jobLine: String {
    let existingCount = unfinished.reduce(0) { count, entry in
      let document = entry.document
      return count
        + [document.hasV1Job, document.hasV2Job, document.hasSecondV2Job].count { $0 }
    }
    let existing =
      existingCount > 0 ? "; \(Counted.text(existingCount, "job")) already created" : ""
    return "Jobs: \(v1JobCount) of v1 and \(v2JobCount) of v2"
      + (secondJobCount > 0 ? ", and \(secondJobCount) more of v2 for the noise floor" : "")
      + existing
  }

  private var v1JobCount: Int { documents.count - unfinished.count { $0.document.hasV1Job } }
  private var v2JobCount: Int { documents.count - unfinished.count { $0.document.hasV2Job } }
  /// The number of second runs on v2 that have no job yet.
  private var secondJobCount: Int {
    max(noiseCount - unfinished.count { $0.document.hasSecondV2Job }, 0)
  }

  private var noiseLine: String {
    guard allNoiseCount > 0 else {
      return "Noise floor: not measured, so v2 is taken to agree with itself always (see --noise)"
    }
    let earlier =
      earlierNoiseCount > 0
      ? "; \(Counted.text(earlierNoiseCount, "second run")) in the results already" : ""
    return switch noiseSource {
    case .classifier: "Noise floor: of the classifier alone, on the same parse jobs\(earlier)"
    case .parsingAndClassifier: "Noise floor: of parsing and the classifier\(earlier)"
    }
  }

  private var pageLine: String {
    let parsing = request.v2.parsing
    var parts: [String] = []
    if let pages = parsing.pages.pages { parts.append("\(pages.rangeString), numbered from 1") }
    if let count = parsing.pageLimit.count { parts.append("at most \(count)") }
    return "Pages of each document: \(parts.isEmpty ? "all" : parts.joined(separator: "; "))"
  }

  // MARK: - Cost

  private var costLines: [String] {
    let price =
      "Cost: \(Counted.text(Self.creditsPerPage, "credit")) for each page on each version, as "
      + "LlamaCloud publishes it for the mode FAST"
    guard let pages = request.maximumPageCount else {
      return [
        "\(price). The number of pages is known only to the service; --max-pages or --pages limits it."
      ] + noiseCostLines
    }
    let v1 = credits(of: v1JobCount, pages: pages)
    let v2 = credits(of: v2JobCount, pages: pages)
    let noise = noiseSource == .parsingAndClassifier ? credits(of: secondJobCount, pages: pages) : 0
    guard let v1, let v2, let noise, let total = credits(v1, v2, noise) else {
      return ["\(price)."] + noiseCostLines
    }
    return [
      "\(price): at most \(Counted.text(total, "credit")) with "
        + "\(Counted.text(pages, "page")) of each document."
    ] + noiseCostLines
  }

  private var noiseCostLines: [String] {
    guard noiseCount > 0, noiseSource == .classifier else { return [] }
    return [
      "Cost of the noise floor: none, as LlamaCloud documents it for jobs on a parse job; this is not "
        + "verified"
    ]
  }

  /// Returns the credits of a number of documents, or `nil` if it is not representable.
  private func credits(of count: Int, pages: Int) -> Int? {
    let (product, overflow) = count.multipliedReportingOverflow(by: pages)
    return overflow ? nil : product
  }

  private func credits(_ parts: Int...) -> Int? {
    var sum = 0
    for part in parts {
      let (next, overflow) = sum.addingReportingOverflow(part)
      guard !overflow else { return nil }
      sum = next
    }
    return sum
  }

  // MARK: - Sample size

  private var sampleSizeLines: [String] {
    let title =
      "Documents for the verdict equivalent, in 4 of 5 runs, at a margin of "
      + "\(ShareText.points(margin)) points"
    guard allNoiseCount > 0 else {
      return ["\(title):"]
        + Self.assumedAgreements.map { agreement in
          sampleSizeLine(
            Judgement.documentsNeeded(margin: margin, agreement: agreement),
            "if the versions agree on \(ShareText.points(agreement))%")
        }
    }
    let lines = Self.assumedFloors.map { floor in
      sampleSizeLine(
        Judgement.documentsNeeded(margin: margin, agreement: floor, noise: floor),
        "if v2 agrees on \(ShareText.points(floor))% with itself, and as often with v1")
    }
    let total = documents.count + earlierCount
    let more =
      allNoiseCount < total
      ? ["With a second run of \(allNoiseCount) of \(total) documents, more are needed."] : []
    return ["\(title), if each document is repeated:"] + lines + more
  }

  private func sampleSizeLine(_ needed: Int?, _ condition: String) -> String {
    guard let needed else {
      return "  \(TextLayout.pad("never", to: 8))\(condition), which is not enough at this margin"
    }
    let total = documents.count + earlierCount
    let missing = needed > total ? " (\(needed - total) more than now)" : ""
    return "  \(TextLayout.pad("\(needed)", to: 8))\(condition)\(missing)\(price(of: needed))"
  }

  /// Returns what a number of documents costs, without those that the results have already; empty if
  /// it is not known.
  private func price(of documentCount: Int) -> String {
    let runs = allNoiseCount > 0 && noiseSource == .parsingAndClassifier ? 3 : 2
    let rest = max(documentCount - earlierCount, 0)
    guard let pages = request.maximumPageCount, let perRun = credits(of: rest, pages: pages),
      let total = credits(of: perRun, pages: runs)
    else { return "" }
    return ", at most \(Counted.text(total, "credit"))"
  }

  /// Returns how many documents the verdict equivalent needs if all of them agree.
  ///
  /// - Parameters:
  ///   - margin: The margin, from 0 to 1.
  ///   - hasNoiseFloor: Whether documents run twice on v2; each one then.
  /// - Returns: A clause without a period.
  static func fewestDocumentsText(margin: Double, hasNoiseFloor: Bool) -> String {
    let fewest = Judgement.documentsNeeded(margin: margin, noise: hasNoiseFloor ? 1 : nil)
    guard let fewest else {
      return
        "the verdict equivalent can't be reached at a margin of \(ShareText.points(margin)) points"
    }
    return "the verdict equivalent needs at least \(fewest) that agree"
      + (hasNoiseFloor ? ", each repeated" : "")
  }
}
#endif
