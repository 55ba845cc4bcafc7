// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
public import ClassifyModel

/// Translates between v2's wire shapes and the model.
///
/// Whatever a translation does to a value beyond saying the same in other words is in the notes of
/// its result. Reading a record refuses nothing; a request that can't mean what its caller wants is
/// refused, and so is a record that v2 can't say.
public struct V2Translator: Sendable, Hashable {
  /// What becomes of v1's language codes that ISO 639-1 does not have.
  public enum LanguageMapping: String, Sendable, Hashable, Codable, CaseIterable {
    /// They are passed on unchanged, and noted: what v2 makes of them is not published.
    case unchanged
    /// Those whose language has an ISO 639-1 code get it; the script or the spelling is lost.
    case iso639Part1
  }

  /// How the ids of uploaded files are written.
  ///
  /// v2's reference writes `dfl-<uuid>` and v1's a bare UUID. Whether the two name one file, and
  /// whether a version takes the other's form, is not published.
  public enum FileIdentifierForm: String, Sendable, Hashable, Codable, CaseIterable {
    /// As the caller gave them.
    case unchanged
    /// A bare UUID gets `dfl-` in front.
    case prefixed
  }

  /// From which effect on a translation is refused.
  public var policy: TranslationPolicy
  /// The form of v2 that is written.
  public var dialect: V2Dialect
  /// What becomes of v1's language codes that ISO 639-1 does not have.
  public var languages: LanguageMapping
  /// How the ids of uploaded files are written.
  public var fileIdentifiers: FileIdentifierForm

  /// Makes a translator.
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

/// The form of v2 that is written; every form is read.
public enum V2Dialect: String, Sendable, Hashable, Codable, CaseIterable {
  /// The published reference: four statuses, and neither cancelling nor deleting.
  case published
  /// The service as it has become since: a status for cancelled jobs, cancelling and deleting.
  case current
}

// What requests and records write alike.
extension V2Translator {
  /// Writes the mode; v2 has but one.
  func mode(
    from mode: ClassifyMode, at place: String, ledger: inout Ledger
  ) -> Open<V2.Mode> {
    switch mode {
    case .fast: return .known(.fast)
    case .multimodal:
      ledger.add(.modeMultimodal, at: place, before: "MULTIMODAL", after: "FAST")
      return .known(.fast)
    case .unrecognized(let text):
      ledger.add(.modeUnrecognized, at: place, before: text, after: text)
      return Open(text)
    }
  }

  /// Writes the code of a language, noting what is not ISO 639-1.
  func language(from language: Language, at place: String, ledger: inout Ledger) -> String {
    guard !language.isISO639Part1 else { return language.rawValue }
    if languages == .iso639Part1, let mapped = language.iso639Part1 {
      ledger.add(
        .languageMapped, at: place, before: language.rawValue, after: mapped.rawValue)
      return mapped.rawValue
    }
    ledger.add(
      .languageNotISO, at: place, before: language.rawValue, after: language.rawValue)
    return language.rawValue
  }
}
