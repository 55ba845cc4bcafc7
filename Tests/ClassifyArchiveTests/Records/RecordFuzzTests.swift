// SPDX-License-Identifier: Apache-2.0

import ClassifyArchive
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import TestSupport
import Testing

/// Converts random archives of every kind to the other version, and back.
@Suite struct RecordFuzzTests {
  static let count = FuzzRun.count(usual: 2_000)

  /// A kind of archive with a generator of the lines of one record.
  struct Kind: Sendable, CustomTestStringConvertible {
    let name: String
    let version: APIVersion
    /// The share of archives that every policy must convert.
    let share: Double
    let lines: @Sendable (inout WireGenerator) -> [JSONValue]

    var testDescription: String { name }
  }

  static let kinds: [Kind] = [
    Kind(name: "v1 body", version: .v1, share: 0.4) { [.object($0.v1Request())] },
    Kind(name: "v1 job", version: .v1, share: 0.95) { [.object($0.v1Record().job)] },
    Kind(name: "v1 job with results", version: .v1, share: 0.8) { generator in
      let record = generator.v1Record()
      let results: JSONObject = ["items": .array(record.items ?? [])]
      if generator.chance(30) {
        var job = record.job
        job.append("results", .object(results))
        return [.object(job)]
      }
      return [["job": .object(record.job), "results": .object(results)]]
    },
    Kind(name: "v1 job, then its results", version: .v1, share: 0.6) { generator in
      let record = generator.v1Record()
      return [.object(record.job)] + (record.items ?? [])
    },
    Kind(name: "v1 job, then a page of its results", version: .v1, share: 0.6) { generator in
      let record = generator.v1Record()
      return [.object(record.job), ["items": .array(record.items ?? [])]]
    },
    Kind(name: "v1 delivery", version: .v1, share: 1) { [delivery("parse.", &$0)] },
    Kind(name: "v2 body", version: .v2, share: 0.4) { [.object($0.v2Request())] },
    Kind(name: "v2 job", version: .v2, share: 0.9) { [.object($0.v2Job())] },
    Kind(name: "v2 group", version: .v2, share: 0.4) { $0.v2Group().map { .object($0) } },
    Kind(name: "v2 delivery", version: .v2, share: 1) { [delivery("classify.", &$0)] },
  ]

  private static func delivery(_ prefix: String, _ generator: inout WireGenerator) -> JSONValue {
    let data: JSONValue = ["id": "x", "job_id": .string(generator.pick(["a", "🧾"]))]
    return [
      "event_id": "e",
      "event_type": .string(prefix + generator.pick(["success", "error", "pending"])),
      "timestamp": 1.5, "data": generator.chance(50) ? data : .string(data.jsonText()),
    ]
  }

  /// Returns the text of a random archive, with one line for each record or with carriage returns.
  private static func text(_ kind: Kind, _ seed: UInt64) -> String {
    var generator = WireGenerator(seed: seed)
    let lines = kind.lines(&generator)
    var respelling = Respelling(generator)
    let end = seed.isMultiple(of: 7) ? "\r\n" : "\n"
    let edge = seed.isMultiple(of: 11) ? " " : ""
    return lines.map { edge + respelling.text($0) + edge + end }.joined()
  }

  @Test(arguments: kinds)
  func restoresEveryByte(of kind: Kind) async {
    let other: APIVersion = kind.version == .v1 ? .v2 : .v1
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      let text = Self.text(kind, seed)
      let dialect: V2Dialect = seed.isMultiple(of: 2) ? .current : .published
      let there = Conversion(
        of: text,
        ArchiveOptions(target: other, policy: .permissive, dialect: dialect, keepsUnplaced: true))
      let counts = there.counts
      let lineCount = text.utf8.count { $0 == UInt8(ascii: "\n") }
      guard counts.lines == lineCount, counts.converted + counts.rejected == lineCount else {
        return tally.fail("seed \(seed): \(lineCount) lines became \(counts)")
      }
      guard counts.rejected == 0 else {
        guard there.rejects.count == counts.rejected else {
          return tally.fail("seed \(seed): \(there.rejects.count) rejects, \(counts)")
        }
        return tally.countRefusal("back", notes: [])
      }
      let back = Conversion(of: there.output, ArchiveOptions(target: kind.version))
      guard back.output.utf8.elementsEqual(text.utf8) else {
        return tally.fail("seed \(seed):\n\(text)\(there.output)\(back.output)\(back.rejects)")
      }
      tally.countReturn("back", notes: [])
    }
    #expect(tally.failures == [])
    #expect(tally.tried("back") == tally.values)
    #expect(tally.share("back") >= kind.share || FuzzRun.replayedSeed != nil)
  }

  /// The bytes are the same whether a record is understood or only copied.
  @Test func writesSameBytesWithoutCountingNotes() async {
    let kind = Self.kinds[2]
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      let text = Self.text(kind, seed)
      let dialect: V2Dialect = seed.isMultiple(of: 2) ? .current : .published
      let policy: TranslationPolicy = seed.isMultiple(of: 3) ? .permissive : .standard
      func conversion(countsNotes: Bool) -> Conversion {
        Conversion(
          of: text,
          ArchiveOptions(target: .v2, policy: policy, dialect: dialect, countsNotes: countsNotes))
      }
      let understood = conversion(countsNotes: true)
      let copied = conversion(countsNotes: false)
      guard understood.output == copied.output, understood.chunk.rejects == copied.chunk.rejects,
        understood.counts.written == copied.counts.written
      else {
        return tally.fail("seed \(seed):\n\(text)\(understood.output)\(copied.output)")
      }
      tally.countReturn("same", notes: [])
    }
    #expect(tally.failures == [])
    #expect(tally.tried("same") == tally.values)
  }

  /// Copying bytes changes no value of what the typed translators write.
  @Test func writesValuesOfTypedTranslator() async {
    let translator = ArchiveTranslator(options: ArchiveOptions(target: .v2, policy: .permissive))
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      var generator = WireGenerator(seed: seed)
      let record = generator.v1Record()
      var respelling = Respelling(generator)
      let line: JSONValue = [
        "job": .object(record.job), "results": ["items": .array(record.items ?? [])],
      ]
      let conversion = Conversion(of: respelling.text(line), translator.options)
      let isForeign = (record.items ?? []).contains {
        $0["classify_job_id"]?.string?.utf8.elementsEqual(record.job["id"]?.string?.utf8 ?? "".utf8)
          != true
      }
      let ids = (record.items ?? []).compactMap { $0["id"]?.string.map { Array($0.utf8) } }
      // Results of another job, and two with one ID, are rejected.
      if isForeign || Set(ids).count < ids.count { return tally.countRefusal("other", notes: []) }
      guard let job = try? V1.Job(value: .object(record.job)),
        let items = try? [V1.FileClassification](value: .array(record.items ?? [])),
        let jobs = try? translator.v2Jobs(from: job, results: items)
      else {
        return tally.countRefusal("values", notes: [])
      }
      let written = conversion.output.split(separator: "\n").compactMap {
        try? JSONValue(json: String($0))
      }
      let expected = jobs.value.compactMap { try? $0.jsonValue() }
      let differences = JSONDifference.places(.array(written), .array(expected))
      guard differences.isEmpty else {
        return tally.fail("seed \(seed): \(differences) in \(conversion.output)")
      }
      tally.countReturn("values", notes: jobs.notes)
    }
    #expect(tally.failures == [])
    #expect(tally.share("values") > 0.95 || FuzzRun.replayedSeed != nil)
  }

  /// Malformed lines are rejected, each with its text, and end nothing.
  @Test func survivesMutatedLines() async {
    let tally = await FuzzRun.run(count: Self.count) { seed, tally in
      var generator = WireGenerator(seed: seed)
      var bytes = Array(Self.text(generator.pick(Self.kinds), seed).utf8)
      for _ in 0...generator.number(below: 3) {
        let position = generator.number(below: bytes.count)
        switch generator.number(below: 3) {
        case 0: bytes[position] = UInt8(generator.number(below: 256))
        case 1: bytes.remove(at: position)
        default: bytes.insert(UInt8(generator.number(below: 256)), at: position)
        }
        if bytes.isEmpty { return }
      }
      var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      if lines.last?.isEmpty == true { lines.removeLast() }
      for target in APIVersion.allCases {
        let conversion = Conversion(
          of: bytes, ArchiveOptions(target: target, keepsUnplaced: seed.isMultiple(of: 2)))
        guard conversion.counts.lines == lines.count,
          conversion.rejects.count == conversion.counts.rejected,
          conversion.output.utf8.count(where: { $0 == UInt8(ascii: "\n") })
            == conversion.counts.written
        else { return tally.fail("seed \(seed): \(conversion.counts) of \(bytes)") }
        tally.countReturn("\(target)", notes: [])
      }
    }
    #expect(tally.failures == [])
    #expect((tally.returned["v1"] ?? 0) > tally.values / 2)
  }
}
