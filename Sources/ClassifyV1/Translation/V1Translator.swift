// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

/// Translates between v1's wire shapes and the model.
///
/// Whatever a translation does to a value beyond saying the same in other words is in the notes of
/// its result. Reading a record refuses nothing; a request that can't mean what its caller wants is
/// refused, and so is a record that v1 can't say.
public struct V1Translator: Sendable, Hashable {
  /// From which effect on a translation is refused.
  public var policy: TranslationPolicy
  /// The most pages that are listed one by one in a request or a record.
  public var expansionLimit: Int

  /// Makes a translator.
  public init(
    policy: TranslationPolicy = .standard, expansionLimit: Int = PageSet.defaultExpansionLimit
  ) {
    self.policy = policy
    self.expansionLimit = expansionLimit
  }
}

// What requests and records write alike.
extension V1Translator {
  func mode(from mode: ClassifyMode, ledger: inout Ledger) -> Open<V1.Mode> {
    if case .unrecognized(let text) = mode {
      ledger.add(.modeUnrecognized, at: "/mode", before: text, after: text)
    }
    return Open(mode.wireText)
  }

  /// Writes a page limit in so many words: without any v1 would read 5 pages.
  func maxPages(from limit: PageLimit, ledger: inout Ledger) -> Presence<Lenient<Int>> {
    switch limit {
    case .first(let count): return .value(.value(count))
    case .unlimited:
      ledger.add(
        .pageLimitUnlimitedWritten, at: "/parsing_configuration/max_pages", after: "null")
      return .null
    }
  }

  func targetPages(from pages: PageSet, ledger: inout Ledger) -> [Int]? {
    do {
      return try pages.indices(limit: expansionLimit)
    } catch {
      ledger.add(
        .pagesTooManyPages, at: "/parsing_configuration/target_pages",
        before: pages.rangeString, message: error.description)
      return nil
    }
  }
}
