// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyV2
import TestSupport
import Testing

/// Tests every member of every v2 shape when absent, null, of another kind, made up, or unknown.
@Suite struct V2ShapeTests {
  @Test func decodesJobs() throws {
    let check = try ShapeCheck(
      Seeds.v2Job,
      [
        "id": .required, "configuration": .required, "document_input_type": .requiredOpenEnum,
        "file_input": .optional, "project_id": .required, "status": .requiredOpenEnum,
        "user_id": .required, "configuration_id": .nullable, "created_at": .nullable,
        "error_message": .nullable, "parse_job_id": .nullable, "result": .nullable,
        "transaction_id": .nullable, "updated_at": .nullable,
      ])
    #expect(check.violations(of: V2.Job.self) == [])
  }

  /// A job with members that are newer or older than the reference.
  @Test func decodesJobsOfOtherDialects() throws {
    let check = try ShapeCheck(
      """
      {"id":"id","configuration":{"rules":[]},"document_input_type":"file_id","file_input":"dfl-1",
      "document_input_value":"dfl-1","project_id":"p","status":"CANCELLED","user_id":"u",
      "usage":{"credits":1.5}}
      """,
      [
        "id": .required, "configuration": .required, "document_input_type": .requiredOpenEnum,
        "file_input": .optional, "document_input_value": .optional, "project_id": .required,
        "status": .requiredOpenEnum, "user_id": .required, "usage": .nullable,
      ])
    #expect(check.violations(of: V2.Job.self) == [])
  }

  @Test func decodesConfigurations() throws {
    let check = try ShapeCheck(
      """
      {"rules":[{"description":"contains invoice number","type":"invoice"}],"mode":"FAST",
      "parsing_configuration":{"lang":"en"}}
      """,
      ["rules": .required, "mode": .openEnum, "parsing_configuration": .nullable])
    #expect(check.violations(of: V2.Configuration.self) == [])
  }

  @Test func decodesParsingConfigurations() throws {
    let check = try ShapeCheck(
      #"{"lang":"en","max_pages":10,"target_pages":"1,3,5-7"}"#,
      ["lang": .lenient, "max_pages": .lenient, "target_pages": .lenient])
    #expect(check.violations(of: V2.ParsingConfiguration.self) == [])
  }

  @Test func decodesUsage() throws {
    let check = try ShapeCheck(
      #"{"credits":1.5,"parse_credits":2}"#, ["credits": .nullable, "parse_credits": .nullable])
    #expect(check.violations(of: V2.Usage.self) == [])
  }

  @Test func decodesRequestBodies() throws {
    let check = try ShapeCheck(
      """
      {"configuration":{"rules":[]},"configuration_id":"cfg-1","file_input":"dfl-1",
      "file_id":"dfl-2","parse_job_id":"pjb-1","transaction_id":"key",
      "webhook_configurations":[{"webhook_url":"https://a"}],"webhook_configuration_ids":["whc-1"]}
      """,
      [
        "configuration": .nullable, "configuration_id": .nullable, "file_input": .nullable,
        "file_id": .nullable, "parse_job_id": .nullable, "transaction_id": .nullable,
        "webhook_configurations": .nullable, "webhook_configuration_ids": .nullable,
      ])
    #expect(check.violations(of: V2.ClassifyCreateParams.self) == [])
  }

  @Test func decodesDeletedJobs() throws {
    let check = try ShapeCheck(
      #"{"id":"1","project_id":"2"}"#, ["id": .required, "project_id": .nullable])
    #expect(check.violations(of: V2.DeletedJob.self) == [])
  }

  @Test func decodesListPages() throws {
    let check = try ShapeCheck(
      Seeds.v2JobPage,
      ["items": .required, "next_page_token": .nullable, "total_size": .nullable])
    #expect(check.violations(of: V2.JobPage.self) == [])
  }

  @Test func omitsWebhookSecretsFromPrintedForms() throws {
    let params = try V2.ClassifyCreateParams(
      json: """
        {"webhook_configurations":[{"webhook_signing_secret":"hush-1","webhook_headers":
        {"Authorization":"Bearer hush-2"},"webhook_url":"https://u:hush-3@a/hush-4"}]}
        """)
    var dumped = ""
    dump(params, to: &dumped)
    for text in ["\(params)", String(reflecting: params), dumped] {
      #expect(!text.contains("hush"), "\(text)")
    }
  }
}
