// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Lists the source files that mention v1 outside of the folders that are about nothing else, each with
/// the reason.
///
/// A file that is not listed must not know that v1 exists: when v1 is removed, these are the files to
/// edit (docs/architecture.md, "Removing v1").
@Suite struct VersionMentionTests {
  /// The folders that are removed as a whole with v1.
  static let rooms = [
    "ClassifyV1/", "ClassifyCodemod/", "ClassifyArchive/Conversion/", "ClassifyArchive/Fast/",
    "ClassifyArchive/Gathering/", "ClassifyArchive/Records/", "ClassifyArchive/Translation/",
    "classify-bridge/Migrate/", "classify-bridge/Convert/",
  ]

  static let reasons: [(reason: String, files: [String])] = [
    ("APIVersion lists the versions", ["ClassifyModel/Job/JobID.swift"]),
    ("members of a split v1 record are tied by its UUID", ["ClassifyModel/Job/GroupID.swift"]),
    (
      "documents which fields only v1 has, or v1 lacks",
      [
        "ClassifyModel/Backend/JobQuery.swift", "ClassifyModel/Job/ClassifyJob.swift",
        "ClassifyModel/Job/DocumentRecord.swift", "ClassifyModel/Job/DocumentReference.swift",
        "ClassifyModel/Job/ParsingOptions.swift",
      ]
    ),
    (
      "the mapping has a text per version",
      [
        "ClassifyModel/Ledger/Catalogue.swift", "ClassifyModel/Ledger/Catalogue+Summaries.swift",
      ]
    ),
    (
      "zero-based indices are v1's form of a page selection",
      [
        "ClassifyModel/Pages/PageIndex.swift", "ClassifyModel/Pages/PageSet+Indices.swift",
        "ClassifyModel/Pages/PageSet+UTF8.swift", "ClassifyModel/Pages/PageSet.swift",
      ]
    ),
    (
      "documents how the shared shapes differ",
      ["ClassifyContract/Webhooks.swift", "ClassifyContract/Vocabulary.swift"]
    ),
    (
      "the deprecated v1-shaped calls",
      [
        "ClassifyClient/ClassifierService.swift", "ClassifyClient/LlamaCloud.swift",
        "ClassifyClient/V1/LlamaCloud.Classifier.Jobs+Ending.swift",
        "ClassifyClient/V1/LlamaCloud.Classifier.swift", "ClassifyClient/V1/V1Operations.swift",
        "ClassifyClient/V1/V1OverBackend.swift", "ClassifyClient/V1/V1OverV2.swift",
        "ClassifyClient/V1/V1Records.swift",
      ]
    ),
    (
      "the path of files is /api/v1/beta/files, which is not Classify v1",
      ["ClassifyClient/Files/CloudFile.swift", "ClassifyClient/Files/LlamaCloud.Files.swift"]
    ),
    ("renames events for a version", ["ClassifyClient/Webhooks/WebhookDelivery.swift"]),
    ("re-exports ClassifyV1", ["ClassifyBridge/ClassifyBridge.swift"]),
    ("names v1's default in a requirement", ["ClassifyConformance/Checks/JobChecks.swift"]),
    (
      "page records have a v1 and a v2 selection",
      [
        "ClassifyArchive/Pages/PageMismatch.swift", "ClassifyArchive/Pages/PageRecordFault.swift",
        "ClassifyArchive/Pages/PageRecordMembers+Validation.swift",
        "ClassifyArchive/Pages/PageRecordMembers.swift",
        "ClassifyArchive/Pages/MisplacedSelection.swift",
        "ClassifyArchive/Pages/PageRecordPaths.swift",
        "ClassifyArchive/Pages/PageRecordValidator.swift",
        "ClassifyArchive/Pages/PageRecordVerdict.swift",
      ]
    ),
    (
      "moves requests from v1 to v2, by stages",
      [
        "ClassifyMigration/Stages/MigratingBackend+Capabilities.swift",
        "ClassifyMigration/Stages/MigratingBackend+Listing.swift",
        "ClassifyMigration/Stages/MigratingBackend.swift",
        "ClassifyMigration/Stages/MigrationControl.swift",
        "ClassifyMigration/Stages/MigrationStage.swift",
        "ClassifyMigration/Stages/RoutingCounts.swift",
      ]
    ),
    (
      "repeats requests on the other version",
      [
        "ClassifyMigration/Mirror/JobMirror.swift", "ClassifyMigration/Mirror/MirrorCore.swift",
        "ClassifyMigration/Mirror/MirrorOptions.swift",
      ]
    ),
    (
      "a compared document has a result on v1 and one on v2",
      [
        "ClassifyMigration/Comparison/ComparedDocument.swift",
        "ClassifyMigration/Comparison/ComparisonResult.swift",
        "ClassifyMigration/Comparison/IgnoreRule+JSON.swift",
        "ClassifyMigration/Comparison/IgnoreRule.swift",
        "ClassifyMigration/Comparison/SideResult+JSON.swift",
        "ClassifyMigration/Comparison/SideResult+Job.swift",
      ]
    ),
    (
      "runs documents on both versions, and logs both results",
      [
        "ClassifyMigration/Run/ComparisonRun+Compare.swift",
        "ClassifyMigration/Run/ComparisonRun.swift",
        "ClassifyMigration/Run/CreditMeter.swift",
        "ClassifyMigration/Run/DocumentComparison+Jobs.swift",
        "ClassifyMigration/Run/DocumentComparison.swift",
        "ClassifyMigration/Run/JobRecovery.swift", "ClassifyMigration/Run/ResultHistory.swift",
        "ClassifyMigration/Run/ResultLog.swift", "ClassifyMigration/Run/ResultLogLine+JSON.swift",
        "ClassifyMigration/Run/ResultLogLine.swift",
        "ClassifyMigration/Run/UnfinishedDocument.swift",
      ]
    ),
    (
      "reports on both versions",
      [
        "ClassifyMigration/Report/ComparisonSummary.swift",
        "ClassifyMigration/Report/ConfusionTable.swift",
        "ClassifyMigration/Report/MigrationReport+JSON.swift",
        "ClassifyMigration/Report/MigrationReport+Text.swift",
        "ClassifyMigration/Report/MigrationReport+Verdict.swift",
        "ClassifyMigration/Report/MigrationReport.swift",
        "ClassifyMigration/Report/ReportPage+Charts.swift",
        "ClassifyMigration/Report/ReportPage+Disagreements.swift",
        "ClassifyMigration/Report/ReportPage+Style.swift",
        "ClassifyMigration/Report/ReportPage+Summary.swift",
        "ClassifyMigration/Report/ReportPage+Tables.swift",
        "ClassifyMigration/Report/ReportPage.swift", "ClassifyMigration/Report/Tally.swift",
      ]
    ),
    (
      "the sandbox serves v1",
      [
        "ClassifySandbox/Classifier/ParsingOptions.swift",
        "ClassifySandbox/Classifier/TargetPages.swift", "ClassifySandbox/Files/FileRoutes.swift",
        "ClassifySandbox/Requests/ListRequest.swift", "ClassifySandbox/Requests/Operation.swift",
        "ClassifySandbox/Sandbox+Configuration.swift", "ClassifySandbox/Sandbox+Contents.swift",
        "ClassifySandbox/Sandbox.swift", "ClassifySandbox/Store/Store.swift",
        "ClassifySandbox/V1/StoredV1Job.swift", "ClassifySandbox/V1/V1JobRequest.swift",
        "ClassifySandbox/V1/V1JobRoutes.swift",
      ]
    ),
    (
      "a benchmark reads a page of v1 jobs, or uses both versions",
      [
        "classify-benchmarks/Archive/ArchiveBenchmark.swift",
        "classify-benchmarks/Archive/ArchivePeers.swift",
        "classify-benchmarks/JSON/FoundationPage.swift",
        "classify-benchmarks/JSON/JSONBenchmark.swift", "classify-benchmarks/JSON/SamplePage.swift",
        "classify-benchmarks/Migration/ComparisonBenchmark.swift",
        "classify-benchmarks/Migration/MigrationBenchmark.swift",
        "classify-benchmarks/Pages/PagesBenchmark.swift", "classify-benchmarks/main.swift",
      ]
    ),
    (
      "the commands of v1, and their connection",
      [
        "classify-bridge/ClassifierJobs/ClassifierJobsCommand.swift",
        "classify-bridge/ClassifierJobs/ClassifierJobsCreateCommand.swift",
        "classify-bridge/ClassifierJobs/ClassifierJobsWaitCommand.swift",
        "classify-bridge/ClassifierJobs/GroupOptions.swift",
        "classify-bridge/ClassifierJobs/ServingOptions.swift",
        "classify-bridge/ClassifierJobs/V1RequestArguments.swift",
        "classify-bridge/Command/ClassifyBridgeCommand.swift",
        "classify-bridge/Connection/Connection.swift",
        "classify-bridge/Connection/ConnectionOptions.swift",
        "classify-bridge/Connection/SampleSandbox.swift",
        "classify-bridge/Failures/ServiceFailure.swift",
        "classify-bridge/Input/RulesBody.swift", "classify-bridge/Input/RulesFile.swift",
        "classify-bridge/Notes/TranslationOptions.swift",
        "classify-bridge/Run/ParsingArguments.swift", "classify-bridge/Run/RunCommand.swift",
        "classify-bridge/Run/RunRequest.swift", "classify-bridge/Sandbox/FaultText.swift",
        "classify-bridge/Sandbox/SandboxCommand.swift",
      ]
    ),
    (
      "v1 can't cancel jobs, which interrupted commands say",
      [
        "classify-bridge/Jobs/CreationLog.swift", "classify-bridge/Jobs/InterruptOptions.swift",
        "classify-bridge/Jobs/InterruptedJobs.swift", "classify-bridge/Jobs/JobCancellation.swift",
        "classify-bridge/Run/FileRunner.swift",
      ]
    ),
    (
      "the gateway answers the four endpoints of v1",
      [
        "ClassifyGateway/Gateway/Gateway.swift",
        "ClassifyGateway/Gateway/GatewayConfiguration.swift",
        "ClassifyGateway/Gateway/GatewayParts.swift",
        "ClassifyGateway/Gateway/GatewayRoute.swift",
        "ClassifyGateway/Gateway/GatewayServer.swift",
        "ClassifyGateway/Gateway/Migration/GatewayMigration.swift",
        "ClassifyGateway/Operations/Exchange.swift",
        "ClassifyGateway/Operations/GatewayCounts+Text.swift",
        "ClassifyGateway/Operations/GatewayCounts.swift",
        "ClassifyGateway/Operations/MetricLabels.swift",
        "ClassifyGateway/Operations/PathTemplate.swift",
        "ClassifyGateway/Operations/RequestRecord.swift",
        "ClassifyGateway/Translated/BodyLocation.swift",
        "ClassifyGateway/Translated/CallRecorder.swift",
        "ClassifyGateway/Translated/CallScope.swift",
        "ClassifyGateway/Translated/Caller.swift",
        "ClassifyGateway/Translated/Creation.swift",
        "ClassifyGateway/Translated/DeprecationFields.swift",
        "ClassifyGateway/Translated/ErrorDetail.swift",
        "ClassifyGateway/Translated/JobReference.swift",
        "ClassifyGateway/Translated/V1Answer.swift",
        "ClassifyGateway/Translated/V1CreateBody.swift",
        "ClassifyGateway/Translated/V1Endpoints+Creating.swift",
        "ClassifyGateway/Translated/V1Endpoints+Projects.swift",
        "ClassifyGateway/Translated/V1Endpoints+Reading.swift",
        "ClassifyGateway/Translated/V1Endpoints.swift",
        "ClassifyGateway/Translated/V1Failure.swift",
        "ClassifyGateway/Translated/V1Record+Contract.swift",
        "classify-bridge/Gateway/GatewayCommand.swift",
        "classify-bridge/Gateway/GatewayNotices.swift",
        "classify-bridge/Gateway/GatewayOptions.swift",
        "classify-bridge/Gateway/GatewaySetting.swift",
        "classify-bridge/Gateway/SettingText.swift",
      ]
    ),
    (
      "validates the bodies of both versions",
      [
        "ClassifyValidation/V1/V1JobBody.swift"
      ]
    ),
    (
      "compares the versions, or converts between them",
      [
        "classify-bridge/Catalogue/CatalogueCommand.swift",
        "classify-bridge/Compare/CompareCommand+End.swift",
        "classify-bridge/Compare/CompareCommand+Run.swift",
        "classify-bridge/Compare/CompareCommand.swift",
        "classify-bridge/Compare/CompareExecution.swift",
        "classify-bridge/Compare/ComparePlan.swift",
        "classify-bridge/Compare/CompareProgress.swift",
        "classify-bridge/Compare/CompareRequest.swift",
        "classify-bridge/Compare/EarlierComparison.swift",
        "classify-bridge/Compare/JudgementOptions.swift",
        "classify-bridge/Demo/DemoCommand.swift",
        "classify-bridge/Demo/DemoJSON.swift", "classify-bridge/Demo/DemoReport.swift",
        "classify-bridge/Demo/DemoRun.swift", "classify-bridge/Demo/DemoText+Sections.swift",
        "classify-bridge/Demo/DemoText.swift", "classify-bridge/Demo/OffByOne.swift",
        "classify-bridge/Pages/PageConverter.swift", "classify-bridge/Pages/PageDirection.swift",
        "classify-bridge/Blocks/InputLines.swift",
        "classify-bridge/Pages/PageReport.swift", "classify-bridge/Pages/PageVerdictPrinter.swift",
        "classify-bridge/Pages/PagesCommand.swift",
      ]
    ),
  ]

  @Test func onlyListedFilesMentionV1() throws {
    let listed = Self.reasons.flatMap(\.files)
    let mentioning = try Self.files { file, text in
      !Self.rooms.contains { file.hasPrefix($0) } && Self.mentions("1", in: text)
    }
    #expect(Set(listed).count == listed.count)
    #expect(Set(mentioning).subtracting(listed).sorted() == [], "mention v1 and are not listed")
    #expect(Set(listed).subtracting(mentioning).sorted() == [], "are listed and don't mention v1")
  }

  @Test func versionsDoNotMentionEachOther() throws {
    let v1 = try Self.files { $0.hasPrefix("ClassifyV1/") && Self.mentions("2", in: $1) }
    let v2 = try Self.files { $0.hasPrefix("ClassifyV2/") && Self.mentions("1", in: $1) }
    #expect(v1 == [])
    #expect(v2 == [])
  }

  @Test(arguments: [
    ("a v1 job", true), ("V1Backend()", true), ("PageLimit.v1Default", true), ("V1.Job", true),
    ("isFromV1", true), ("case .v1:", true), ("v10", false), ("csv1", false), ("v2", false),
  ])
  func findsMentions(text: String, isMention: Bool) {
    #expect(Self.mentions("1", in: text) == isMention)
  }

  /// Returns whether a text has `v<number>` as a word or `V<number>` in a name.
  private static func mentions(_ number: Character, in text: String) -> Bool {
    let matches = text.matches(of: /(?:\bv|V)([12])(?![0-9a-z])/.wordBoundaryKind(.simple))
    return matches.contains { $0.output.1.first == number }
  }

  /// Returns the source files, relative to `Sources`, whose path and text satisfy a condition.
  private static func files(
    where condition: (_ path: String, _ text: String) -> Bool
  ) throws -> [String] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources").standardizedFileURL
    let paths = try #require(FileManager.default.enumerator(atPath: sources.path))
    var found: [String] = []
    for case let path as String in paths where path.hasSuffix(".swift") {
      let data = try Data(contentsOf: sources.appending(path: path))
      if condition(path, String(decoding: data, as: UTF8.self)) { found.append(path) }
    }
    return found.sorted()
  }
}
