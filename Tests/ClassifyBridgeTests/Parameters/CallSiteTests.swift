// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import TestSupport
import Testing

/// Calls as users write them, with one import: literals, variables, optionals and `nil`.
@Suite struct CallSiteTests {
  private let limit = 7
  private let someLimit: Int? = 7
  private let noLimit: Int? = nil
  private let indices = [0, 2]
  private let someIndices: [Int]? = [0, 2]
  private let language = "de"

  // MARK: - Parsing options

  private func expect(
    _ shape: some JSONWritable, _ json: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(shape.jsonText() == json, sourceLocation: sourceLocation)
  }

  /// In v1, absent means 5 pages, and null means no limit.
  @Test func writesV1Options() {
    expect(V1.ParsingConfiguration(), "{}")
    expect(V1.ParsingConfiguration(maxPages: 7), #"{"max_pages":7}"#)
    expect(V1.ParsingConfiguration(maxPages: limit), #"{"max_pages":7}"#)
    expect(V1.ParsingConfiguration(maxPages: limit + 1), #"{"max_pages":8}"#)
    expect(V1.ParsingConfiguration(maxPages: someLimit), #"{"max_pages":7}"#)
    expect(V1.ParsingConfiguration(maxPages: noLimit), "{}")
    expect(V1.ParsingConfiguration(maxPages: nil), "{}")
    expect(V1.ParsingConfiguration(maxPages: .absent), "{}")
    expect(V1.ParsingConfiguration(maxPages: .null), #"{"max_pages":null}"#)
    expect(V1.ParsingConfiguration(maxPages: .value(.value(limit))), #"{"max_pages":7}"#)
    expect(V1.ParsingConfiguration(targetPages: [0, 2]), #"{"target_pages":[0,2]}"#)
    expect(V1.ParsingConfiguration(targetPages: indices), #"{"target_pages":[0,2]}"#)
    expect(V1.ParsingConfiguration(targetPages: nil), "{}")
    expect(
      V1.ParsingConfiguration(lang: "de", maxPages: noLimit, targetPages: someIndices),
      #"{"lang":"de","target_pages":[0,2]}"#)
    expect(V1.ParsingConfiguration(lang: language), #"{"lang":"de"}"#)
    expect(
      V1.ParsingConfiguration(maxPages: .null, targetPages: Presence(someIndices)),
      #"{"max_pages":null,"target_pages":[0,2]}"#)
  }

  private let pages = PageNumber(oneBased: 1).map { PageSet($0) }
  private let allPages: PageSet? = nil

  @Test func writesV2Options() {
    expect(V2.ParsingConfiguration(maxPages: 7), #"{"max_pages":7}"#)
    expect(V2.ParsingConfiguration(maxPages: limit), #"{"max_pages":7}"#)
    expect(V2.ParsingConfiguration(maxPages: noLimit), "{}")
    expect(V2.ParsingConfiguration(maxPages: nil, targetPages: nil), "{}")
    expect(V2.ParsingConfiguration(maxPages: .null), #"{"max_pages":null}"#)
    expect(V2.ParsingConfiguration(targetPages: "1,3"), #"{"target_pages":"1,3"}"#)
    expect(V2.ParsingConfiguration(targetPages: pages?.rangeString), #"{"target_pages":"1"}"#)
    expect(V2.ParsingConfiguration(targetPages: allPages?.rangeString), "{}")
    expect(
      V2.ParsingConfiguration(lang: language, maxPages: someLimit), #"{"lang":"de","max_pages":7}"#)
  }

  // MARK: - Requests

  private let rules = [V2.Rule(type: "a", description: "has ten letters")]
  private let rulesText = #"[{"description":"has ten letters","type":"a"}]"#

  @Test func writesV1Requests() {
    let files = ["f"]
    let mode: V1.Mode? = .multimodal
    let options = V1.ParsingConfiguration(maxPages: someLimit)
    let url = "https://hooks.example.com/"
    let hooks = [V1.WebhookConfiguration(webhookURL: url)]
    let start = #"{"file_ids":["f"],"rules":\#(rulesText)"#
    #expect(V1.JobCreateParams(fileIDs: files, rules: rules).jsonText() == start + "}")
    #expect(
      V1.JobCreateParams(fileIDs: files, rules: rules, mode: nil).jsonText() == start + "}")
    #expect(
      V1.JobCreateParams(fileIDs: files, rules: rules, mode: .fast).jsonText()
        == start + #","mode":"FAST"}"#)
    #expect(
      V1.JobCreateParams(fileIDs: files, rules: rules, parsingConfiguration: .null).jsonText()
        == start + #","parsing_configuration":null}"#)
    #expect(
      V1.JobCreateParams(
        fileIDs: files, rules: rules, mode: mode, parsingConfiguration: options,
        webhookConfigurations: hooks
      ).jsonText()
        == start + #","mode":"MULTIMODAL","parsing_configuration":{"max_pages":7},"#
        + #""webhook_configurations":[{"webhook_url":"https://hooks.example.com/"}]}"#)
  }

  @Test func writesV2Requests() {
    let file = "dfl-1"
    let savedConfiguration: String? = "cfg-1"
    let key: String? = nil
    let options: V2.ParsingConfiguration? = V2.ParsingConfiguration(maxPages: limit)
    let configuration = V2.Configuration(
      rules: rules, mode: .fast, parsingConfiguration: options)
    #expect(
      V2.ClassifyCreateParams(configuration: configuration, fileInput: file).jsonText()
        == #"{"configuration":{"rules":\#(rulesText),"mode":"FAST","#
        + #""parsing_configuration":{"max_pages":7}},"file_input":"dfl-1"}"#)
    #expect(
      V2.ClassifyCreateParams(
        configurationID: savedConfiguration, fileInput: file, transactionID: key
      ).jsonText() == #"{"configuration_id":"cfg-1","file_input":"dfl-1"}"#)
    #expect(
      V2.ClassifyCreateParams(
        fileInput: file, rules: rules, maxPages: noLimit, targetPages: allPages
      ).jsonText() == #"{"configuration":{"rules":\#(rulesText)},"file_input":"dfl-1"}"#)
    #expect(
      V2.ClassifyCreateParams(
        fileInput: file, rules: rules, maxPages: someLimit, targetPages: pages
      ).jsonText()
        == #"{"configuration":{"rules":\#(rulesText),"parsing_configuration":{"max_pages":7,"#
        + #""target_pages":"1"}},"file_input":"dfl-1"}"#)
  }

  @Test func ordersRuleAsTypeAndDescription() {
    let rule = Rule(type: "a", description: "b")
    let v1 = V1.Rule(type: "a", description: "b")
    let v2 = V2.Rule(type: "a", description: "b")
    for (type, description) in [
      (rule.type, rule.description), (v1.type, v1.description), (v2.type, v2.description),
    ] {
      #expect(type == "a")
      #expect(description == "b")
    }
  }

  // MARK: - Statuses

  @Test func comparesStatusesOfJobs() throws {
    let v1 = try V1.Job(json: Seeds.v1Job)
    #expect(v1.status == .pending)
    #expect(v1.status != .success)
    let v2 = try V2.Job(json: Seeds.v2Job)
    #expect(v2.status == .pending)
    #expect(v2.status != .completed)
    #expect(V2Translator().job(from: v2).value.status == .pending)
    #expect(V1Translator().job(from: v1).value.status != .succeeded)
  }

  @Test(arguments: [("COMPLETED", "done"), ("FAILED", "failed"), ("ON_HOLD", "ON_HOLD")])
  func switchesOverStatus(word: String, result: String) throws {
    let job = try V2.Job(
      json: Seeds.v2Job.replacing(#""status": "PENDING""#, with: #""status": "\#(word)""#))
    let text =
      switch job.status {
      case .completed: "done"
      case .failed: "failed"
      default: job.status.text
      }
    #expect(text == result)
  }
}
