// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct VerifierTests {
  static let text = """
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    client.classifier.jobs.get("a")

    """

  /// A migrator that does not understand what it wrote.
  private struct Doubting: FileMigrating {
    var languages: Set<Language> { [] }
    func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft { FileDraft() }
    func failure(of edited: SourceFile, from file: SourceFile, by draft: FileDraft) -> String? {
      "\(edited.text.count - file.text.count) bytes more"
    }
  }

  func plan(
    _ findings: [Finding], migrator: (any FileMigrating)? = nil
  ) throws -> FilePlan {
    let source = SourceText(Self.text)
    let frontEnd = PythonFrontEnd()
    let file = SourceFile(
      path: FilePath("a.py"), language: .python, text: source, tree: try frontEnd.tree(of: source))
    let project = Project(candidates: [file], paths: [])
    let context = MigrationContext(
      project: project, options: MigrationOptions(),
      finder: ProjectNames(project: project, options: MigrationOptions()))
    return Verifier.plan(
      for: FileDraft(findings: findings), of: file, in: context, frontEnd: frontEnd,
      migrator: migrator)
  }

  private func finding(_ edits: [Edit]) -> Finding {
    Finding(.callRewritten, at: 58..<90, "rewritten", edits: edits)
  }

  private func range(of part: String) throws -> ByteRange {
    let found = try #require(Self.text.firstRange(of: part))
    let start = Self.text.utf8.distance(from: Self.text.startIndex, to: found.lowerBound)
    return start..<start + part.utf8.count
  }

  @Test func keepsEditsThatHold() throws {
    let plan = try plan([finding([Edit(try range(of: "classifier.jobs"), "classify")])])
    #expect(plan.findings.map(\.code) == [.callRewritten])
    #expect(
      plan.newContent.map { String(decoding: $0, as: UTF8.self) }
        == Self.text.replacing("classifier.jobs", with: "classify"))
  }

  @Test(arguments: [
    // v1 would remain, or the syntax would be unclear.
    ("jobs", "jobs.jobs"), ("get", "get_results"), ("(\"a\")", "(\"a\""), ("(\"a\")", "(\"a)"),
  ])
  func dropsEditsThatDoNotHold(part: String, replacement: String) throws {
    let first = try range(of: part)
    let plan = try plan([finding([Edit(first, replacement)])])
    #expect(plan.findings.map(\.code) == [.notVerified])
    #expect(plan.findings.allSatisfy { $0.edits.isEmpty })
    #expect(plan.newContent == nil)
  }

  @Test func dropsOverlappingRewrites() throws {
    let jobs = try range(of: "classifier.jobs")
    let plan = try plan([
      finding([Edit(jobs, "classify")]), finding([Edit(jobs.lowerBound..<jobs.lowerBound + 2, "")]),
    ])
    #expect(plan.findings.map(\.code) == [.notVerified, .notVerified])
    #expect(plan.newContent == nil)
  }

  @Test func dropsEditsThatFormatDoesNotUnderstand() throws {
    let edit = Edit(try range(of: "classifier.jobs"), "classify")
    let plan = try plan([finding([edit])], migrator: Doubting())
    #expect(plan.findings.map(\.code) == [.notVerified])
    #expect(plan.findings.first?.message.contains("-7 bytes more") == true)
  }
}
