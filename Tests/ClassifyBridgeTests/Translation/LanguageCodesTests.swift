// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import TestSupport
import Testing

@Suite struct LanguageCodesTests {
  /// The 25 v1 codes outside ISO 639-1, with the ISO 639-1 code of the same language, if any.
  static let outsideISO: [(code: String, iso: String?)] = [
    ("rs_latin", "sr"), ("rs_cyrillic", "sr"), ("ch_sim", "zh"), ("ch_tra", "zh"), ("ava", "av"),
    ("che", "ce"), ("tjk", "tg"), ("bh", nil), ("abq", nil), ("ady", nil), ("kbd", nil),
    ("dar", nil), ("inh", nil), ("lbe", nil), ("lez", nil), ("tab", nil), ("mni", nil),
    ("mai", nil), ("bho", nil), ("new", nil), ("gom", nil), ("bgc", nil), ("sck", nil),
    ("ang", nil), ("mah", nil),
  ]

  /// The 183 codes of ISO 639-1.
  static let iso639Part1 = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia \
    id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo \
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl \
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk \
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(separator: " ").map(String.init))

  /// The codes of v1's schema, in schema order.
  static let schema = """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """

  @Test func lists86V1CodesInSchemaOrder() {
    #expect(Language.v1Codes.map(\.rawValue).joined(separator: " ") == Self.schema)
    #expect(Language.v1Codes.count == 86)
    #expect(Set(Language.v1Codes).count == 86)
    for language in Language.v1Codes { #expect(language.isV1Code) }
  }

  @Test func splitsV1CodesInto61ISOCodesAnd25Others() {
    #expect(Self.iso639Part1.count == 183)
    let split = Dictionary(grouping: Language.v1Codes) { Self.iso639Part1.contains($0.rawValue) }
    #expect(split[true]?.count == 61)
    #expect(Set((split[false] ?? []).map(\.rawValue)) == Set(Self.outsideISO.map(\.code)))
    #expect(Self.outsideISO.count == 25)
    for language in Language.v1Codes {
      #expect(language.isISO639Part1 == Self.iso639Part1.contains(language.rawValue))
    }
  }

  @Test(arguments: outsideISO)
  func mapsV1OnlyCodesToISO(code: String, iso: String?) {
    #expect(Language(code).iso639Part1?.rawValue == iso)
  }

  @Test func mapsISOCodesToThemselves() {
    for code in Self.iso639Part1 { #expect(Language(code).iso639Part1 == Language(code)) }
  }

  @Test func mapsNeitherAngikaNorMagahi() {
    // In the ISO tables, these codes are Old English and Marshallese (`mh`).
    for language in Language.v1Codes {
      #expect(language.iso639Part1 != Language("mh"))
    }
    #expect(Language("ang").iso639Part1 == nil)
    #expect(Language("mah").iso639Part1 == nil)
    for code in ["mh", "mag", "anp"] { #expect(Language(code).nearestV1Code == nil) }
  }

  @Test func returnsV1CodeAsItsOwnNearest() {
    for language in Language.v1Codes { #expect(language.nearestV1Code == language) }
  }

  @Test func mapsOtherISOCodesToNearestV1CodeIfAny() {
    let table = [
      "zh": "ch_sim", "sr": "rs_cyrillic", "av": "ava", "ce": "che", "tg": "tjk", "nb": "no",
    ]
    let others = Self.iso639Part1.subtracting(Language.v1Codes.map(\.rawValue))
    // The 183 codes minus the 61 that v1 has too.
    #expect(others.count == 122)
    for code in others {
      #expect(Language(code).nearestV1Code?.rawValue == table[code])
      #expect(!Language(code).isV1Code)
    }
  }

  @Test(arguments: ["", "EN", "en ", "english", "zh-CN", "xx"])
  func keepsAnyText(code: String) {
    let language = Language(code)
    #expect(language.rawValue == code)
    #expect(language.description == code)
    #expect(language == Language(rawValue: code))
    #expect(!language.isV1Code && !language.isISO639Part1)
    #expect(language.nearestV1Code == nil && language.iso639Part1 == nil)
  }
}
