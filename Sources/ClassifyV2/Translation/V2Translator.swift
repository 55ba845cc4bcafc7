// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

/// A translator between v2's wire types and the model.
///
/// Every change to a value beyond its spelling is noted in the result. Reading a record never
/// fails. Reading a request throws if the request is invalid, and writing a request or a record
/// throws if v2 can't represent it.
public struct V2Translator: Sendable, Hashable {
  /// The way that language codes outside ISO 639-1 are written.
  public enum LanguageMapping: String, Sendable, Hashable, Codable, CaseIterable {
    /// Writes them unchanged, with a note: v2's handling of them is not published.
    case unchanged
    /// Writes the language's ISO 639-1 code if one is known, and otherwise the code unchanged, both
    /// with a note; the script or the spelling is lost.
    case iso639Part1
  }

  /// The form in which the IDs of uploaded files are written.
  ///
  /// v2's reference has `dfl-<uuid>`; IDs from another version may be bare UUIDs. Whether both
  /// forms identify the same file, and whether v2 accepts a bare UUID, is not published.
  public enum FileIdentifierForm: String, Sendable, Hashable, Codable, CaseIterable {
    /// The form that the caller passed.
    case unchanged
    /// The form `dfl-<uuid>`: a bare UUID gets the prefix `dfl-`.
    case prefixed
  }

  /// The policy that decides which notes refuse a translation.
  public var policy: TranslationPolicy
  /// The dialect of v2 to write.
  public var dialect: V2Dialect
  /// The way that language codes outside ISO 639-1 are written.
  public var languages: LanguageMapping
  /// The form in which the IDs of uploaded files are written.
  public var fileIdentifiers: FileIdentifierForm

  /// Creates a translator.
  public init(
    policy: TranslationPolicy = .standard, dialect: V2Dialect = .published,
    languages: LanguageMapping = .unchanged, fileIdentifiers: FileIdentifierForm = .unchanged
  ) {
    self.policy = policy
    self.dialect = dialect
    self.languages = languages
    self.fileIdentifiers = fileIdentifiers
  }
}

/// The dialect of v2 to write; every dialect can be read.
public enum V2Dialect: String, Sendable, Hashable, Codable, CaseIterable {
  /// The published reference: four statuses; jobs can't be cancelled or deleted.
  case published
  /// The current service, which added cancelling, deleting, and a status for cancelled jobs.
  case current
}

// Fields that requests and records write in the same way.
extension V2Translator {
  /// Writes the mode; v2 has only `FAST`.
  func mode(
    from mode: ClassifyMode, at pointer: String, ledger: inout Ledger
  ) -> Open<V2.Mode> {
    if case .unrecognized(let text) = mode {
      ledger.add(.modeUnrecognized, at: pointer, before: text, after: text)
    }
    if let word = Open<V2.Mode>(mode) { return word }
    ledger.add(.modeMultimodal, at: pointer, before: "\(mode)", after: V2.Mode.fast.rawValue)
    return .known(.fast)
  }

  /// Writes a language code and notes one that is not ISO 639-1.
  func language(from language: Language, at pointer: String, ledger: inout Ledger) -> String {
    guard !language.isISO639Part1 else { return language.rawValue }
    if languages == .iso639Part1, let mapped = language.iso639Part1 {
      ledger.add(
        .languageMapped, at: pointer, before: language.rawValue, after: mapped.rawValue)
      return mapped.rawValue
    }
    let message =
      languages == .iso639Part1
      ? "no ISO 639-1 code of this language is known, so the code is passed through unchanged; "
        + "v2's handling of it is not published." : nil
    ledger.add(
      .languageNotISO, at: pointer, before: language.rawValue, after: language.rawValue,
      message: message)
    return language.rawValue
  }
}
