// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// Tests every effect under every policy, with a v1 request that produces it; only records have
/// members that are unplaced.
@Suite struct PolicyTests {
  struct Case: Sendable {
    var effect: Effect
    var members: String
    var passes: [TranslationPolicy]
  }

  static let cases = [
    Case(
      effect: .normalized, members: #""parsing_configuration":{"target_pages":[1]}"#,
      passes: [.strict, .standard, .permissive]),
    Case(
      effect: .defaulted, members: #""parsing_configuration":{}"#,
      passes: [.strict, .standard, .permissive]),
    Case(
      effect: .approximated, members: #""parsing_configuration":{"max_pages":1,"lang":"ang"}"#,
      passes: [.standard, .permissive]),
    Case(
      effect: .meaningChanged,
      members: #""parsing_configuration":{"max_pages":1},"mode":"MULTIMODAL""#,
      passes: [.permissive]),
    Case(effect: .impossible, members: #""parsing_configuration":{"max_pages":0}"#, passes: []),
  ]

  @Test(arguments: cases, TranslationPolicy.allCases)
  func refusesEffectsAccordingToPolicy(_ example: Case, policy: TranslationPolicy) throws {
    let params = try V1.JobCreateParams(
      json: #"{"file_ids":["f"],"rules":[\#(RequestRowTests.rule)],\#(example.members)}"#)
    do {
      let bodies = try V1Translator(policy: policy).request(from: params).then {
        request throws(TranslationRefusal) in
        try V2Translator(policy: policy).params(from: request) { _ in nil }
      }
      #expect(example.passes.contains(policy))
      #expect(bodies.mostSevereEffect == example.effect)
    } catch {
      #expect(!example.passes.contains(policy), "\(error)")
      #expect(error.reasons.map(\.effect) == [example.effect])
      #expect(error.policy == policy)
    }
  }

  @Test func coversEveryEffect() {
    #expect(Self.cases.map(\.effect) == Effect.allCases.filter { $0 != .unplaced })
  }

  @Test(arguments: TranslationPolicy.allCases)
  func acceptsUnplacedMembersOfRecords(policy: TranslationPolicy) throws {
    let job = try StatusTests.v1Job(
      "ERROR", #","job_record_id":"r","extra":1,"parsing_configuration":{"max_pages":1}"#)
    let item = V1.FileClassification(
      id: "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", classifyJobID: job.id, fileID: .value("f"))
    let jobs = try V1Translator(policy: policy).job(from: job, results: [item])
      .then(V2Translator(policy: policy).jobs)
    #expect(jobs.mostSevereEffect == .unplaced)
  }

  /// The typo of a bug report: without `target_pages`, the whole document would be read.
  @Test func refusesMisspelledMemberOfRequestUnderStrictPolicy() throws {
    let params = try V1.JobCreateParams(
      json: #"{"file_ids":["f"],"rules":[\#(RequestRowTests.rule)],"#
        + #""parsing_configuration":{"max_pages":null,"target_page":[0]}}"#)
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator(policy: .strict).request(from: params)
    }
    #expect(refusal?.reasons.map(\.code) == [.requestMemberUnknown])
    #expect(
      refusal?.reasons.map(\.message) == [
        "the request has the unknown member \"target_page\", which is left out; "
          + "did you mean \"target_pages\"?"
      ])
    #expect(throws: Never.self) { try V1Translator().request(from: params) }
  }

  @Test(arguments: TranslationPolicy.allCases)
  func refusesDroppedIdempotencyKeyUnderStrictPolicy(policy: TranslationPolicy) throws {
    let request = ClassifyRequest(
      documents: [.file("f")], rules: [Rule(type: "a", description: "ten chars!")],
      parsing: ParsingOptions(pageLimit: .first(1)), idempotency: .transaction("key"))
    do {
      let body = try V1Translator(policy: policy).params(from: request)
      #expect(policy != .strict)
      #expect(body.notes.map(\.code) == [.requestTransaction])
    } catch {
      #expect(policy == .strict)
      #expect(error.reasons.map(\.code) == [.requestTransaction])
    }
  }

  /// The refusal contains the notes of both steps up to it.
  @Test func includesNotesOfBothStepsInRefusal() throws {
    let params = try V1.JobCreateParams(
      json: #"{"file_ids":["f","g"],"rules":[\#(RequestRowTests.rule)],"mode":"MULTIMODAL","x":1,"#
        + #""parsing_configuration":{"lang":"ang","target_pages":[2,1,1]}}"#)
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator().request(from: params).then { request throws(TranslationRefusal) in
        try V2Translator().params(from: request) { _ in nil }
      }
    }
    #expect(
      refusal?.notes.map(\.code) == [
        .pagesUnordered, .pagesDuplicate, .pageLimitOmitted, .requestMemberUnknown,
        .requestFanOut,
        .languageNotISO, .modeMultimodal,
      ])
    #expect(refusal?.reasons.map(\.code) == [.modeMultimodal])
  }

  /// A group whose members have different configurations becomes a v1 job only if permitted.
  @Test func refusesGroupWithDifferentConfigurations() throws {
    var jobs = [
      try StatusTests.v2Job("COMPLETED", at: 0), try StatusTests.v2Job("COMPLETED", at: 1),
    ]
    jobs[1].configuration.parsingConfiguration = .value(
      V2.ParsingConfiguration(targetPages: .value(.value("2"))))
    let model = try #require(V2Translator().job(fromGroup: jobs))
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V1Translator().record(from: model.value)
    }
    #expect(refusal?.reasons.map(\.pointer) == ["/1/configuration"])
    #expect(throws: Never.self) { try V1Translator(policy: .permissive).record(from: model.value) }
    #expect(try V2Translator(policy: .strict).jobs(from: model.value).value == jobs)
    // A different spelling of the same configuration is accepted.
    jobs[1].configuration.parsingConfiguration = .value(V2.ParsingConfiguration())
    let same = try #require(V2Translator().job(fromGroup: jobs))
    #expect(throws: Never.self) { try V1Translator().record(from: same.value) }
  }
}
