// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel
import ClassifyV1
public import ClassifyV2

/// Options for converting stored records.
public struct ArchiveOptions: Sendable, Hashable {
  /// The version to convert to; records of this version already are copied unchanged.
  public var target: APIVersion
  /// The kind of every record; `nil` to detect it from the members of each record.
  public var kind: ArchiveKind?
  /// The policy that decides which notes reject a record.
  public var policy: TranslationPolicy
  /// The dialect of v2 to write.
  public var dialect: V2Dialect
  /// The way that language codes outside ISO 639-1 are written to v2.
  public var languages: V2Translator.LanguageMapping
  /// The form in which the IDs of uploaded files are written to v2's request bodies.
  public var fileIdentifiers: V2Translator.FileIdentifierForm
  /// The maximum number of pages to expand into v1's `target_pages`.
  public var expansionLimit: Int
  /// Whether each written record keeps its source in the member `classify_bridge`, from which
  /// converting back restores the very bytes.
  ///
  /// A source of more than ``maximumKeptBytes`` is not kept, which is noted.
  public var keepsUnplaced: Bool
  /// Whether notes are counted by code.
  ///
  /// Without it, usual records need not be understood, and are converted several times faster.
  public var countsNotes: Bool
  /// Whether the notes of each record are listed; they are then counted, too.
  public var listsNotes: Bool {
    didSet { countsNotes = countsNotes || listsNotes }
  }
  /// Where the records of one job are looked for.
  public var gathering: RecordGathering

  /// The maximum number of bytes of a source that ``keepsUnplaced`` keeps: 64 KiB.
  public static let maximumKeptBytes = 64 << 10

  /// Creates options.
  public init(
    target: APIVersion, kind: ArchiveKind? = nil, policy: TranslationPolicy = .standard,
    dialect: V2Dialect = .published, languages: V2Translator.LanguageMapping = .unchanged,
    fileIdentifiers: V2Translator.FileIdentifierForm = .unchanged,
    expansionLimit: Int = PageSet.defaultExpansionLimit, keepsUnplaced: Bool = false,
    countsNotes: Bool = true, listsNotes: Bool = false, gathering: RecordGathering = .adjacent
  ) {
    self.target = target
    self.kind = kind
    self.policy = policy
    self.dialect = dialect
    self.languages = languages
    self.fileIdentifiers = fileIdentifiers
    self.expansionLimit = expansionLimit
    self.keepsUnplaced = keepsUnplaced
    self.countsNotes = countsNotes || listsNotes
    self.listsNotes = listsNotes
    self.gathering = gathering
  }

  var v1: V1Translator { V1Translator(policy: policy, expansionLimit: expansionLimit) }

  var v2: V2Translator {
    V2Translator(
      policy: policy, dialect: dialect, languages: languages, fileIdentifiers: fileIdentifiers)
  }
}

/// A kind of stored record.
@nonexhaustive
public enum ArchiveKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// The body of a request that creates a job.
  case create
  /// A job: in v1 without its results, in v2 with its result.
  case job
  /// A page of a v1 job's results.
  case results
  /// One result of a v1 job.
  case item
  /// A v1 job with its results: `{"job": {…}, "results": {"items": […]}}`, or a job with a member
  /// `results`.
  case jobWithResults
  /// A webhook delivery, with `data` in either output format.
  case webhook
}

/// Where the records of one job are looked for: a v1 job and its results, or the v2 jobs of a group.
public enum RecordGathering: Sendable, Hashable {
  /// Next to each other; blank lines may be between them.
  case adjacent
  /// Anywhere in the input.
  ///
  /// Such records are kept in memory until their group is complete, or until the end of the input
  /// if their number is not known. Records above the maximum number of bytes are rejected.
  case all(maximumBytes: Int)
}
