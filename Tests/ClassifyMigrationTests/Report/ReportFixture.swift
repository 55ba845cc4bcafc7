// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel

/// Results and documents for tests of reports.
enum ReportFixture {
  /// 2026-11-22.
  static let today = CalendarDay(of: Timestamp.Instant(seconds: 1_795_305_600))

  /// A result with a label, or one that failed.
  static func side(
    _ label: Label?, confidence: Double? = nil, seconds: Double? = nil, credits: Double? = nil
  ) -> SideResult {
    SideResult(
      answer: label.map { .label($0) } ?? .failed(message: "unreadable"), confidence: confidence,
      seconds: seconds, credits: credits)
  }

  /// A document with the types on both versions; `nil` for a failed one.
  static func document(
    _ name: String, _ v1: String?, _ v2: String?, repeated: String? = nil
  ) -> ComparedDocument {
    ComparedDocument(
      name: name, v1: side(v1.map { .type($0) }), v2: side(v2.map { .type($0) }),
      repeated: repeated.map { side(.type($0)) })
  }
}
