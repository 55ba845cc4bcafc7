// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

extension SideResult {
  /// The possible times and credits: finite numbers from 0.
  static let amounts = 0...Double.greatestFiniteMagnitude

  /// Creates the result of one document of a finished job.
  ///
  /// - Parameters:
  ///   - document: The record of the document; `nil` if the job has none, as a v1 job that failed
  ///     before it had results.
  ///   - job: The finished job.
  ///   - seconds: The time from the submission to the first poll that found the job finished; `nil`
  ///     if it was not measured.
  public init(of document: DocumentRecord?, in job: ClassifyJob, seconds: Double? = nil) {
    self.init(
      answer: .failed(
        message: Self.bounded(job.errorMessage ?? "the job is \(job.status) without a result")),
      jobID: job.id, seconds: seconds, parseJobID: document?.parseJobID, status: job.status)
    // A number outside the contract is no price: it would undo a budget.
    if let number = document?.usage?.credits?.double, Self.amounts.contains(number) {
      credits = number
    }
    switch document?.outcome {
    case .classified(let classification), .unmatched(let classification):
      answer = .label(Label(type: classification.type))
      // A number outside the contract is no confidence: it would distort every mean.
      if classification.confidence.isInRange { confidence = classification.confidence.value }
      reasoning = BoundedText.bounded(classification.reasoning, to: Self.maximumReasoningLength)
    case .failed(let message?): answer = .failed(message: Self.bounded(message))
    case .cancelled: answer = .failed(message: "the job was cancelled")
    case .failed(nil), .waiting, nil: break
    }
  }

  /// Creates the result of a document whose classification threw an error.
  ///
  /// - Parameters:
  ///   - error: The error: a ``ClassifyError``, a ``TranslationRefusal``, or any other.
  ///   - jobID: The job, if it was created.
  public init(failure error: any Error, jobID: JobID? = nil) {
    let code: ErrorCode =
      switch error {
      case let error as ClassifyError: ErrorCode(error.code)
      case is TranslationRefusal: .refused
      default: .unknown
      }
    let message = Self.bounded(String(describing: error))
    self.init(
      answer: .error(code: code, message: message),
      jobID: jobID ?? (error as? ClassifyError)?.jobID)
  }

  /// Returns a message of the service, cut to the length that results keep.
  private static func bounded(_ message: String) -> String {
    BoundedText.bounded(message, to: maximumMessageLength)
  }
}

extension Label {
  /// Creates the label of a classification's type; `nil` if no rule matches.
  ///
  /// A type that is longer than ``maximumTypeLength`` is truncated.
  public init(type: String?) {
    self =
      type.map { .type(BoundedText.bounded($0, to: Self.maximumTypeLength)) } ?? .unmatched
  }
}
