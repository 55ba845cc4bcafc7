// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct DocumentRecordTests {
  /// The part of a classification that a record contains.
  enum Content: CaseIterable {
    case nothing
    case noType
    case type
  }

  /// The case of an outcome, without its associated values.
  enum Kind {
    case waiting
    case classified
    case unmatched
    case failed
    case cancelled
  }

  static let table: [(status: JobStatus, nothing: Kind, noType: Kind, type: Kind)] = [
    (.pending, .waiting, .waiting, .waiting),
    (.running, .waiting, .waiting, .waiting),
    (.unrecognized("PAUSED"), .waiting, .waiting, .waiting),
    (.succeeded, .failed, .unmatched, .classified),
    (.partiallySucceeded, .failed, .unmatched, .classified),
    (.failed, .failed, .failed, .failed),
    (.cancelled, .cancelled, .cancelled, .cancelled),
  ]

  @Test(arguments: table, Content.allCases)
  func derivesOutcomeFromStatusAndClassification(
    row: (status: JobStatus, nothing: Kind, noType: Kind, type: Kind), content: Content
  ) throws {
    let confidence = try #require(Confidence(text: "0.90"))
    let classification: Classification? =
      switch content {
      case .nothing: nil
      case .noType: Classification(type: nil, confidence: confidence, reasoning: "no rule matches")
      case .type: Classification(type: "invoice", confidence: confidence, reasoning: "a total")
      }
    let outcome = DocumentRecord(
      reference: .file("dfl-1"), status: row.status, classification: classification,
      errorMessage: "unreadable"
    ).outcome
    let kind =
      switch content {
      case .nothing: row.nothing
      case .noType: row.noType
      case .type: row.type
      }
    switch kind {
    case .waiting: #expect(outcome == .waiting)
    case .classified: #expect(outcome == classification.map { .classified($0) })
    case .unmatched: #expect(outcome == classification.map { .unmatched($0) })
    case .failed: #expect(outcome == .failed(message: "unreadable"))
    case .cancelled: #expect(outcome == .cancelled)
    }
    let keepsIt = kind == .classified || kind == .unmatched
    #expect(outcome.classification == (keepsIt ? classification : nil))
  }

  @Test func describesOutcome() throws {
    let confidence = try #require(Confidence(text: "0.90"))
    let table: [(DocumentOutcome, String)] = [
      (.waiting, "waiting"),
      (
        .classified(Classification(type: "invoice", confidence: confidence, reasoning: "")),
        "invoice (0.90)"
      ),
      (
        .unmatched(Classification(type: nil, confidence: confidence, reasoning: "")),
        "unmatched (0.90)"
      ),
      (.failed(message: "unreadable"), "failed: unreadable"),
      (.failed(message: nil), "failed"),
      (.cancelled, "cancelled"),
    ]
    for (outcome, words) in table { #expect(outcome.description == words) }
  }
}
