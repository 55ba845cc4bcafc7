// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

/// What is asked of page records.
public struct PageRecordOptions: Sendable, Hashable {
  /// How a selection is read; strict syntax refuses disorder and duplicates in v1 arrays, too.
  public var syntax: PageSyntax
  /// The number of pages that a selection may have, since v1 lists each of them.
  public var expansionLimit: Int
  /// The number of pages of the document, if it is known: pages beyond it are a fault.
  public var pageCount: Int?
  /// The number of bytes that a line may have: it bounds the memory that is used.
  public var maximumLineBytes: Int

  /// Makes options: lenient, 100,000 pages, a document of any length, lines of up to 1 MiB.
  public init(
    syntax: PageSyntax = .lenient,
    expansionLimit: Int = PageSet.defaultExpansionLimit,
    pageCount: Int? = nil,
    maximumLineBytes: Int = 1 << 20
  ) {
    self.syntax = syntax
    self.expansionLimit = expansionLimit
    self.pageCount = pageCount
    self.maximumLineBytes = maximumLineBytes
  }
}
