// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyCodemod

@Suite struct BodyRewriteTests {
  @Test(
    arguments: [
      (
        #"{"file_ids": ["x"], "rules": []}"#,
        #"{"file_input": "x", "configuration": {"rules": [], "parsing_configuration": {"max_pages": 5}}}"#
      ),
      (
        #"{"rules":[],"file_ids":["x"],"mode":"FAST"}"#,
        #"{"file_input": "x", "configuration": {"rules":[],"mode":"FAST", "parsing_configuration": {"max_pages": 5}}}"#
      ),
      (
        #"{"file_ids": ["x"], "rules": [], "parsing_configuration": {"max_pages": null}}"#,
        #"{"file_input": "x", "configuration": {"rules": []}}"#
      ),
      (
        #"{"parsing_configuration": {"max_pages": null}, "file_ids": ["x"], "rules": []}"#,
        #"{"file_input": "x", "configuration": {"rules": []}}"#
      ),
      (
        #"{"file_ids": ["x"], "parsing_configuration": {"lang": "en", "max_pages": null, "target_pages": [0, 2, 4, 5, 6]}, "rules": []}"#,
        #"{"file_input": "x", "configuration": {"parsing_configuration": {"lang": "en", "target_pages": "1,3,5-7"}, "rules": []}}"#
      ),
      (
        #"{"file_ids": ["x"], "parsing_configuration": {}, "rules": []}"#,
        #"{"file_input": "x", "configuration": {"parsing_configuration": {"max_pages": 5}, "rules": []}}"#
      ),
      (
        #"{"file_ids": ["x"], "parsing_configuration": null, "rules": []}"#,
        #"{"file_input": "x", "configuration": {"parsing_configuration": {"max_pages": 5}, "rules": []}}"#
      ),
      (
        #"{"file_ids": ["x"], "rules": [], "parsing_configuration": {"max_pages": 2}, "webhook_configurations": [{"webhook_url": "https://e.org", "webhook_events": ["parse.success", "parse.failure"]}]}"#,
        #"{"file_input": "x", "configuration": {"rules": [], "parsing_configuration": {"max_pages": 2}}, "webhook_configurations": [{"webhook_url": "https://e.org", "webhook_events": ["classify.success", "classify.error"]}]}"#
      ),
    ])
  func rewritesBodyOnOneLine(before: String, after: String) {
    #expect(FormatSample("body.json", before).migrated(BodyMigrator()) == after)
  }

  @Test func movesMembersOutOfConfigurationOnSeveralLines() {
    let before = """
      {
        "file_ids": ["x"],
        "rules": [
          {"type": "a", "description": "first kind"}
        ],
        "webhook_configurations": [
          {"webhook_events": ["parse.success"]}
        ],
        "mode": "FAST"
      }

      """
    let after = """
      {
        "file_input": "x",
        "webhook_configurations": [
          {"webhook_events": ["classify.success"]}
        ],
        "configuration": {
          "rules": [
            {"type": "a", "description": "first kind"}
          ],
          "mode": "FAST",
          "parsing_configuration": {"max_pages": 5}
        }
      }

      """
    #expect(FormatSample("body.json", before).migrated(BodyMigrator()) == after)
  }

  @Test func keepsTabsAndLineEndings() {
    let before =
      "{\r\n\t\"rules\": [],\r\n\t\"parsing_configuration\": {\r\n\t\t\"max_pages\": null,\r\n"
      + "\t\t\"lang\": \"en\"\r\n\t},\r\n\t\"file_ids\": [\"x\"]\r\n}"
    let after =
      "{\r\n\t\"configuration\": {\r\n\t\t\"rules\": [],\r\n\t\t\"parsing_configuration\": {\r\n"
      + "\t\t\t\"lang\": \"en\"\r\n\t\t}\r\n\t},\r\n\t\"file_input\": \"x\"\r\n}"
    #expect(FormatSample("body.json", before).migrated(BodyMigrator()) == after)
  }

  @Test(
    arguments: [
      (#"{"file_ids": ["x", "y"], "rules": []}"#, "decide.fileCount"),
      (#"{"file_ids": [], "rules": []}"#, "decide.fileCount"),
      (#"{"file_ids": ["x"], "rules": [], "mode": "MULTIMODAL"}"#, "decide.multimodal"),
      (#"{"file_ids": ["x"], "rules": [], "mode": "AUTO"}"#, "decide.modeVariable"),
      (#"{"file_ids": ["x"], "rules": [], "name": "n"}"#, "decide.argument"),
      (
        #"{"file_ids": ["x"], "rules": [], "parsing_configuration": {"max_pages": 0}}"#,
        "decide.pageLimitInvalid"
      ),
      (
        #"{"file_ids": ["x"], "rules": [], "parsing_configuration": {"target_pages": [-1]}}"#,
        "decide.pagesInvalid"
      ),
      (
        #"{"file_ids": ["x"], "rules": [], "parsing_configuration": {"target_pages": []}}"#,
        "decide.pagesInvalid"
      ),
      (
        #"{"file_ids": ["x"], "rules": [], "webhook_configurations": [{"webhook_headers": {"a": 1}}]}"#,
        "decide.webhook"
      ),
    ])
  func leavesBodyForPerson(body: String, code: String) {
    let sample = FormatSample("body.json", body)
    #expect(sample.codes(BodyMigrator()) == [code])
    #expect(sample.migrated(BodyMigrator()) == body)
  }

  @Test(
    arguments: [
      // v2's form, another API's rules, a text instead of a list.
      #"{"file_input": "x", "configuration": {"rules": []}}"#,
      #"{"file_ids": ["x"], "rules": [{"pattern": "a"}]}"#,
      #"{"file_ids": "x", "rules": []}"#,
      #"{"classifier": {"rules": [{"pattern": "a"}], "max_pages": null}}"#,
      #"{"parse": {"target_pages": "0-2"}}"#, #"{"target_pages": [0]}"#, "[]", "{", "",
    ])
  func leavesLookAlikesAlone(text: String) {
    #expect(FormatSample("body.json", text).findings(BodyMigrator()).isEmpty)
  }

  @Test func findsBodiesInsideOtherValues() {
    let before = #"{"requests": [{"body": {"file_ids": ["x"], "rules": []}}]}"#
    let after =
      #"{"requests": [{"body": {"file_input": "x", "configuration": "#
      + #"{"rules": [], "parsing_configuration": {"max_pages": 5}}}}]}"#
    #expect(FormatSample("cases.json", before).migrated(BodyMigrator()) == after)
  }

  @Test func rewritesNothingTwice() throws {
    let before = #"{"file_ids": ["x"], "rules": []}"#
    let after = try #require(FormatSample("body.json", before).migrated(BodyMigrator()))
    #expect(FormatSample("body.json", after).findings(BodyMigrator()).isEmpty)
  }
}
