// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// Compares configurations that are written differently: of a group's members, and of an echo.
@Suite struct GroupConfigurationTests {
  /// Parsing configurations with the same meaning: v2's defaults are English and all pages.
  static let sameMeaning: [(String, String)] = [
    ("", #","parsing_configuration":{"lang":"en"}"#),
    (#","parsing_configuration":null"#, #","parsing_configuration":{"lang":"en"}"#),
    (#","parsing_configuration":{}"#, #","mode":"FAST""#),
    (
      #","parsing_configuration":{"target_pages":"3,1"}"#,
      #","parsing_configuration":{"lang":"en","target_pages":"1,3"}"#
    ),
  ]

  @Test(arguments: sameMeaning)
  func mergesMembersWhoseConfigurationsHaveTheSameMeaning(first: String, second: String) throws {
    let group = try #require(V2Translator().job(fromGroup: try Self.members(first, second)))
    let record = try V1Translator().record(from: group.value)
    #expect(!record.notes.contains { $0.code == .recordConfigurations })
  }

  @Test(arguments: [
    ("", #","parsing_configuration":{"lang":"de"}"#),
    ("", #","parsing_configuration":{"max_pages":5}"#),
    ("", #","parsing_configuration":{"target_pages":"1"}"#),
    ("", #","mode":"TURBO""#),
  ])
  func refusesMembersWhoseConfigurationsDiffer(first: String, second: String) throws {
    let group = try #require(V2Translator().job(fromGroup: try Self.members(first, second)))
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator().record(from: group.value)
    }
    #expect(refusal?.reasons.map(\.code) == [.recordConfigurations])
  }

  /// The service can echo its default mode under a name that this package does not know.
  @Test(arguments: ["", #","mode":"FAST""#, #","mode":"STANDARD""#, #","mode":null"#])
  func acceptsEchoWithAnyMode(mode: String) throws {
    let job = try #require(try Self.members(mode).first)
    var configuration = job.configuration
    configuration.mode = .absent
    let body = V2.ClassifyCreateParams(
      configuration: .value(configuration), fileInput: .value("dfl-0"),
      transactionID: job.transactionID)
    try IdempotencyCheck.check(job, against: body, redactor: Redactor(of: body))
  }

  private static func members(_ configurations: String...) throws -> [V2.Job] {
    let group = "0196f1a0-0000-8002-8000-000000000001"
    return try configurations.enumerated().map { index, configuration in
      try V2.Job(
        json: """
          {"id":"clj-\(index)","configuration":{"rules":[{"description":"has an invoice number",\
          "type":"invoice"}]\(configuration)},"document_input_type":"file_id",\
          "file_input":"dfl-\(index)","project_id":"p","status":"COMPLETED","user_id":"u",\
          "transaction_id":"cb1.\(group).\(index)"}
          """)
    }
  }
}
