// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import Testing

/// Translates every v1 language, and the v2 languages for which v1 has another code or none.
@Suite struct LanguageTests {
  static let codes = """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """.split(separator: " ").map(String.init)

  /// The codes whose language has another code in ISO 639-1.
  static let mapped = [
    "rs_latin": "sr", "rs_cyrillic": "sr", "ch_sim": "zh", "ch_tra": "zh", "ava": "av",
    "che": "ce", "tjk": "tg",
  ]
  /// The codes whose language has no code in ISO 639-1.
  ///
  /// `ang` is Angika here, and `mah` Magahi.
  static let unmapped: Set = [
    "bh", "abq", "ady", "kbd", "dar", "inh", "lbe", "lez", "tab", "mni", "mai", "bho", "new", "gom",
    "bgc", "sck", "ang", "mah",
  ]

  @Test func has86V1CodesOfWhich25AreNotISO() {
    #expect(Set(Self.codes).count == 86)
    #expect(Self.mapped.count + Self.unmapped.count == 25)
    #expect(Set(Self.mapped.keys).union(Self.unmapped).isSubset(of: Self.codes))
  }

  @Test(arguments: V2Translator.LanguageMapping.allCases)
  func mapsV1LanguagesToV2(mapping: V2Translator.LanguageMapping) throws {
    for code in Self.codes {
      let isISO = Self.mapped[code] == nil && !Self.unmapped.contains(code)
      let expected = mapping == .iso639Part1 ? Self.mapped[code] ?? code : code
      let note: [NoteCode] = isISO ? [] : [expected == code ? .languageNotISO : .languageMapped]
      let v2 = V2Translator(languages: mapping)

      let bodies = try V1Translator().request(from: Self.v1Request(code)).then {
        request throws(TranslationRefusal) in try v2.params(from: request) { _ in nil }
      }
      #expect(Self.language(of: bodies.value[0].configuration.value) == expected)
      #expect(bodies.notes.map(\.code) == note, "\(code)")

      let record = try V1Translator().job(from: Self.v1Job(code)).then(v2.jobs)
      #expect(Self.language(of: record.value[0].configuration) == expected)
      #expect(record.notes.map(\.code).filter { $0.rawValue.hasPrefix("language") } == note)
    }
  }

  /// The codes that mean other languages in ISO 639: Old English and Marshallese.
  static let ambiguous: Set = ["ang", "mah"]

  /// A v2 language that v1 has too is kept, whether or not ISO 639-1 has it.
  @Test func keepsV1LanguagesFromV2() throws {
    for code in Self.codes {
      let body = try V2Translator().request(from: Self.v2Request(code)).then(V1Translator().params)
      #expect(body.value.parsingConfiguration.value?.lang == .value(.value(code)))
      let notes: [NoteCode] = Self.ambiguous.contains(code) ? [.languageAmbiguous] : []
      #expect(body.notes.map(\.code) == notes)
      let record = try V2Translator().job(from: Self.v2Job(code)).then(V1Translator().record)
      #expect(record.value.job.parsingConfiguration.value?.lang == .value(.value(code)))
      #expect(record.notes.map(\.code).filter { $0.rawValue.hasPrefix("language") } == notes)
    }
  }

  @Test(arguments: [
    ("zh", "ch_sim"), ("sr", "rs_cyrillic"), ("av", "ava"), ("ce", "che"), ("tg", "tjk"),
    ("nb", "no"),
  ])
  func mapsToNearestV1Language(v2: String, v1: String) throws {
    let body = try V2Translator().request(from: Self.v2Request(v2)).then(V1Translator().params)
    #expect(body.value.parsingConfiguration.value?.lang == .value(.value(v1)))
    #expect(body.notes.map(\.code) == [.languageNearest])
    let record = try V2Translator().job(from: Self.v2Job(v2)).then(V1Translator().record)
    #expect(record.value.job.parsingConfiguration.value?.lang == .value(.value(v1)))
    #expect(record.notes.contains { $0.code == .languageNearest })
  }

  /// A request for an unsupported language is refused; a record omits it with a note.
  @Test(arguments: ["el", "he", "fi", "ka", "hy", "EN", "en-US", "xx", ""])
  func refusesUnsupportedLanguageInRequestAndOmitsItFromRecord(code: String) throws {
    let refusal = #expect(throws: TranslationRefusal.self) {
      try V2Translator(policy: .permissive).request(from: Self.v2Request(code))
        .then(V1Translator(policy: .permissive).params)
    }
    #expect(refusal?.reasons.map(\.code) == [.languageUnsupported])
    let record = try V2Translator().job(from: Self.v2Job(code)).then(V1Translator().record)
    #expect(record.value.job.parsingConfiguration.value?.lang == .absent)
    #expect(
      record.notes.filter { $0.code == .languageOfRecord }.map(\.pointer)
        == ["/parsing_configuration/lang"])
  }

  /// A v1 record keeps a language that v1 doesn't have.
  @Test(arguments: ["zh", "xx", ""])
  func keepsUnrecognizedLanguageOfV1Record(code: String) throws {
    let translator = V1Translator(policy: .strict)
    let record = try translator.job(from: Self.v1Job(code)).then(translator.record)
    #expect(record.value.job.parsingConfiguration.value?.lang == .value(.value(code)))
    #expect(record.notes.map(\.code) == [.languageUnrecognized])
  }

  private static func v1Request(_ code: String) throws -> V1.JobCreateParams {
    try V1.JobCreateParams(
      json: #"{"file_ids":["f"],"rules":[\#(RequestRowTests.rule)],"#
        + #""parsing_configuration":{"lang":"\#(code)","max_pages":1}}"#)
  }

  private static func v1Job(_ code: String) throws -> V1.Job {
    try StatusTests.v1Job(
      "SUCCESS", #","parsing_configuration":{"lang":"\#(code)","max_pages":1}"#)
  }

  private static func v2Request(_ code: String) throws -> V2.ClassifyCreateParams {
    try V2.ClassifyCreateParams(
      json: #"{"configuration":{"rules":[\#(RequestRowTests.rule)],"parsing_configuration":"#
        + #"{"lang":"\#(code)","max_pages":1}},"file_input":"f"}"#)
  }

  private static func v2Job(_ code: String) throws -> V2.Job {
    var job = try StatusTests.v2Job("COMPLETED", at: 0)
    job.configuration.parsingConfiguration = .value(
      V2.ParsingConfiguration(lang: .value(.value(code)), maxPages: .value(.value(1))))
    return job
  }

  private static func language(of configuration: V2.Configuration?) -> String? {
    configuration?.parsingConfiguration.value?.lang.value?.value
  }
}
