// SPDX-License-Identifier: Apache-2.0

/// What a finding is about; raw values stay the same across releases.
public enum FindingCode: String, Sendable, Hashable, CaseIterable {
  // MARK: Rewritten

  case callRewritten = "rewrite.call"
  case resultRewritten = "rewrite.result"
  case statusRewritten = "rewrite.status"
  case pagesRewritten = "rewrite.pages"
  case pageLimitWritten = "rewrite.pageLimit"
  case importRewritten = "rewrite.import"
  case typeRewritten = "rewrite.type"
  case bodyRewritten = "rewrite.body"
  case commandRewritten = "rewrite.command"
  case settingRewritten = "rewrite.setting"
  case dependencyRewritten = "rewrite.dependency"
  case nameRewritten = "rewrite.name"

  // MARK: Served by a shim

  case shimCall = "shim.call"
  case shimClassifier = "shim.classifier"
  case shimServices = "shim.services"

  // MARK: Left for a person

  case probable = "decide.probable"
  case multimodal = "decide.multimodal"
  case partialSuccess = "decide.partialSuccess"
  case storedJobID = "decide.storedJobID"
  case oldJobs = "decide.oldJobs"
  case modeVariable = "decide.modeVariable"
  case spread = "decide.spread"
  case pagesInvalid = "decide.pagesInvalid"
  case pagesVariable = "decide.pagesVariable"
  case pageLimitInvalid = "decide.pageLimitInvalid"
  case pageLimitChoice = "decide.pageLimitChoice"
  case language = "decide.language"
  case timeoutUnit = "decide.timeoutUnit"
  case fileCount = "decide.fileCount"
  case resultEscapes = "decide.resultEscapes"
  case webhook = "decide.webhook"
  case webhookEvent = "decide.webhookEvent"
  case typeWithoutCounterpart = "decide.type"
  case unsupportedArgument = "decide.argument"
  case jobListing = "decide.jobListing"
  case statusLogic = "decide.statusLogic"
  case comment = "decide.comment"
  case text = "decide.text"
  case fake = "decide.fake"
  case setting = "decide.setting"
  case documentation = "decide.documentation"
  case shimExists = "decide.shimExists"
  case unclearSyntax = "decide.unclearSyntax"
  case notVerified = "decide.notVerified"
  case otherLanguage = "decide.otherLanguage"
  case lockFile = "decide.lockFile"
  case dependency = "decide.dependency"

  // MARK: Blocked

  case servicesPin = "blocked.servicesPin"
  case otherProducts = "blocked.otherProducts"
  case dependencyPin = "blocked.dependencyPin"
  case oldSDK = "blocked.oldSDK"

  // MARK: Unreadable

  case notUTF8 = "unreadable.encoding"
  case notReadable = "unreadable.file"
  case notWritable = "unreadable.write"
  case syntax = "unreadable.syntax"
  case tooLarge = "unreadable.size"

  /// The kind of the finding: the part of the raw value before the dot.
  public var kind: FindingKind {
    switch rawValue.prefix(while: { $0 != "." }) {
    case "rewrite": .rewrite
    case "shim": .shim
    case "blocked": .blocked
    case "unreadable": .unreadable
    default: .decision
    }
  }
}

/// What happens to a site, from good to bad.
public enum FindingKind: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Rewritten, with a proof.
  case rewrite
  /// Served by v2 through a shim.
  case shim
  /// Left unchanged: a person must decide.
  case decision
  /// Can't be migrated before something else is.
  case blocked
  /// The file could not be read or written.
  case unreadable

  /// Orders kinds from good to bad.
  public static func < (first: FindingKind, second: FindingKind) -> Bool {
    first.severity < second.severity
  }

  private var severity: Int {
    switch self {
    case .rewrite: 0
    case .shim: 1
    case .decision: 2
    case .blocked: 3
    case .unreadable: 4
    }
  }
}
