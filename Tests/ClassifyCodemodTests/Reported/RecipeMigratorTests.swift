// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct RecipeMigratorTests {
  @Test(arguments: [
    ("job:\n\tcurl -d @b.json $(BASE)/api/v1/classifier/jobs\n", 2),
    ("RUN llp classifier:jobs list\n", 1),
    ("job:\n\tcurl $(BASE)/api/v2/classify # classifier\n", nil),
  ])
  func reportsRequests(text: String, line: Int?) throws {
    let file = try #require(TestProject.file("Makefile", text))
    let project = Project(candidates: [file], paths: [])
    let context = MigrationContext(
      project: project, options: MigrationOptions(),
      finder: ProjectNames(project: project, options: MigrationOptions()))
    let findings = RecipeMigrator().draft(for: file, in: context).findings
    #expect(findings.map(\.code) == (line == nil ? [] : [.otherLanguage]))
    #expect(
      findings.map { file.text.location(at: $0.range.lowerBound).line } == (line.map { [$0] } ?? [])
    )
    #expect(findings.allSatisfy { $0.edits.isEmpty })
  }
}
