// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension PageRecordMembers {
  /// Validates the members read from a line.
  func validated(
    line: UnsafeBufferPointer<UInt8>, options: PageRecordOptions
  ) -> Result<PageRecord, PageRecordFault> {
    if v1 == .faulty, let v1Fault { return .failure(v1Fault) }
    if v2 == .faulty, let v2Fault { return .failure(v2Fault) }
    if v1 == .absent, v2 == .absent {
      if options.paths == nil, let misplaced = MisplacedSelection.find(in: line) {
        let message = misplaced.message(isBody: isBody)
        return .failure(.line(PageLineFault(.noSelection, message: message)))
      }
      guard isBody else { return .failure(.noSelection(options.paths)) }
    }
    if let pageCount = options.pageCount,
      let fault = beyondDocument(of: pageCount, line: line)
    {
      return .failure(fault)
    }
    if let mismatch = mismatch(pageCount: options.pageCount) {
      return .failure(.mismatch(mismatch))
    }
    let v1Notes = v1 == .pages ? v1Reading.notes : []
    let v2Notes = v2 == .pages ? v2Reading.notes : []
    // If both select pages, they select the same ones.
    if v1 == .pages {
      return record(
        v1Reading.pages, in: .v1, v1Notes: v1Notes, v2Notes: v2Notes, options: options)
    }
    if v2 == .pages {
      return record(
        v2Reading.pages, in: .v2, v1Notes: v1Notes, v2Notes: v2Notes, options: options)
    }
    return .success(
      PageRecord(selection: .all, count: options.pageCount, v1Notes: [], v2Notes: []))
  }

  /// Returns the record unless it selects more pages than the expansion limit.
  private func record(
    _ pages: PageSet, in field: APIVersion, v1Notes: [PageNote], v2Notes: [PageNote],
    options: PageRecordOptions
  ) -> Result<PageRecord, PageRecordFault> {
    let count = pages.count
    if count > options.expansionLimit {
      do throws(PageError) {
        try pages.checkExpansion(limit: options.expansionLimit)
      } catch {
        return .failure(.selection(error, in: field))
      }
    }
    return .success(
      PageRecord(
        selection: .pages(pages), count: count, v1Notes: v1Notes, v2Notes: v2Notes))
  }

  /// Compares v1 and v2 if the record has both.
  private func mismatch(pageCount: Int?) -> PageMismatch? {
    switch (v1, v2) {
    case (.pages, .pages):
      guard v1Reading.pages.ranges != v2Reading.pages.ranges else { return nil }
      return PageMismatch(
        v1: .pages(v1Reading.pages), v2: .pages(v2Reading.pages), pageCount: pageCount)
    case (.pages, .all):
      return PageMismatch(v1: .pages(v1Reading.pages), v2: .all, pageCount: pageCount)
    case (.all, .pages):
      return PageMismatch(v1: .all, v2: .pages(v2Reading.pages), pageCount: pageCount)
    default: return nil
    }
  }

  /// Returns a fault if v1 or v2 selects a page that the document doesn't have.
  private func beyondDocument(
    of pageCount: Int, line: UnsafeBufferPointer<UInt8>
  ) -> PageRecordFault? {
    if v1 == .pages, let error = v1Reading.pages.fault(inDocumentOf: pageCount) {
      let location = indices.firstIndex { $0 >= pageCount }
        .map { PageLocation.elements($0..<$0 + 1) }
      return .selection(error.located(at: location), in: .v1)
    }
    if v2 == .pages, let error = v2Reading.pages.fault(inDocumentOf: pageCount) {
      let location = v2Text.flatMap { range in
        Self.withText(range, of: line) { PageSet.firstItem(beyond: pageCount, utf8: $0.span) }
      }
      return .selection(error.located(at: location), in: .v2)
    }
    return nil
  }
}

extension PageSet {
  fileprivate func fault(inDocumentOf pageCount: Int) -> PageError? {
    do throws(PageError) {
      _ = try checked(pageCount: pageCount)
      return nil
    } catch {
      return error
    }
  }
}

extension PageError {
  fileprivate func located(at location: PageLocation?) -> PageError {
    PageError(code, at: location, message: message)
  }
}

extension PageRecordFault {
  fileprivate static func noSelection(_ paths: PageRecordPaths?) -> PageRecordFault {
    let message =
      paths.map { "the record has nothing at \($0.phrase); give the path of its selection" }
      ?? "the record has neither v1 nor v2; write one of them, or null for all pages"
    return .line(PageLineFault(.noSelection, message: message))
  }

  /// A string at the place of v1's array in a body.
  static let stringInV1Body = wrongType(
    .string, in: .v1,
    advice: "; if the record is a v2 configuration, use "
      + "--v2-path /parsing_configuration/target_pages")

  static func wrongType(
    _ kind: JSONKind, in field: APIVersion, advice: String = ""
  ) -> PageRecordFault {
    let expected =
      switch field {
      case .v1: "an array of indices"
      case .v2: "a text such as \"1,3,5-7\""
      }
    return .line(
      PageLineFault(
        .wrongType, in: field,
        message: "\(field.rawValue) is \(expected) or null, and not \(kind.phrase)\(advice)"))
  }
}
