// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// Judges page records one by one: lines of JSON that select pages in v1, in v2, or in both.
///
/// A record is an object with the member `v1` (an array of indices that count from 0, or null for
/// all pages), `v2` (a range string that counts from 1, or null), or both, which must then select the
/// same pages. It may have an `id`, which the verdict carries, and any other members.
///
/// ```swift
/// var validator = PageRecordValidator()
/// let line = Array(#"{"id": "a", "v1": [0, 2], "v2": "1,4"}"#.utf8)
/// let verdict = validator.verdict(on: line.span, line: 1)
/// // .failure(.mismatch): only v1 selects page 3, only v2 selects page 4
/// ```
///
/// One fault is reported of a line: of the line itself, of v1, of v2, of a page that the document
/// does not have, of a difference between the two, and at last of their size, in this order.
///
/// A validator uses its memory again, so keep it for all lines of a file.
public struct PageRecordValidator: ~Copyable {
  /// What is asked of records.
  public let options: PageRecordOptions
  private var reader = JSONReader()
  private var members = PageRecordMembers()

  /// Makes a validator.
  public init(options: PageRecordOptions = PageRecordOptions()) {
    self.options = options
  }

  /// Judges a line.
  ///
  /// - Parameters:
  ///   - source: The bytes of the line, without the line feed at its end.
  ///   - line: The number of the line, counted from 1, which the verdict repeats.
  /// - Returns: The record, or what is wrong with the line. This never fails.
  /// - Complexity: O(*n*) in the bytes, O(*n* log *n*) if pages are out of order; never in the number
  ///   of pages of a range.
  public mutating func verdict(on source: Span<UInt8>, line: Int) -> PageRecordVerdict {
    source.withUnsafeBufferPointer { source in
      members.clear()
      let outcome = outcome(of: source) { (reader, members, options) throws(JSONError) in
        guard try reader.peekKind() == .object else { return .notAnObject }
        try members.read(from: &reader, line: source, syntax: options.syntax)
        return nil
      }
      return PageRecordVerdict(line: line, id: members.id, outcome: outcome)
    }
  }

  /// Judges a v1 array, or null, that stands alone.
  ///
  /// - Parameters:
  ///   - source: A JSON text.
  ///   - line: The number that the verdict repeats.
  /// - Returns: The record of v1 alone, or what is wrong with it.
  public mutating func verdict(onIndices source: Span<UInt8>, line: Int) -> PageRecordVerdict {
    source.withUnsafeBufferPointer { source in
      members.clear()
      let outcome = outcome(of: source) { (reader, members, options) throws(JSONError) in
        try members.readV1(from: &reader, line: source, syntax: options.syntax)
        return nil
      }
      return PageRecordVerdict(line: line, id: nil, outcome: outcome)
    }
  }

  /// Judges a range string, as it is and not in JSON.
  ///
  /// - Parameters:
  ///   - source: The text.
  ///   - line: The number that the verdict repeats.
  /// - Returns: The record of v2 alone, or what is wrong with it.
  public mutating func verdict(onRangeString source: Span<UInt8>, line: Int) -> PageRecordVerdict {
    source.withUnsafeBufferPointer { source in
      members.clear()
      guard source.count <= options.maximumLineBytes else {
        return PageRecordVerdict(line: line, id: nil, outcome: .failure(.tooLong(options)))
      }
      members.readV2(source, syntax: options.syntax)
      return PageRecordVerdict(
        line: line, id: nil, outcome: members.judged(line: source, options: options))
    }
  }

  /// Reads a JSON text with `read`, and judges what it has read.
  private mutating func outcome(
    of source: UnsafeBufferPointer<UInt8>,
    _ read: (
      inout JSONReader, inout PageRecordMembers, PageRecordOptions
    ) throws(JSONError) -> PageRecordFault?
  ) -> Result<PageRecord, PageRecordFault> {
    guard source.count <= options.maximumLineBytes else { return .failure(.tooLong(options)) }
    do throws(JSONError) {
      try reader.restart(copying: UnsafeRawBufferPointer(source))
      let fault = try read(&reader, &members, options)
      if fault != nil { try reader.skipValue() }
      try reader.finish()
      if let fault { return .failure(fault) }
    } catch {
      return .failure(.notJSON(error, byteCount: source.count))
    }
    return members.judged(line: source, options: options)
  }
}

extension PageRecordFault {
  static let notAnObject = PageRecordFault.line(
    PageLineFault(
      .wrongType, message: "the line is not an object; write {\"v1\": […]} or {\"v2\": \"…\"}"))

  static func tooLong(_ options: PageRecordOptions) -> PageRecordFault {
    .line(
      PageLineFault(
        .tooLong,
        message: "the line has more than \(options.maximumLineBytes) bytes; "
          + "write the selection as ranges"))
  }

  static func notJSON(_ error: JSONError, byteCount: Int) -> PageRecordFault {
    // A record stands on one line, so the column says all.
    .line(
      PageLineFault(
        error.code == .duplicateMember ? .duplicateMember : .notJSON,
        at: error.offset..<min(error.offset + 1, byteCount),
        message: error.message))
  }
}
