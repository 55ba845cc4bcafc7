// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension PageRecordMembers {
  /// Judges what was read.
  func judged(
    line: UnsafeBufferPointer<UInt8>, options: PageRecordOptions
  ) -> Result<PageRecord, PageRecordFault> {
    let first: PageRecordSide?
    let second: PageRecordSide?
    switch (Self.read(v1, .v1), Self.read(v2, .v2)) {
    case (.failure(let fault), _), (_, .failure(let fault)): return .failure(fault)
    case (.success(let v1), .success(let v2)): (first, second) = (v1, v2)
    }
    guard let selection = first?.selection ?? second?.selection else {
      return .failure(.noSelection)
    }
    if let fault = beyondDocument(first, second, line: line, options: options) {
      return .failure(fault)
    }
    if let first, let second,
      let mismatch = PageMismatch(
        v1: first.selection, v2: second.selection, pageCount: options.pageCount)
    {
      return .failure(.mismatch(mismatch))
    }
    let count = selection.pages?.count
    if let pages = selection.pages, let count, count > options.expansionLimit {
      do throws(PageError) {
        try pages.checkExpansion(limit: options.expansionLimit)
      } catch {
        return .failure(.selection(error, in: first == nil ? .v2 : .v1))
      }
    }
    return .success(
      PageRecord(
        selection: selection, count: count ?? options.pageCount,
        notesOnV1: first?.notes ?? [], notesOnV2: second?.notes ?? []))
  }

  /// Returns what a member says, or `nil` if it is absent.
  private static func read(
    _ side: Side, _ field: PageRecordField
  ) -> Result<PageRecordSide?, PageRecordFault> {
    switch side {
    case .absent: .success(nil)
    case .all: .success(PageRecordSide(selection: .all, notes: []))
    case .pages(let reading):
      .success(PageRecordSide(selection: .pages(reading.pages), notes: reading.notes))
    case .faulty(let error): .failure(.selection(error, in: field))
    case .wrongType(let kind): .failure(.wrongType(kind, in: field))
    }
  }

  /// Looks for a page that the document does not have, first in v1 and then in v2.
  private func beyondDocument(
    _ first: PageRecordSide?, _ second: PageRecordSide?, line: UnsafeBufferPointer<UInt8>,
    options: PageRecordOptions
  ) -> PageRecordFault? {
    guard let pageCount = options.pageCount else { return nil }
    if let error = first?.selection.pages?.fault(inDocumentOf: pageCount) {
      let location = indices.firstIndex { $0 >= pageCount }
        .map { PageLocation.elements($0..<$0 + 1) }
      return .selection(error.located(at: location), in: .v1)
    }
    if let error = second?.selection.pages?.fault(inDocumentOf: pageCount) {
      let location = v2Text.flatMap { range in
        Self.withText(range, of: line) { PageSet.firstItem(beyond: pageCount, utf8: $0.span) }
      }
      return .selection(error.located(at: location), in: .v2)
    }
    return nil
  }
}

/// What a member says that is there and has no fault.
private struct PageRecordSide {
  let selection: PageSelection
  let notes: [PageNote]
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
  fileprivate static let noSelection = PageRecordFault.line(
    PageLineFault(
      .noSelection,
      message: "the record has neither v1 nor v2; write one of them, or null for all pages"))

  fileprivate static func wrongType(
    _ kind: JSONKind, in field: PageRecordField
  ) -> PageRecordFault {
    let expected =
      switch field {
      case .v1: "an array of indices"
      case .v2: "a text such as \"1,3,5-7\""
      }
    return .line(
      PageLineFault(
        .wrongType, in: field,
        message: "\(field.rawValue) is \(expected) or null, and not \(kind.phrase)"))
  }
}
