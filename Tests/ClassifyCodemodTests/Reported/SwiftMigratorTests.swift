// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct SwiftMigratorTests {
  @Test(
    arguments: [
      ("try await client.classifier.jobs.create(V1.JobCreateParams(fileIDs: a))", "jobscreate"),
      ("try await client.classifier.jobs.getResults(id)", "jobsgetresults"),
      ("try await client\n  .classifier\n  .jobs.list()", "jobslist"),
      ("try await client.classifier.classify(params)", "classify"),
      ("for try await job in client.classifier.jobs.progress(of: id) {}", "waiting"),
      ("let jobs = client.classifier.jobs", "call-by-call"),
      ("let pages = V1.ParsingConfiguration(targetPages: [0])", "pages"),
    ])
  func reportsEachCallOnce(code: String, section: String) throws {
    let findings = FormatSample("a.swift", "import ClassifyBridge\n\(code)\n")
      .findings(SwiftMigrator())
    #expect(findings.map(\.code) == [.otherLanguage])
    #expect(try #require(findings.first).message.contains("migrating-from-v1.md#\(section) "))
  }

  @Test(
    arguments: [
      "import ClassifyBridge\nlet job = try await client.classify.create(params)\n",
      "import ClassifyBridge\n// client.classifier.jobs.create(params)\n",
      "import ClassifyBridge\nlet text = \"client.classifier.jobs.create\"\n",
      "import ClassifyBridge\nlet text = #\"\"\"\nclient.classifier.jobs.create(\"x\")\n\"\"\"#\n",
      "import ClassifyBridge\n/* /* V1.Job */ V1.Job */ let x = model.V1.Job\n",
      "import Other\nlet job = client.classifier.jobs.create(params)\n",
      "import ClassifyBridge\nlet label = model.classifier.predict(x)\n",
    ])
  func leavesOtherCodeAlone(text: String) {
    #expect(FormatSample("a.swift", text).findings(SwiftMigrator()).isEmpty)
  }
}
