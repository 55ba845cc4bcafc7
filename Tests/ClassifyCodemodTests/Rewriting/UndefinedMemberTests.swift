// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

/// JSON has no member that is undefined: v1 takes its default.
@Suite("Undefined members")
struct UndefinedMemberTests {
  private static let head = """
    import LlamaCloud from '@llamaindex/llama-cloud';
    const c = new LlamaCloud();
    const limit = undefined;

    """

  private static func call(_ configuration: String, in name: String = "classifier.classify")
    -> String
  {
    name == "classifier.classify"
      ? "await c.classifier.classify({ file_ids: [i], rules: R, \(configuration) });\n"
      : "await c.classify.run({ file_input: i, configuration: { rules: R, \(configuration) } });\n"
  }

  @Test(arguments: [
    ("{ lang: 'en', max_pages: undefined }", "{ lang: 'en', max_pages: 5 }"),
    ("{ max_pages: limit }", "{ max_pages: 5 }"),
    ("{ target_pages: [0], max_pages: undefined }", "{ target_pages: '1', max_pages: undefined }"),
    ("undefined", "{ max_pages: 5 }"),
  ])
  func countAsAbsent(_ old: String, _ new: String) throws {
    let before = Self.head + Self.call("parsing_configuration: \(old)")
    let after = Self.head + Self.call("parsing_configuration: \(new)", in: "classify.run")
    #expect(try TestMigration.result(before, path: "a.ts").text == after)
  }

  @Test func differFromNull() throws {
    let text = Self.head + Self.call("parsing_configuration: { lang: 'en', max_pages: null }")
    #expect(try TestMigration.result(text, path: "a.ts").text.contains("{ lang: 'en' }"))
  }
}
