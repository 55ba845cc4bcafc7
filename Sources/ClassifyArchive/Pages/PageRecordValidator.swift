// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

/// A validator of page records: JSON objects that select pages as in v1, as in v2, or both.
///
/// A record has the member `v1` (an array of zero-based indices, or null for all pages), `v2` (a
/// range string of one-based page numbers, or null), or both, which must then select the same
/// pages. It can have an `id`, which is part of the verdict, and any other members.
///
/// A record can also be a request body or a job: without a member `v1`, v1's selection is
/// `parsing_configuration.target_pages`; without `v2`, v2's selection is
/// `configuration.parsing_configuration.target_pages`. A body without both selects all pages, unless a
/// member of it looks like a misspelled or misplaced selection. ``PageRecordOptions/paths`` names
/// other places.
///
/// ```swift
/// var validator = PageRecordValidator()
/// let line = Array(#"{"id": "a", "v1": [0, 2], "v2": "1,4"}"#.utf8)
/// let verdict = validator.verdict(on: line.span, line: 1)
/// // .failure(.mismatch): only v1 selects page 3, only v2 selects page 4
/// ```
///
/// Only the first fault of a line is reported, in this order: the line itself, v1, v2, a page
/// beyond the document, a mismatch of v1 and v2, and the number of pages.
///
/// Use one validator for all lines of a file, because it reuses its memory.
public struct PageRecordValidator: ~Copyable {
  /// The options of all validations.
  public let options: PageRecordOptions
  private var reader = JSONReader()
  private var members = PageRecordMembers()

  /// Creates a validator.
  public init(options: PageRecordOptions = PageRecordOptions()) {
    self.options = options
  }

  /// Validates a line.
  ///
  /// - Parameters:
  ///   - source: The bytes of the line, without its newline.
  ///   - line: The one-based number of the line, copied to the verdict.
  /// - Returns: The record or its fault.
  /// - Complexity: O(*n*) in the bytes, or O(*n* log *n*) if pages are out of order; independent of
  ///   the number of pages in a range.
  public mutating func verdict(on source: Span<UInt8>, line: Int) -> PageRecordVerdict {
    source.withUnsafeBufferPointer { source in
      members.clear()
      let outcome = outcome(of: source) { (reader, members, options) throws(JSONError) in
        if let paths = options.paths {
          try members.read(at: paths, from: &reader, line: source, syntax: options.syntax)
          return nil
        }
        guard try reader.peekKind() == .object else { return .notAnObject }
        try members.read(from: &reader, line: source, syntax: options.syntax)
        return nil
      }
      return verdict(line: line, outcome)
    }
  }

  /// Validates a v1 array, or null, without a record around it.
  ///
  /// - Parameters:
  ///   - source: A JSON text.
  ///   - line: The number copied to the verdict.
  /// - Returns: The record with only v1, or its fault.
  public mutating func verdict(onIndices source: Span<UInt8>, line: Int) -> PageRecordVerdict {
    source.withUnsafeBufferPointer { source in
      members.clear()
      let outcome = outcome(of: source) { (reader, members, options) throws(JSONError) in
        try members.readV1(from: &reader, line: source, syntax: options.syntax)
        return nil
      }
      return verdict(line: line, outcome)
    }
  }

  /// Validates a range string that isn't in JSON.
  ///
  /// - Parameters:
  ///   - source: The text in UTF-8.
  ///   - line: The number copied to the verdict.
  /// - Returns: The record with only v2, or its fault.
  public mutating func verdict(onRangeString source: Span<UInt8>, line: Int) -> PageRecordVerdict {
    source.withUnsafeBufferPointer { source in
      members.clear()
      guard source.count <= options.maximumLineBytes else {
        return verdict(line: line, .failure(.tooLong(options)))
      }
      members.readV2(source, syntax: options.syntax)
      return verdict(line: line, members.validated(line: source, options: options))
    }
  }

  /// Returns the verdict on the members read.
  private func verdict(
    line: Int, _ outcome: Result<PageRecord, PageRecordFault>
  ) -> PageRecordVerdict {
    var selection: Range<Int>?
    if case .failure(let fault) = outcome, let field = fault.field {
      selection = field == .v1 ? members.v1Value : members.v2Value
    }
    return PageRecordVerdict(line: line, id: members.id, selection: selection, outcome: outcome)
  }

  /// Reads a JSON text with `read`, and validates the members.
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
    return members.validated(line: source, options: options)
  }
}

/// Options for validating page records.
public struct PageRecordOptions: Sendable, Hashable {
  /// The syntax of selections; strict syntax also rejects unordered and duplicate indices in v1.
  public var syntax: PageSyntax
  /// The maximum number of pages of a selection, because v1 lists each one; clamped to 0 through
  /// ``PageSet/maximumExpansionLimit``.
  public var expansionLimit: Int {
    didSet { expansionLimit = Self.clamped(expansionLimit) }
  }
  /// The number of pages of the document, beyond which pages are a fault; `nil` if unknown.
  public var pageCount: Int?
  /// The maximum number of bytes of a line, which bounds memory.
  public var maximumLineBytes: Int
  /// The only places where selections are read, in lines of any JSON; `nil` for the places that
  /// ``PageRecordValidator`` lists.
  public var paths: PageRecordPaths?

  /// Creates options.
  ///
  /// - Parameters:
  ///   - syntax: The syntax of selections.
  ///   - expansionLimit: The maximum number of pages of a selection.
  ///   - pageCount: The number of pages of the document; `nil` if it is unknown.
  ///   - maximumLineBytes: The maximum number of bytes of a line (default: 1 MiB).
  ///   - paths: The only places where selections are read; `nil` for the usual places.
  public init(
    syntax: PageSyntax = .lenient,
    expansionLimit: Int = PageSet.defaultExpansionLimit,
    pageCount: Int? = nil,
    maximumLineBytes: Int = 1 << 20,
    paths: PageRecordPaths? = nil
  ) {
    self.syntax = syntax
    self.expansionLimit = Self.clamped(expansionLimit)
    self.pageCount = pageCount
    self.maximumLineBytes = maximumLineBytes
    self.paths = paths
  }

  private static func clamped(_ expansionLimit: Int) -> Int {
    min(max(0, expansionLimit), PageSet.maximumExpansionLimit)
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
    // A record is one line, so the offset is enough.
    .line(
      PageLineFault(
        error.code == .duplicateMember ? .duplicateMember : .notJSON,
        at: error.offset..<min(error.offset + 1, byteCount),
        message: error.message))
  }
}
