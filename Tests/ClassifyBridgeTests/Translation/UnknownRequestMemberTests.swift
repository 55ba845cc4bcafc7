// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// Unknown members of requests, at every level: each is noted with the name that was meant.
@Suite struct UnknownRequestMemberTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let pointer: String
    let suggestion: String?

    var testDescription: String { pointer }
    /// The name of the member.
    var name: String { JSONPointer(pointer)?.tokens.last ?? "" }
  }

  /// A value that no note may quote, because it can be a secret under a misspelled name.
  static let secret = "s3cr3t"

  static let v1Cases = [
    Case(pointer: "/file_id", suggestion: "file_ids"),
    Case(pointer: "/parsingConfiguration", suggestion: "parsing_configuration"),
    Case(
      pointer: "/target_pages", suggestion: #"target_pages" in "parsing_configuration"#),
    Case(pointer: "/transaction_id", suggestion: nil),
    Case(pointer: "/rules/0/descripton", suggestion: "description"),
    Case(pointer: "/rules/0/weight", suggestion: nil),
    Case(pointer: "/parsing_configuration/target_page", suggestion: "target_pages"),
    Case(pointer: "/parsing_configuration/targetPages", suggestion: "target_pages"),
    Case(pointer: "/parsing_configuration/max-pages", suggestion: "max_pages"),
    Case(
      pointer: "/webhook_configurations/0/webhookSigningSecret",
      suggestion: "webhook_signing_secret"),
    Case(pointer: "/webhook_configurations/0/a~1b", suggestion: nil),
  ]

  static let v2Cases = [
    Case(pointer: "/file_inputs", suggestion: "file_input"),
    Case(pointer: "/transactionID", suggestion: "transaction_id"),
    Case(pointer: "/file_ids", suggestion: "file_id"),
    Case(pointer: "/webhook_configuration_id", suggestion: "webhook_configuration_ids"),
    Case(pointer: "/configuration/modes", suggestion: "mode"),
    Case(pointer: "/configuration/rules/0/Type ", suggestion: "type"),
    Case(pointer: "/configuration/parsing_configuration/target_page", suggestion: "target_pages"),
    Case(pointer: "/configuration/parsing_configuration/tier", suggestion: nil),
    Case(pointer: "/webhook_configurations/0/webhook_uri", suggestion: "webhook_url"),
  ]

  @Test(arguments: v1Cases)
  func notesUnknownMemberOfV1Request(example: Case) throws {
    let body = """
      {"file_ids":["f"],"rules":[{"description":"ten chars!","type":"a"\(at("/rules/0", example))}],
      "parsing_configuration":{"max_pages":1\(at("/parsing_configuration", example))},
      "webhook_configurations":[{"webhook_url":"https://a"\(at("/webhook_configurations/0", example))}]
      \(at("", example))}
      """
    let params = try V1.JobCreateParams(json: body)
    expect(example, try V1Translator().request(from: params).notes)
    #expect(throws: TranslationRefusal.self) {
      try V1Translator(policy: .strict).request(from: params)
    }
  }

  @Test(arguments: v2Cases)
  func notesUnknownMemberOfV2Request(example: Case) throws {
    let rules = "/configuration/rules/0"
    let parsing = "/configuration/parsing_configuration"
    let body = """
      {"file_input":"f","configuration":{
      "rules":[{"description":"ten chars!","type":"a"\(at(rules, example))}],
      "parsing_configuration":{"max_pages":1\(at(parsing, example))}
      \(at("/configuration", example))},
      "webhook_configurations":[{"webhook_url":"https://a"\(at("/webhook_configurations/0", example))}]
      \(at("", example))}
      """
    let params = try V2.ClassifyCreateParams(json: body)
    expect(example, try V2Translator().request(from: params).notes)
    #expect(throws: TranslationRefusal.self) {
      try V2Translator(policy: .strict).request(from: params)
    }
  }

  /// Records keep unknown members for their own version.
  @Test func keepsUnknownMemberOfRecord() throws {
    let job = try StatusTests.v1Job("PENDING", #","parsing_configuration":{"target_page":[1]}"#)
    let read = V1Translator().job(from: job)
    #expect(read.notes.map(\.code).contains(.memberUnknown))
    #expect(!read.notes.map(\.code).contains(.requestMemberUnknown))
    #expect(Catalogue[.memberUnknown].effect == .unplaced)
    let written = try read.then(V1Translator(policy: .strict).record).value.job
    #expect(
      written.parsingConfiguration.value?.unknownMembers
        == job.parsingConfiguration.value?.unknownMembers)
  }

  /// The names are the members that each shape reads and writes.
  @Test func namesEveryMemberOfEveryShape() throws {
    #expect(
      try unknown(
        V1.JobCreateParams.self,
        [
          "file_ids": [], "rules": [],
        ]) == [])
    #expect(try unknown(V1.ParsingConfiguration.self) == [])
    #expect(try unknown(V2.ClassifyCreateParams.self) == [])
    #expect(try unknown(V2.Configuration.self, ["rules": []]) == [])
    #expect(try unknown(V2.ParsingConfiguration.self) == [])
    #expect(try unknown(WireRule.self, ["description": "", "type": ""]) == [])
    #expect(try unknown(WireWebhook.self) == [])
  }

  /// Returns the difference between the names of a shape and the members that it writes.
  private func unknown<Shape: RequestShape & JSONCodable>(
    _ shape: Shape.Type, _ required: JSONObject = [:]
  ) throws -> [String] {
    var object = required
    for name in Shape.memberNames where object[name] == nil { object.append(name, .null) }
    let value = try Shape(json: object.jsonBytes())
    let written = try JSONValue(json: value.jsonBytes()).object?.names ?? []
    return value.unknownMembers.names
      + Set(written).symmetricDifference(Shape.memberNames).sorted()
  }

  /// Returns the example's member if it belongs to the object at `parent`.
  private func at(_ parent: String, _ example: Case) -> String {
    let end = example.pointer.lastIndex(of: "/") ?? example.pointer.startIndex
    guard example.pointer[..<end] == parent else { return "" }
    return ",\(JSONValue.string(example.name).jsonText()):\"\(Self.secret)\""
  }

  private func expect(_ example: Case, _ notes: [Note]) {
    let unknown = notes.filter { $0.code == .requestMemberUnknown }
    #expect(unknown.map(\.pointer) == [example.pointer])
    #expect(unknown.map(\.effect) == [.approximated])
    let hint = example.suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    #expect(
      unknown.map(\.message) == [
        "the request has the unknown member \"\(example.name)\", which is left out\(hint)"
      ])
    #expect(notes.allSatisfy { !$0.description.contains(Self.secret) })
  }
}
