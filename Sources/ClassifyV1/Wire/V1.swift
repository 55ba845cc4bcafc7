// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyModel

/// The wire types of Classify v1, `/api/v1/classifier/jobs`.
///
/// Types and members are named as in the service's reference. Strings and digits are kept
/// as written, `null` is distinct from absent, and members not in the reference are kept in
/// `unknownMembers` and written after the known ones.
public enum V1 {
  /// `PaginatedResponse_ClassifyJob_`: one page of the list of jobs.
  public typealias JobPage = ListPage<Job>
  /// `JobGetResultsResponse`: one page of a job's results.
  public typealias ResultsPage = ListPage<FileClassification>
  /// `ClassifierRule`: a classification rule.
  public typealias Rule = WireRule
  /// `ClassificationResult`: the type of one file, with confidence and reasoning.
  public typealias ClassificationResult = WireResult
  /// `LlamaParseWebhookConfiguration`: a webhook that receives events.
  public typealias WebhookConfiguration = WireWebhook
}

extension V1 {
  /// The status of a job.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// The job is queued or running.
    case pending = "PENDING"
    /// Every file has a result.
    case success = "SUCCESS"
    /// No file has a result.
    case error = "ERROR"
    /// Some files have a result, others do not.
    case partialSuccess = "PARTIAL_SUCCESS"
    /// The job was cancelled.
    case cancelled = "CANCELLED"
  }

  /// The classification mode.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// Classifies by the text of the pages.
    case fast = "FAST"
    /// Classifies by images of the pages.
    case multimodal = "MULTIMODAL"
  }
}

extension V1.Status: StatusWord {
  /// The model's status for this value.
  package var jobStatus: JobStatus {
    switch self {
    case .pending: .pending
    case .success: .succeeded
    case .error: .failed
    case .partialSuccess: .partiallySucceeded
    case .cancelled: .cancelled
    }
  }
}

extension V1.Mode: ModeWord {
  /// The model's mode for this value.
  package var mode: ClassifyMode {
    switch self {
    case .fast: .fast
    case .multimodal: .multimodal
    }
  }
}

extension V1 {
  /// v1's names for webhook events, such as `parse.success`.
  ///
  /// v1 accepts any text as an event, so the names of later versions are read too.
  package static let eventNames = WebhookEventNames(prefix: "parse.", readsOtherPrefixes: true)
}

extension JobID {
  /// Returns the ID of a v1 job with the ID that the service assigned.
  public static func v1(_ id: String) -> JobID { .job(id, .v1) }
}

extension PageLimit {
  /// v1's limit for a request with neither a page limit nor a page selection: 5 pages.
  public static let v1Default = PageLimit.first(5)
}

extension Language {
  /// The 86 codes that v1 accepts, in the order of its schema.
  ///
  /// They come from an OCR engine: 61 are ISO 639-1 codes, and two of the other 25 differ from
  /// ISO 639 in meaning (`ang` is Angika, `mah` is Magahi).
  public static let v1Codes: [Language] = v1CodeText.split(separator: " ").map {
    Language(String($0))
  }

  /// Whether v1 accepts the code.
  public var isV1Code: Bool { Self.v1CodeSet.contains(rawValue) }

  /// Whether the code means another language in v1 than in ISO 639: `ang` and `mah`.
  var differsFromISO639: Bool { Self.codesUnlikeISO639.contains(rawValue) }

  /// The v1 code of the same language: this code if v1 accepts it, `nil` if v1 has none.
  ///
  /// For languages with one v1 code per script (`zh`, `sr`), the script is a guess.
  public var nearestV1Code: Language? {
    isV1Code ? self : Self.v1CodeOfISO[rawValue].map { Language($0) }
  }

  private static let v1CodeText = """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """

  private static let v1CodeSet = Set(v1Codes.map(\.rawValue))

  /// Angika, which is `anp` in ISO 639, and Magahi, `mag`; there, these are Old English and
  /// Marshallese.
  private static let codesUnlikeISO639: Set = ["ang", "mah"]

  private static let v1CodeOfISO = [
    "zh": "ch_sim", "sr": "rs_cyrillic", "av": "ava", "ce": "che", "tg": "tjk", "nb": "no",
  ]
}
