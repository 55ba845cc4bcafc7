// SPDX-License-Identifier: Apache-2.0

public import ClassifyContract
public import ClassifyModel

/// The wire shapes of Classify v1, `/api/v1/classifier/jobs`.
///
/// They are named as in the service's reference and say what it says, no more: members keep their
/// texts and digits, `null` is told from absent, and members that the reference does not have are
/// kept in `others` and written back behind the known ones.
public enum V1 {
  /// `PaginatedResponse_ClassifyJob_`: one page of the list of jobs.
  public typealias JobPage = ListPage<Job>
  /// `JobGetResultsResponse`: one page of a job's results.
  public typealias ResultsPage = ListPage<FileClassification>
  /// `ClassifierRule`: a rule for classifying documents.
  public typealias Rule = WireRule
  /// `ClassificationResult`: what was found out about one file.
  public typealias ClassificationResult = WireResult
  /// `LlamaParseWebhookConfiguration`: where events are delivered.
  public typealias WebhookConfiguration = WireWebhook
}

extension V1 {
  /// How far a job has come, in v1's words.
  public enum Status: String, Sendable, Hashable, CaseIterable {
    /// The job waits or is being worked on.
    case pending = "PENDING"
    /// Every file has a result.
    case success = "SUCCESS"
    /// No file has a result.
    case error = "ERROR"
    /// Some files have a result and others do not.
    case partialSuccess = "PARTIAL_SUCCESS"
    /// The job was stopped.
    case cancelled = "CANCELLED"
  }

  /// How files are classified, in v1's words.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// By the text of their pages.
    case fast = "FAST"
    /// By images of their pages.
    case multimodal = "MULTIMODAL"
  }
}

extension V1.Status: StatusWord {
  /// The status that the word means.
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

extension V1 {
  /// v1's names of webhook events, such as `parse.success`.
  package static let eventNames = WebhookEventNames(prefix: "parse.")
}

extension JobID {
  /// A job of v1, by the ID that the service gave it.
  public static func v1(_ id: String) -> JobID { .job(id, .v1) }
}

extension PageLimit {
  /// The limit that v1 applies when a request has neither a limit nor a selection: 5 pages.
  public static let v1Default = PageLimit.first(5)
}

extension Language {
  /// The 86 codes that v1 accepts, in the order of its schema.
  ///
  /// They are those of an OCR engine: 61 are ISO 639-1, and two of the other 25 mean another
  /// language than ISO 639 says (`ang` is Angika, `mah` is Magahi).
  public static let v1Codes: [Language] = v1CodeText.split(separator: " ").map {
    Language(String($0))
  }

  /// Whether v1 accepts the code.
  public var isV1Code: Bool { Self.v1CodeSet.contains(rawValue) }

  /// The v1 code of the same language; this code itself if v1 accepts it, `nil` if v1 has none.
  ///
  /// Where v1 has a code for each script (`zh`, `sr`) the script is a guess.
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

  private static let v1CodeOfISO = [
    "zh": "ch_sim", "sr": "rs_cyrillic", "av": "ava", "ce": "che", "tg": "tjk", "nb": "no",
  ]
}
