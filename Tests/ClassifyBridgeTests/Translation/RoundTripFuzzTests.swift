// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Round-trips random values through the model, and through the other version.
///
/// A test fails if the result differs from the original in a place without a note, unless it is a null
/// that v1 has no member for.
@Suite struct RoundTripFuzzTests {
  /// The number of values per kind; every tenth is also round-tripped without the other version.
  static let count = FuzzRun.count(usual: 10_000)
  /// The number of job groups; fewer, because each group has several jobs.
  static let groupCount = count / 4

  @Test func roundTripsV1Records() async {
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      var generator = WireGenerator(seed: seed)
      let text = generator.v1Record()
      let attempt = Attempt(seed: seed, generator: &generator)
      attempt.decode(&tally, of: .object(text.job)) { tally throws(JSONError) in
        var members = text.job
        var record = V1.JobRecord(job: try V1.Job(json: text.job.jsonBytes()))
        if let items = text.items {
          record.results = try [V1.FileClassification](json: JSONValue.array(items).jsonBytes())
          members["items"] = .array(items)
        }
        let (document, whole) = (V1Document(record), JSONValue.object(members))
        if seed.isMultiple(of: 10) {
          attempt.compare("v1", &tally, document, whole, json: V1Document.json(of:)) {
            () throws(TranslationRefusal) in
            try attempt.strict.v1Record(record).map(V1Document.init)
          }
        }
        attempt.compare("v1 over v2", &tally, document, whole, json: V1Document.json(of:)) {
          () throws(TranslationRefusal) in
          try attempt.trip.v1RecordOverV2(record).map(V1Document.init)
        }
      }
    }
    expect(tally, "v1", share: 1, of: Self.count / 10)
    expect(tally, "v1 over v2", share: 1, of: Self.count)
    expect(tally, notes: FuzzedCodes.v1Records)
  }

  @Test func roundTripsV2Records() async {
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      var generator = WireGenerator(seed: seed)
      let text = JSONValue.object(generator.v2Job())
      let attempt = Attempt(seed: seed, generator: &generator)
      attempt.decode(&tally, of: text) { tally throws(JSONError) in
        let job = try V2.Job(json: text.jsonBytes())
        if seed.isMultiple(of: 10) {
          attempt.compare("v2", &tally, [job], text, json: attempt.onlyElement) {
            () throws(TranslationRefusal) in try attempt.strict.v2Job(job)
          }
        }
        attempt.compare(
          "v2 over v1", &tally, [job], text, leavesOutNulls: true, json: attempt.onlyElement
        ) {
          () throws(TranslationRefusal) in try attempt.trip.v2JobOverV1(job)
        }
      }
    }
    expect(tally, "v2", share: 1, of: Self.count / 10)
    expect(tally, "v2 over v1", share: 0.98, of: Self.count)
    expect(tally, notes: FuzzedCodes.v2Records)
    // v1's default of 5 pages is never implied.
    #expect(!tally.codes.contains(.pageLimitDefaulted))
  }

  @Test func roundTripsV2Groups() async {
    let tally = await FuzzRun.run(count: Self.groupCount) { seed, tally in
      var generator = WireGenerator(seed: seed)
      let text = JSONValue.array(generator.v2Group().map { .object($0) })
      let attempt = Attempt(seed: seed, generator: &generator)
      attempt.decode(&tally, of: text) { tally throws(JSONError) in
        let jobs = try [V2.Job](json: text.jsonBytes())
        if seed.isMultiple(of: 10) {
          attempt.compare("v2", &tally, jobs, text, json: attempt.all) {
            () throws(TranslationRefusal) in try attempt.strict.v2Group(jobs)
          }
        }
        attempt.compare(
          "v2 over v1", &tally, jobs, text, leavesOutNulls: true, json: attempt.all
        ) {
          () throws(TranslationRefusal) in try attempt.trip.v2GroupOverV1(jobs)
        }
      }
    }
    expect(tally, "v2", share: 1, of: Self.groupCount / 10)
    expect(tally, "v2 over v1", share: 0.98, of: Self.groupCount)
    expect(tally, notes: FuzzedCodes.v2Groups)
    #expect(!tally.codes.contains(.pageLimitDefaulted))
  }

  @Test func roundTripsV1Requests() async {
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      var generator = WireGenerator(seed: seed)
      let text = JSONValue.object(generator.v1Request())
      let attempt = Attempt(seed: seed, generator: &generator)
      attempt.decode(&tally, of: text) { tally throws(JSONError) in
        let params = try V1.JobCreateParams(json: text.jsonBytes())
        if seed.isMultiple(of: 10) {
          attempt.compare("v1", &tally, params, text, json: attempt.text) {
            () throws(TranslationRefusal) in try attempt.trip.v1Request(params)
          }
        }
        attempt.compare("v1 over v2", &tally, params, text, json: attempt.text) {
          () throws(TranslationRefusal) in try attempt.trip.v1RequestOverV2(params)
        }
      }
    }
    expect(tally, "v1", share: 0.6, of: Self.count / 10)
    expect(tally, "v1 over v2", share: 0.6, of: Self.count)
    expect(tally, notes: FuzzedCodes.v1Requests)
  }

  @Test func roundTripsV2Requests() async {
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      var generator = WireGenerator(seed: seed)
      let text = JSONValue.object(generator.v2Request())
      let attempt = Attempt(seed: seed, generator: &generator)
      attempt.decode(&tally, of: text) { tally throws(JSONError) in
        let params = try V2.ClassifyCreateParams(json: text.jsonBytes())
        if seed.isMultiple(of: 10) {
          attempt.compare("v2", &tally, [params], text, json: attempt.onlyElement) {
            () throws(TranslationRefusal) in try attempt.trip.v2Request(params)
          }
        }
        attempt.compare("v2 over v1", &tally, [params], text, json: attempt.onlyElement) {
          () throws(TranslationRefusal) in try attempt.trip.v2RequestOverV1(params)
        }
      }
    }
    expect(tally, "v2", share: 0.6, of: Self.count / 10)
    expect(tally, "v2 over v1", share: 0.5, of: Self.count)
    expect(tally, notes: FuzzedCodes.v2Requests)
  }

  /// The tests above produce every note code, except those that round trips can't produce.
  @Test func producesEveryNoteCodeUnlessImpossible() {
    let met = FuzzedCodes.v1Records.union(FuzzedCodes.v2Records).union(FuzzedCodes.v2Groups)
      .union(FuzzedCodes.v1Requests).union(FuzzedCodes.v2Requests)
    let never = FuzzedCodes.withoutEffect.union(FuzzedCodes.ofQueries).union(FuzzedCodes.ofHeaders)
      .union(FuzzedCodes.ofPageChecks).union(FuzzedCodes.ofLimits).union(FuzzedCodes.ofCreation)
    #expect(met.isDisjoint(with: never))
    #expect(met.union(never) == Set(NoteCode.allCases))
    for code in FuzzedCodes.withoutEffect { #expect(Catalogue[code].effect == nil) }
  }

  private func expect(
    _ tally: FuzzTally, _ trip: String, share: Double, of count: Int
  ) {
    if tally.values > 1 {
      #expect(tally.tried(trip) >= count, "\(trip): only \(tally.tried(trip)) values were tried")
      #expect(
        tally.share(trip) >= share,
        "\(trip): \(tally.returned[trip] ?? 0) of \(tally.tried(trip)) returned")
    }
    #expect(tally.failures.isEmpty, "\(tally.failures.joined(separator: "\n"))")
  }

  private func expect(_ tally: FuzzTally, notes expected: Set<NoteCode>) {
    // Rare notes need many values.
    guard tally.values >= 20_000 else { return }
    #expect(expected.subtracting(tally.codes).map(\.rawValue).sorted() == [])
  }
}

/// The round trips of one fuzzed value.
private struct Attempt {
  let seed: UInt64
  let trip: RoundTrip
  /// Translators under the strict policy, for trips within one version.
  let strict: RoundTrip

  init(seed: UInt64, generator: inout WireGenerator) {
    self.seed = seed
    let v2 = V2Translator(
      policy: .permissive, dialect: generator.chance(50) ? .published : .current,
      languages: generator.chance(50) ? .unchanged : .iso639Part1,
      fileIdentifiers: generator.chance(80) ? .unchanged : .prefixed)
    trip = RoundTrip(v2: v2)
    var exact = v2
    exact.policy = .strict
    exact.dialect = .current
    strict = RoundTrip(v1: V1Translator(policy: .strict), v2: exact)
  }

  func decode(
    _ tally: inout FuzzTally, of text: JSONValue,
    _ body: (_ tally: inout FuzzTally) throws(JSONError) -> Void
  ) {
    do {
      try body(&tally)
    } catch {
      tally.fail("seed \(seed): not decoded: \(error)\n  \(text)")
    }
  }

  func compare<Value: Equatable>(
    _ name: String, _ tally: inout FuzzTally, _ before: Value, _ old: JSONValue,
    leavesOutNulls: Bool = false, json: (Value) throws(JSONError) -> JSONValue,
    _ travel: () throws(TranslationRefusal) -> Translation<Value>
  ) {
    do {
      let after = try travel()
      tally.countReturn(name, notes: after.notes)
      guard after.value != before else { return }
      do {
        let new = try json(after.value)
        let differences = JSONDifference.places(old, new).filter {
          !leavesOutNulls || !Self.isNullLeftOut(at: $0, of: old, in: new)
        }
        let silent = tally.coverage.silent(differences, notes: after.notes)
        guard !silent.isEmpty else { return }
        let places = silent.map { JSONPointer(tokens: $0).description }
        tally.fail(
          "seed \(seed), \(name): \(places) changed without a note\n  \(old)\n  \(new)\n  "
            + after.notes.map(\.description).joined(separator: "\n  "))
      } catch {
        tally.fail("seed \(seed), \(name): not written: \(error)")
      }
    } catch {
      tally.countRefusal(name, notes: error.notes)
      if error.reasons.isEmpty {
        tally.fail("seed \(seed), \(name): refused without a reason: \(error)")
      }
    }
  }

  /// The members of v2's jobs that v1 does not have, or not for each document.
  private static let membersWithoutPlace: Set<String> = [
    "configuration_id", "error_message", "parse_job_id", "parsing_configuration",
    "transaction_id", "usage",
  ]

  /// Whether a difference is a null without a place in v1: it needs no note.
  private static func isNullLeftOut(
    at place: [String], of old: JSONValue, in new: JSONValue
  ) -> Bool {
    guard let name = place.last, membersWithoutPlace.contains(name) else { return false }
    let pointer = JSONPointer(tokens: place)
    return switch (old[pointer: pointer], new[pointer: pointer]) {
    case (.some(.null), .none): true
    default: false
    }
  }

  func text(_ value: some JSONWritable) throws(JSONError) -> JSONValue {
    try JSONValue(json: value.jsonBytes())
  }

  func all(_ values: [some JSONWritable]) throws(JSONError) -> JSONValue {
    var texts: [JSONValue] = []
    for value in values { texts.append(try text(value)) }
    return .array(texts)
  }

  func onlyElement(_ values: [some JSONWritable]) throws(JSONError) -> JSONValue {
    values.count == 1 ? try text(values[0]) : try all(values)
  }
}

extension Translation {
  fileprivate func map<Other>(_ transform: (Value) -> Other) -> Translation<Other> {
    Translation<Other>(transform(value), notes: notes)
  }
}
