// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

/// A translator between v1's wire types and the model.
///
/// Every change to a value beyond its spelling is noted in the result. Reading a record never
/// fails. Reading a request throws if the request is invalid, and writing a request or a record
/// throws if v1 can't represent it.
public struct V1Translator: Sendable, Hashable {
  /// The policy that decides which notes refuse a translation.
  public var policy: TranslationPolicy
  /// The maximum number of pages to expand into `target_pages`.
  public var expansionLimit: Int

  /// Creates a translator.
  public init(
    policy: TranslationPolicy = .standard, expansionLimit: Int = PageSet.defaultExpansionLimit
  ) {
    self.policy = policy
    self.expansionLimit = expansionLimit
  }
}

// Fields that requests and records write in the same way.
extension V1Translator {
  func mode(from mode: ClassifyMode, ledger: inout Ledger) -> Open<V1.Mode> {
    if case .unrecognized(let text) = mode {
      ledger.add(.modeUnrecognized, at: "/mode", before: text, after: text)
    }
    return Open(mode) ?? .known(.fast)
  }

  /// Writes a page limit explicitly, because v1 reads 5 pages if `max_pages` is absent.
  func maxPages(from limit: PageLimit, ledger: inout Ledger) -> Presence<Lenient<Int>> {
    switch limit {
    case .first(let count): return .value(.value(count))
    case .unlimited:
      ledger.add(
        .pageLimitUnlimitedWritten, at: "/parsing_configuration/max_pages", after: "null")
      return .null
    }
  }

  /// Notes a language that is written as another v1 code, or as one that ISO 639 defines otherwise.
  func noteLanguage(_ language: Language, writtenAs code: Language, ledger: inout Ledger) {
    guard code != language || code.differsFromISO639 else { return }
    ledger.add(
      code == language ? .languageAmbiguous : .languageNearest,
      at: "/parsing_configuration/lang", before: language.rawValue, after: code.rawValue)
  }

  func targetPages(from pages: PageSet, ledger: inout Ledger) -> [Int]? {
    do {
      return try pages.indices(limit: expansionLimit)
    } catch {
      ledger.add(
        .pagesTooManyPages, at: "/parsing_configuration/target_pages",
        before: pages.rangeString, message: error.messageWithLocation)
      return nil
    }
  }
}
