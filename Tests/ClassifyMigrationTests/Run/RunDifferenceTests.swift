// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct RunDifferenceTests {
  private static let rules = RunFixture.rules

  /// Returns what the log of a run with the rules of the fixture, and nothing else, says.
  private func history() async throws -> ResultHistory {
    let storage = MemoryResultStorage()
    try await RunFixture(documentCount: 1).results(in: storage)
    return try ResultLog.earlierPart(in: storage)
  }

  private static func request(
    _ rules: [Rule], _ parsing: ParsingOptions = ParsingOptions()
  ) -> ClassifyRequest {
    ClassifyRequest(documents: [.file("f")], rules: rules, parsing: parsing)
  }

  @Test func findsNoneInSameRequest() async throws {
    let history = try await history()
    #expect(history.isContinued(by: Self.request(Self.rules)))
    #expect(history.differences(from: Self.request(Self.rules)).isEmpty)
  }

  @Test(
    arguments: [
      (request([rules[1], rules[0]]), [.rules], nil),
      (request(rules, ParsingOptions(language: Language("de"))), [.language], "de"),
      (request(rules, ParsingOptions(pageLimit: .first(3))), [.pageLimit], "3"),
      (
        request([rules[0]], ParsingOptions(language: Language("de"), pageLimit: .first(3))),
        [.rules, .language, .pageLimit], "3"
      ),
    ] as [(ClassifyRequest, [RunDifference.Setting], String?)])
  func namesSettingsThatDiffer(
    request: ClassifyRequest, settings: [RunDifference.Setting], last: String?
  ) async throws {
    let history = try await history()
    #expect(!history.isContinued(by: request))
    let differences = history.differences(from: request)
    #expect(differences.map(\.setting) == settings)
    if let last {
      #expect(differences.last?.earlier == nil)
      #expect(differences.last?.current == last)
    }
  }

  /// The jobs of a log are unknown to another service.
  @Test(arguments: [nil, "a", "b"] as [String?])
  func namesOtherService(earlier: String?) async throws {
    let fixture = try RunFixture(documentCount: 1)
    let storage = MemoryResultStorage()
    try await fixture.results(ComparisonRun.Options(service: earlier), in: storage)
    let history = try ResultLog.earlierPart(in: storage)
    #expect(history.service == earlier)
    #expect(history.isContinued(by: Self.request(Self.rules), service: "a") == (earlier == "a"))
    let differences = history.differences(from: Self.request(Self.rules), service: "a")
    #expect(differences.map(\.setting) == (earlier == "a" ? [] : [.service]))
    #expect(differences.allSatisfy { $0.earlier == earlier && $0.current == "a" })
    guard earlier != "a" else { return }
    let size = storage.bytes.count
    await #expect(throws: ResultLogError.self) {
      try await fixture.results(ComparisonRun.Options(service: "a"), in: storage)
    }
    #expect(storage.bytes.count == size)
  }

  /// A log without the settings can be compared, but not explained.
  @Test func refusesOtherRunWithoutSettings() throws {
    let storage = MemoryResultStorage(#"{"run":{"id":"r","request":"q"}}"# + "\n")
    let history = try ResultLog.earlierPart(in: storage)
    #expect(!history.isContinued(by: Self.request(Self.rules)))
    #expect(history.differences(from: Self.request(Self.rules)).isEmpty)
  }

  @Test func anyRequestContinuesAnEmptyLog() throws {
    let history = try ResultLog.earlierPart(in: MemoryResultStorage())
    #expect(history.isContinued(by: Self.request(Self.rules)))
  }

  @Test func tellsWhatExistsOfUnfinishedDocuments() throws {
    let reference = #"{"kind":"file","id":"f"}"#
    let storage = MemoryResultStorage(
      """
      {"run":{"id":"r","request":"q"}}
      {"files":{"document":"a","v1":\(reference),"v2":\(reference)}}
      {"job":{"document":"a","role":"v2","id":"v2:clj-1"}}

      """)
    let history = try ResultLog.earlierPart(in: storage)
    let document = try #require(history.unfinishedDocument(named: "a"))
    #expect(document.isUploaded)
    #expect(!document.hasV1Job)
    #expect(document.hasV2Job)
    #expect(!document.hasSecondV2Job)
    #expect(history.unfinishedDocument(named: "b") == nil)
  }
}
