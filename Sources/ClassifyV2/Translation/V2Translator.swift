// SPDX-License-Identifier: Apache-2.0

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
