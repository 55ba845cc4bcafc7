// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Lists the source files outside `ClassifyV1` that mention v1, each with the reason.
///
/// A file that is not listed must not know that v1 exists: the day v1 is removed, these are the
/// files to edit (docs/architecture.md, "Removing v1").
@Suite struct VersionMentionTests {
  /// Files, or folders with a trailing slash, below `Sources`.
  static let reasons: [(path: String, reason: String)] = [
    ("ClassifyModel/Job/JobID.swift", "APIVersion lists the versions"),
    ("ClassifyModel/Job/GroupID.swift", "members of a split v1 record are tied by its UUID"),
    ("ClassifyModel/Job/ClassifyJob.swift", "says which members only v1 has"),
    ("ClassifyModel/Job/DocumentRecord.swift", "says what v1 does not have per document"),
    ("ClassifyModel/Job/DocumentReference.swift", "v1 writes file IDs without a prefix"),
    ("ClassifyModel/Job/ParsingOptions.swift", "names v1's default page limit"),
    ("ClassifyModel/Backend/JobQuery.swift", "says which filter v1 lacks"),
    ("ClassifyModel/Ledger/Catalogue.swift", "the mapping has a text per version"),
    ("ClassifyModel/Pages/", "zero-based indices are v1's form of a page selection"),
    ("ClassifyContract/", "the shapes and words that v1 and v2 share"),
    ("ClassifyClient/", "the deprecated v1-shaped calls"),
    ("ClassifyBridge/", "re-exports ClassifyV1"),
    ("ClassifyArchive/Pages/", "page records have a v1 and a v2 selection"),
    ("ClassifySandbox/", "the sandbox serves v1"),
    ("ClassifyConformance/", "names the versions in examples"),
    ("classify-bridge/", "the commands for v1, pages and the catalogue"),
    ("classify-benchmarks/", "reads a page of v1 jobs"),
  ]

  @Test func mentionsV1OnlyInListedFiles() throws {
    let mentioning = try Self.filesThatMentionV1()
    #expect(mentioning.count > 20)
    for file in mentioning {
      #expect(Self.reasons.contains { Self.covers($0.path, file) }, "\(file) mentions v1")
    }
    for entry in Self.reasons {
      #expect(mentioning.contains { Self.covers(entry.path, $0) }, "\(entry.path) does not")
    }
  }

  @Test(arguments: [
    ("a v1 job", true), ("V1Backend()", true), ("PageLimit.v1Default", true), ("V1.Job", true),
    ("isFromV1", true), ("case .v1:", true), ("v10", false), ("csv1", false), ("v2", false),
  ])
  func findsMentions(text: String, isMention: Bool) {
    #expect(Self.mentionsV1(text) == isMention)
  }

  private static func covers(_ path: String, _ file: String) -> Bool {
    path.hasSuffix("/") ? file.hasPrefix(path) : file == path
  }

  private static func mentionsV1(_ text: String) -> Bool {
    // A simple boundary, because Unicode has none at the period of `PageLimit.v1Default`.
    text.contains(/(?:\bv1|V1)(?![0-9a-z])/.wordBoundaryKind(.simple))
  }

  private static func filesThatMentionV1() throws -> [String] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources").standardizedFileURL
    let files = try #require(FileManager.default.enumerator(atPath: sources.path))
    var found: [String] = []
    for case let file as String in files
    where file.hasSuffix(".swift") && !file.hasPrefix("ClassifyV1/") {
      let data = try Data(contentsOf: sources.appending(path: file))
      if mentionsV1(String(decoding: data, as: UTF8.self)) { found.append(file) }
    }
    return found.sorted()
  }
}
