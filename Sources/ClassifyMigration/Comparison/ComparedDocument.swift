// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// The result of one document on one version, from its submission to its end.
public struct SideResult: Sendable, Hashable {
  /// How the document ended.
  @nonexhaustive
  public enum Answer: Sendable, Hashable {
    /// The document was classified.
    case label(Label)
    /// The job failed or was cancelled, or finished without a result.
    case failed(message: String)
    /// There is no result: the request was refused or failed, or the wait for the job ended early.
    case error(code: ErrorCode, message: String)
  }

  /// How the document ended.
  public var answer: Answer
  /// The last known status of the job; `nil` if none was created, or its status is unknown.
  public var status: JobStatus?
  /// The confidence, from 0 to 1; `nil` without a label.
  public var confidence: Double?
  /// The service's explanation, which is not compared; `nil` without a label.
  public var reasoning: String?
  /// The job; `nil` if none was created, or its ID is unknown.
  public var jobID: JobID?
  /// The time from the submission to the first poll that found the job finished, in seconds; `nil`
  /// if it was not measured or the job did not finish.
  ///
  /// It contains the pauses between polls. The caller's job of a ``JobMirror`` has the caller's
  /// pauses and the mirrored one the mirror's, so these two times can't be compared.
  public var seconds: Double?
  /// The credits billed; `nil` if the service does not report them.
  public var credits: Double?
  /// The parse job that the classification is based on, which v2 reports.
  public var parseJobID: String?

  /// Creates a result.
  public init(
    answer: Answer, confidence: Double? = nil, reasoning: String? = nil, jobID: JobID? = nil,
    seconds: Double? = nil, credits: Double? = nil, parseJobID: String? = nil,
    status: JobStatus? = nil
  ) {
    self.answer = answer
    self.confidence = confidence
    self.reasoning = reasoning
    self.jobID = jobID
    self.seconds = seconds
    self.credits = credits
    self.parseJobID = parseJobID
    self.status = status
  }

  /// The label; `nil` if the document was not classified.
  public var label: Label? {
    if case .label(let label) = answer { label } else { nil }
  }
}

/// One document, classified by both versions.
public struct ComparedDocument: Sendable, Hashable {
  /// The name of the document: a path, or the ID of a file.
  public var name: String
  /// The result on v1.
  public var v1: SideResult
  /// The result on v2.
  public var v2: SideResult
  /// The result of a second run on v2, which measures the noise; `nil` if there was none.
  public var repeated: SideResult?
  /// What second runs of the comparison measure, also if this document has none; `nil` if there are
  /// none, or that is unknown.
  public var noise: NoiseMeasure?
  /// The ID of the document on v1; `nil` if it is unknown.
  public var v1ID: String?
  /// The ID of the document on v2; `nil` if it is unknown.
  public var v2ID: String?

  /// Creates a compared document.
  public init(
    name: String, v1: SideResult, v2: SideResult, repeated: SideResult? = nil, v1ID: String? = nil,
    v2ID: String? = nil, noise: NoiseMeasure? = nil
  ) {
    self.name = name
    self.v1 = v1
    self.v2 = v2
    self.repeated = repeated
    self.v1ID = v1ID
    self.v2ID = v2ID
    self.noise = noise
  }
}

/// Whether two results of a document are the same to a caller.
@nonexhaustive
public enum Agreement: Sendable, Hashable {
  /// Both have the same label.
  case agreed
  /// The labels differ, or only one side has a label.
  case disagreed
  /// Neither side has a label, so that nothing can be compared.
  case unanswered

  /// Compares the results of two runs.
  public init(_ left: SideResult, _ right: SideResult) {
    switch (left.label, right.label) {
    case (nil, nil): self = .unanswered
    case (let left, let right): self = left == right ? .agreed : .disagreed
    }
  }
}
