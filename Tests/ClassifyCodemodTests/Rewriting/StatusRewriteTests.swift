// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct StatusRewriteTests {
  static func python(_ condition: String) -> String {
    """
    from llama_cloud import LlamaCloud
    client = LlamaCloud()
    job = client.classifier.jobs.create(file_ids=[f], rules=R, parsing_configuration={"max_pages": 1})
    \(condition)

    """
  }

  static func typeScript(_ condition: String) -> String {
    """
    import LlamaCloud from '@llamaindex/llama-cloud';
    const client = new LlamaCloud();
    const job = await client.classifier.jobs.create({ file_ids: [f], rules: r });
    \(condition)

    """
  }

  @Test(arguments: [
    ("while job.status == 'PENDING': pass", "while job.status in ('PENDING', 'RUNNING'): pass"),
    ("x = job.status != \"PENDING\"", "x = job.status not in (\"PENDING\", \"RUNNING\")"),
    ("x = \"PENDING\" == job.status", "x = job.status in (\"PENDING\", \"RUNNING\")"),
    ("x = job.status == 'SUCCESS'", "x = job.status == 'COMPLETED'"),
    ("x = 'ERROR' != job.status", "x = 'FAILED' != job.status"),
    ("x = job.status == 'CANCELLED'", "x = job.status == 'CANCELLED'"),
    // The finished statuses get the one that v1's job of one document has too.
    (
      "x = job.status in ('SUCCESS', 'ERROR')",
      "x = job.status in ('COMPLETED', 'FAILED', 'CANCELLED')"
    ),
    (
      "x = job.status not in {'PARTIAL_SUCCESS', 'SUCCESS', 'ERROR', 'CANCELLED'}",
      "x = job.status not in {'COMPLETED', 'FAILED', 'CANCELLED'}"
    ),
    (
      "x = job.status in ('SUCCESS', 'PARTIAL_SUCCESS')", "x = job.status in ('COMPLETED',)"
    ),
    (
      "x = job.status in ('PARTIAL_SUCCESS', 'SUCCESS',)", "x = job.status in ('COMPLETED',)"
    ),
    // What v2 does not have is left, and the rest is not.
    (
      "x = job.status in ('ERROR', 'PARTIAL_SUCCESS')",
      "x = job.status in ('FAILED', 'PARTIAL_SUCCESS')"
    ),
    ("x = job.status not in ('PENDING',)", "x = job.status not in ('PENDING', 'RUNNING',)"),
    ("x = job.status is not None", "x = job.status is not None"),
    ("x = job.status in ['PENDING']", "x = job.status in ['PENDING', 'RUNNING']"),
    ("x = f\"{job.status == 'SUCCESS'}\"", "x = f\"{job.status == 'COMPLETED'}\""),
    ("s = job.status\nx = s == 'ERROR'", "s = job.status\nx = s == 'FAILED'"),
    (
      "DONE = ('SUCCESS', 'ERROR')\nx = job.status in DONE",
      "DONE = ('COMPLETED', 'FAILED', 'CANCELLED')\nx = job.status in DONE"
    ),
    (
      "match job.status:\n    case 'PENDING':\n        pass\n    case 'ERROR' | 'CANCELLED':\n        pass",
      "match job.status:\n    case 'PENDING' | 'RUNNING':\n        pass\n"
        + "    case 'FAILED' | 'CANCELLED':\n        pass"
    ),
    // One document never succeeds in part.
    (
      "match job.status:\n    case 'SUCCESS' | 'PARTIAL_SUCCESS': pass\n"
        + "    case 'PARTIAL_SUCCESS' | 'SUCCESS': pass",
      "match job.status:\n    case 'COMPLETED': pass\n    case 'COMPLETED': pass"
    ),
  ])
  func rewritesPython(before: String, after: String) throws {
    let text = try TestMigration.result(Self.python(before)).text
    #expect(text.hasSuffix("\n\(after)\n"))
  }

  @Test(arguments: [
    (
      "while (job.status === 'PENDING') {}",
      "while (job.status === 'PENDING' || job.status === 'RUNNING') {}"
    ),
    (
      "const x = a && job.status !== 'PENDING';",
      "const x = a && (job.status !== 'PENDING' && job.status !== 'RUNNING');"
    ),
    (
      "const x = (await client.classifier.jobs.get(job.id)).status === 'PENDING';",
      "const x = ['PENDING', 'RUNNING'].includes((await client.classify.get(job.id)).status);"
    ),
    ("const x = job.status == 'ERROR';", "const x = job.status == 'FAILED';"),
    (
      "const x = ['SUCCESS', 'ERROR'].includes(job.status);",
      "const x = ['COMPLETED', 'FAILED', 'CANCELLED'].includes(job.status);"
    ),
    (
      "switch (job.status) {\n  case 'PENDING':\n    break;\n  case 'SUCCESS':\n}",
      "switch (job.status) {\n  case 'PENDING':\n  case 'RUNNING':\n    break;\n  case 'COMPLETED':\n}"
    ),
    (
      "switch (job.status) {\n  case 'SUCCESS':\n  case 'PARTIAL_SUCCESS':\n    done();\n}",
      "switch (job.status) {\n  case 'COMPLETED':\n    done();\n}"
    ),
    (
      "switch (job.status) {\n  case 'PARTIAL_SUCCESS':\n  case 'SUCCESS':\n    done();\n}",
      "switch (job.status) {\n  case 'COMPLETED':\n    done();\n}"
    ),
  ])
  func rewritesTypeScript(before: String, after: String) throws {
    let text = try TestMigration.result(Self.typeScript(before), path: "a.ts").text
    #expect(text.hasSuffix("\n\(after)\n"))
  }

  @Test(arguments: [
    "x = job.status == StatusEnum.SUCCESS", "x = job.status == 'COMPLETED'",
    "x = job.status in (*DONE, 'SUCCESS')", "x = job.status in done()", "print(job.status)",
    // Equality and membership are the only questions whose answer stays the same.
    "x = job.status is not 'PENDING'", "x = job.status is 'SUCCESS'", "x = job.status < 'PENDING'",
    "x = 'PENDING' not in job.status", "x = job.status in 'PENDING'",
    "x = job.status not in ('PENDING')", "x = job.status == ('PENDING',)",
    "match job.status:\n    case other: use(other)",
    "match job.status:\n    case Status.DONE: pass\n    case 'SUCCESS': pass",
    "S = 'SUCCESS'\nx = job.status in S", "S = ('SUCCESS', 'ERROR')\nx = job.status == S",
  ])
  func leavesWhatIsNotKnown(condition: String) throws {
    let text = Self.python(condition)
    let result = try TestMigration.result(text)
    #expect(result.text == text)
    #expect(result.codes.contains(.statusLogic))
  }

  @Test(arguments: [
    "const x = job.status in ['PENDING'];", "const x = job.status > 'PENDING';",
    "switch (job.status) { case DONE: break; case 'SUCCESS': break; }",
  ])
  func leavesWhatIsNotKnownInTypeScript(condition: String) throws {
    let text = Self.typeScript(condition)
    let result = try TestMigration.result(text, path: "a.ts")
    #expect(result.text == text)
    #expect(result.codes.contains(.statusLogic))
  }

  /// What a person has to decide is found in the rewritten file too.
  @Test(arguments: [
    "if job.status == 'PARTIAL_SUCCESS': pass",
    "x = job.status in ('ERROR', 'PARTIAL_SUCCESS')",
    "match job.status:\n    case 'ERROR' | 'PARTIAL_SUCCESS': pass",
    "s = job.status\nif s == 'PARTIAL_SUCCESS': pass",
  ])
  func findsPartialSuccessAgain(condition: String) throws {
    let first = try TestMigration.result(Self.python(condition))
    #expect(first.codes.contains(.partialSuccess))
    let second = try TestMigration.result(first.text)
    #expect(second.text == first.text)
    #expect(second.codes == [.partialSuccess])
  }

  @Test(arguments: [
    "switch (job.status) {\n  case 'PARTIAL_SUCCESS':\n    warn();\n}",
    "const x = ['ERROR', 'PARTIAL_SUCCESS'].includes(job.status);",
    "const { status } = job;\nif (status === 'PARTIAL_SUCCESS') warn();",
  ])
  func findsPartialSuccessAgainInTypeScript(condition: String) throws {
    let first = try TestMigration.result(Self.typeScript(condition), path: "a.ts")
    #expect(first.codes.contains(.partialSuccess))
    let second = try TestMigration.result(first.text, path: "a.ts")
    #expect(second.text == first.text)
    #expect(second.codes == [.partialSuccess])
  }

  @Test func leavesPartialSuccessOfOtherJobs() throws {
    let text = """
      from llama_cloud import LlamaCloud
      client = LlamaCloud()
      job = client.extraction.jobs.create(f)
      if job.status == "PARTIAL_SUCCESS": pass
      if other.status == "PARTIAL_SUCCESS": pass

      """
    #expect(try TestMigration.result(text).codes.isEmpty)
  }

  @Test func reportsPartialSuccessInSet() throws {
    let result = try TestMigration.result(
      Self.python("x = job.status in ('ERROR', 'PARTIAL_SUCCESS')"))
    #expect(result.codes.isSuperset(of: [.statusRewritten, .partialSuccess]))
  }
}
