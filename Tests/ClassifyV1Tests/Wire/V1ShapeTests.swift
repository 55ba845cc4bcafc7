// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyV1
import TestSupport
import Testing

/// Tests every member of every v1 shape when absent, null, of another kind, made up, or unknown.
@Suite struct V1ShapeTests {
  @Test func decodesJobs() throws {
    let check = try ShapeCheck(
      Seeds.v1Job,
      [
        "id": .required, "project_id": .required, "rules": .required, "status": .requiredOpenEnum,
        "user_id": .required, "created_at": .nullable, "effective_at": .nullable,
        "error_message": .nullable, "job_record_id": .nullable, "mode": .openEnum,
        "parsing_configuration": .nullable, "updated_at": .nullable,
      ])
    #expect(check.violations(of: V1.Job.self) == [])
  }

  @Test func listsSecretsAndUnknownTexts() throws {
    let body = try V1.JobCreateParams(
      json: #"""
        {"file_ids":["f"],"rules":[{"type":"a","description":"b","x":"c"}],
        "parsing_configuration":{"y":["d",12345678,1]},"z":{"deep":"e"},
        "webhook_configurations":[{"webhook_url":"https://h.example/p","webhook_signing_secret":"s",
        "webhook_headers":{"A":"Bearer t"},"w":"g"}]}
        """#)
    #expect(body.secrets == ["p", "t", "s"])
    #expect(Set(body.unknownTexts) == ["c", "d", "12345678", "e", "g"])
  }

  @Test func listsSecretsOfMisplacedWebhooks() throws {
    let body = try V1.JobCreateParams(
      json: #"""
        {"file_ids":["f"],"rules":[{"type":"a","description":"b","webhook_signing_secret":"c"}],
        "parsing_configuration":{"webhook_url":"https://h.example/d"},
        "webhook_headers":{"Authorization":"Bearer e"},
        "webhook_configurations":[{"w":{"webhook_signing_secret":"f"}}]}
        """#)
    #expect(Set(body.secrets) == ["c", "d", "e", "f"])
  }

  @Test func decodesParsingConfigurations() throws {
    let check = try ShapeCheck(
      #"{"lang":"af","max_pages":0,"target_pages":[0]}"#,
      ["lang": .lenient, "max_pages": .lenient, "target_pages": .lenient])
    #expect(check.violations(of: V1.ParsingConfiguration.self) == [])
  }

  @Test func decodesRules() throws {
    let check = try ShapeCheck(
      #"{"description":"contains invoice number","type":"invoice"}"#,
      ["description": .required, "type": .required])
    #expect(check.violations(of: V1.Rule.self) == [])
  }

  @Test func decodesFileClassifications() throws {
    let check = try ShapeCheck(
      """
      {"id":"1","classify_job_id":"2","created_at":"2019-12-27T18:11:19.117Z","file_id":"3",
      "result":{"confidence":0,"reasoning":"reasoning","type":"type"},"updated_at":"then"}
      """,
      [
        "id": .required, "classify_job_id": .required, "created_at": .nullable,
        "file_id": .nullable, "result": .nullable, "updated_at": .nullable,
      ])
    #expect(check.violations(of: V1.FileClassification.self) == [])
  }

  @Test func decodesResults() throws {
    let check = try ShapeCheck(
      #"{"confidence":0.5,"reasoning":"reasoning","type":"type"}"#,
      ["confidence": .required, "reasoning": .required, "type": .nullable])
    #expect(check.violations(of: V1.ClassificationResult.self) == [])
  }

  @Test func decodesRequestBodies() throws {
    let check = try ShapeCheck(
      """
      {"file_ids":["1"],"rules":[{"description":"contains","type":"invoice"}],"mode":"FAST",
      "parsing_configuration":{"lang":"en"},"webhook_configurations":[{"webhook_url":"https://a"}]}
      """,
      [
        "file_ids": .required, "rules": .required, "mode": .openEnum,
        "parsing_configuration": .nullable, "webhook_configurations": .nullable,
      ])
    #expect(check.violations(of: V1.JobCreateParams.self) == [])
  }

  @Test func decodesWebhooks() throws {
    let check = try ShapeCheck(
      """
      {"webhook_events":["parse.success"],"webhook_headers":{"A":1},
      "webhook_output_format":"json","webhook_signing_secret":"hush","webhook_url":"https://a"}
      """,
      [
        "webhook_events": .nullable, "webhook_headers": .nullable,
        "webhook_output_format": .openEnum, "webhook_signing_secret": .nullable,
        "webhook_url": .nullable,
      ])
    #expect(check.violations(of: V1.WebhookConfiguration.self) == [])
  }

  @Test func decodesListPages() throws {
    let jobs = try ShapeCheck(
      Seeds.v1JobPage,
      ["items": .required, "next_page_token": .nullable, "total_size": .nullable])
    #expect(jobs.violations(of: V1.JobPage.self) == [])
    let results = try ShapeCheck(
      Seeds.v1ResultsPage,
      ["items": .required, "next_page_token": .nullable, "total_size": .nullable])
    #expect(results.violations(of: V1.ResultsPage.self) == [])
  }

  /// Secrets must not appear when a request is logged or dumped.
  @Test func omitsWebhookSecretsFromPrintedForms() throws {
    let params = try V1.JobCreateParams(
      json: """
        {"file_ids":[],"rules":[],"webhook_configurations":[{"webhook_signing_secret":"hush-1",
        "webhook_headers":{"Authorization":"Bearer hush-2"},"webhook_url":"https://u:hush-3@a/hush-4",
        "new_secret":"hush-5"}]}
        """)
    var dumped = ""
    dump(params, to: &dumped)
    for text in ["\(params)", String(reflecting: params), dumped] {
      #expect(!text.contains("hush"), "\(text)")
    }
  }
}
