// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// What a result log says about the earlier part of its run.
///
/// Of a finished document only its name and the IDs of its jobs are kept.
public struct ResultHistory: Sendable {
  /// What is known about a document that is not finished.
  struct Unfinished: Sendable {
    var files: ResultLogLine.Files?
    var intents: [JobRole: ResultLogLine.Intent] = [:]
    var jobs: [JobRole: JobID] = [:]
  }

  private(set) var run: ResultLogLine.Run?
  private(set) var finished: Set<String> = []
  private(set) var unfinished: [String: Unfinished] = [:]
  /// The jobs that a line names.
  private(set) var claimed: Set<JobID> = []
  private(set) var credits = CreditMeter()
  /// The number of results with a second run on v2.
  public private(set) var repeatedCount = 0
  /// The number of results.
  public private(set) var resultCount = 0
  /// The number of bytes of an incomplete last line, which was removed or ignored.
  public internal(set) var tornByteCount = 0
  /// The number of that line, from 1; `nil` if the last line is complete.
  public internal(set) var tornLine: Int?

  /// What the results name as measured by second runs.
  private var measures: Set<NoiseMeasure> = []

  /// What second runs measure; `nil` if there are none, or the lines do not name it, or differ.
  public var noise: NoiseMeasure? {
    if let noise = run?.noise { return noise }
    return measures.count == 1 ? measures.first : nil
  }
  /// The number of documents that were started and are not finished.
  public var unfinishedCount: Int { unfinished.count }

  mutating func add(_ line: ResultLogLine) {
    switch line {
    case .run(let run): if self.run == nil { self.run = run }
    case .files(let files): unfinished[files.document, default: Unfinished()].files = files
    case .intent(let intent):
      unfinished[intent.document, default: Unfinished()].intents[intent.role] = intent
    case .job(let job):
      unfinished[job.document, default: Unfinished()].jobs[job.role] = job.id
      claimed.insert(job.id)
    case .result(let result): add(result.document)
    }
  }

  private mutating func add(_ document: ComparedDocument) {
    resultCount += 1
    finished.insert(document.name)
    unfinished[document.name] = nil
    claimed.formUnion([document.v1, document.v2].compactMap(\.jobID))
    credits.add(document)
    if document.repeated != nil { repeatedCount += 1 }
    if let noise = document.noise { measures.insert(noise) }
  }
}
