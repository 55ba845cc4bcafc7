// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension MigrationReport {
  /// What to do next, in one sentence.
  public var nextStep: String {
    if let origin { return "compare on the service, since these are results of the \(origin)." }
    guard transientErrorCount > 0 else { return verdictStep }
    let errors = Counted.text(transientErrorCount, "error")
    return "repeat the run with --retry-errors (\(errors) can be gone by now); then \(verdictStep)"
  }

  private var verdictStep: String {
    switch verdict {
    case .equivalent: "go on with the next stage of the migration."
    case .different:
      "read the largest groups of disagreements; to accept known ones, write ignore rules and "
        + "compare other documents."
    case .notEnoughData where judgement.compared.trials == 0:
      "read the errors; nothing could be compared."
    case .notEnoughData where judgement.repeated?.trials == 0:
      "repeat documents on v2, or judge without a noise floor."
    case .notEnoughData where dependsOnUnfinished:
      "repeat the command of the run, which reads the missing results."
    // All documents agree, and no number of them shows that all others do.
    case .notEnoughData where judgement.margin == 0 && judgement.repeated == nil:
      "give a margin above 0, or --noise."
    case .notEnoughData:
      if let more = judgement.moreDocuments {
        "compare about \(Counted.text(more, "more document")) before you judge again, together with "
          + "these; each judgement adds to the risk of a wrong verdict."
      } else {
        "read the disagreements; more documents at this rate would not decide."
      }
    }
  }
}
