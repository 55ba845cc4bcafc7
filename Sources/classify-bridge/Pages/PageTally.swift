// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyModel

/// How many verdicts there were of each kind.
struct PageTally: Sendable {
  private(set) var valid = 0
  private(set) var invalid = 0
  private let countsCodes: Bool
  private var faults: [String: Int] = [:]
  private var notes: [(code: PageNote.Code, count: Int)] = []

  /// Begins with no verdict.
  ///
  /// - Parameter countsCodes: Whether to count each code, which takes time.
  init(countsCodes: Bool) {
    self.countsCodes = countsCodes
  }

  /// Counts a verdict.
  mutating func add(_ verdict: PageRecordVerdict) {
    if verdict.isValid { valid += 1 } else { invalid += 1 }
    guard countsCodes else { return }
    switch verdict.outcome {
    case .success(let record):
      for code in record.noteCodes { count(code) }
    case .failure(let fault):
      faults[fault.code, default: 0] += 1
    }
  }

  /// Adds what another tally counted.
  mutating func add(_ other: PageTally) {
    valid += other.valid
    invalid += other.invalid
    faults.merge(other.faults, uniquingKeysWith: +)
    for note in other.notes { count(note.code, times: note.count) }
  }

  /// The number of verdicts.
  var count: Int { valid + invalid }

  /// Counts a note; there are too few codes for a search by hash to pay.
  private mutating func count(_ code: PageNote.Code, times: Int = 1) {
    if let position = notes.firstIndex(where: { $0.code == code }) {
      notes[position].count += times
    } else {
      notes.append((code, times))
    }
  }

  /// The numbers of all and of faulty records, in a sentence.
  var sentence: String {
    "\(count) \(count == 1 ? "record" : "records"): \(valid) ok, \(invalid) not"
  }

  /// The numbers of each code, most frequent first, under ``sentence``.
  var table: [String] {
    [sentence] + Self.rows("faults", faults) + Self.rows("notes", notesByCode)
  }

  private var notesByCode: [String: Int] {
    notes.reduce(into: [:]) { $0[$1.code.rawValue] = $1.count }
  }

  private static func rows(_ heading: String, _ counts: [String: Int]) -> [String] {
    guard !counts.isEmpty else { return [] }
    let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let width = rows.map { String($0.value).count }.max() ?? 0
    return ["\(heading):"]
      + rows.map { code, count in
        let number = String(count)
        return "  \(String(repeating: " ", count: width - number.count))\(number)  \(code)"
      }
  }
}
