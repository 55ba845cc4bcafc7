// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A line of an archive.
struct SourceLine: Sendable {
  /// The one-based number in its file.
  let number: Int
  /// The name of its file, if there are several.
  let file: String?
  /// The bytes, without the newline.
  let bytes: [UInt8]

  /// The bytes, without the carriage return before the newline.
  var text: ArraySlice<UInt8> {
    bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...]
  }
}

/// What ties a record to others of the same job.
struct RecordTies: Sendable, Hashable {
  /// The ID of a v1 job, and of the job that results belong to.
  var job: String?
  /// The group in the idempotency key of a v2 job.
  var group: UniversalID?
  /// The key of the kept source, which records written for the same lines have in common.
  var source: String?
  /// Whether the record is a page without results, which belongs to the job before it.
  var isEmptyPage = false
  /// The position among the records of the job, which cannot be there twice: the index in a group,
  /// and 0 for a v1 job.
  var position: Int?
  /// The position among the records that were written for the same lines.
  var part: Int?

  /// Whether the record is converted alone.
  var isEmpty: Bool { job == nil && group == nil && source == nil && !isEmptyPage }
  /// What a record is found by anywhere in the input.
  var key: RecordKey? {
    if let group { return .group(group) }
    if let job { return .job(job) }
    return source.map { .source($0) }
  }
}

/// What the records of one job have in common.
enum RecordKey: Hashable, Sendable {
  case job(String)
  case group(UniversalID)
  case source(String)

  /// The number of bytes of the text.
  var byteCount: Int {
    switch self {
    case .job(let text), .source(let text): text.utf8.count
    case .group: 0
    }
  }
}

/// A line whose record can belong to others.
struct TiedLine: Sendable {
  let line: SourceLine
  let ties: RecordTies
}

/// Adjacent lines of which each is tied to those before it.
struct RecordRun: Sendable {
  private(set) var lines: [TiedLine] = []
  /// The number of bytes of the lines.
  private(set) var byteCount = 0
  private var job: String?
  private var group: UniversalID?
  private var source: String?
  /// Whether the lines were rejected, because the run is too large; later ones are, too.
  private(set) var isTooLarge = false

  init(_ first: TiedLine) {
    append(first)
  }

  /// Whether a record that follows belongs to these lines.
  func includes(_ ties: RecordTies) -> Bool {
    if ties.isEmptyPage { return job != nil }
    return ties.job != nil && ties.job == job || ties.group != nil && ties.group == group
      || ties.source != nil && ties.source == source
  }

  /// Adds a line.
  mutating func append(_ line: TiedLine) {
    lines.append(line)
    byteCount += line.line.bytes.count
    job = line.ties.job ?? job
    group = line.ties.group ?? group
    source = line.ties.source ?? source
  }

  /// Returns the lines before one of them, and the others.
  func divided(at start: Int) -> (earlier: RecordRun, later: RecordRun) {
    var earlier = RecordRun(lines[0])
    for line in lines[1..<start] { earlier.append(line) }
    var later = RecordRun(lines[start])
    for line in lines[(start + 1)...] { later.append(line) }
    return (earlier, later)
  }

  /// Removes the lines, and remembers that the run is too large.
  mutating func removeLines() -> [SourceLine] {
    defer {
      lines = []
      byteCount = 0
    }
    isTooLarge = true
    return lines.map(\.line)
  }

  /// Whether no more records can belong to the run: a group's ID can say how many there are.
  var isComplete: Bool {
    guard let group else { return false }
    return GroupID(group.description)?.memberCount == lines.count
  }
}
