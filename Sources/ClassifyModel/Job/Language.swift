// SPDX-License-Identifier: Apache-2.0

/// The language of a document, as the code that Classify takes.
///
/// v1 takes one of 86 codes (``v1Codes``). They are those of an OCR engine: 61 are ISO 639-1, 25
/// are not, and two of these mean another language than ISO says (`ang` is Angika, `mah` is
/// Magahi). v2 documents ISO 639-1 and takes any text; what it makes of another code is not
/// published.
public struct Language: RawRepresentable, Sendable, Hashable, Codable {
  /// The code, such as `en`.
  public let rawValue: String

  /// Makes a language of a code; any text is taken, and checked when a request is translated.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Makes a language of a code; any text is taken, and checked when a request is translated.
  public init(_ code: String) {
    self.init(rawValue: code)
  }

  /// Whether v1 takes the code.
  public var isV1Code: Bool { Self.v1CodeSet.contains(rawValue) }

  /// Whether the code is one of v1's that ISO 639-1 does not have.
  public var isV1OnlyCode: Bool { Self.v1CodesOutsideISO.contains(rawValue) }

  /// The ISO 639-1 code of the same language, for v1's codes whose language has one.
  ///
  /// It loses what v1's code says of the script or, for `ava`, `che` and `tjk`, only the spelling.
  public var iso639Part1: Language? {
    isV1OnlyCode ? Self.isoOfV1Code[rawValue].map { Language($0) } : self
  }

  /// The v1 code of the same language, for ISO 639-1 codes that v1 writes in another way.
  ///
  /// Where v1 has a code for each script (`zh`, `sr`) it is a guess.
  public var nearestV1Code: Language? {
    isV1Code ? self : Self.v1CodeOfISO[rawValue].map { Language($0) }
  }
}

extension Language: CustomStringConvertible {
  /// The code.
  public var description: String { rawValue }
}

// MARK: - Tables

extension Language {
  /// The 86 codes that v1 takes, in the order of its schema.
  public static let v1Codes: [Language] = v1CodeText.split(separator: " ").map {
    Language(String($0))
  }

  private static let v1CodeText = """
    af az bs cs cy da de en es et fr ga hr hu id is it ku la lt lv mi ms mt nl no oc pi pl pt ro \
    rs_latin sk sl sq sv sw tl tr uz vi ar fa ug ur bn as mni ru rs_cyrillic be bg uk mn abq ady \
    kbd ava dar inh che lbe lez tab tjk hi mr ne bh mai ang bho mah sck new gom sa bgc th ch_sim \
    ch_tra ja ko ta te kn
    """

  private static let v1CodeSet = Set(v1Codes.map(\.rawValue))

  /// Those of v1's codes that ISO 639-1 does not have; `bh` was withdrawn from it.
  private static let v1CodesOutsideISO: Set<String> = [
    "rs_latin", "rs_cyrillic", "ch_sim", "ch_tra", "ava", "che", "tjk", "bh", "abq", "ady", "kbd",
    "dar", "inh", "lbe", "lez", "tab", "mni", "mai", "bho", "new", "gom", "bgc", "sck", "ang",
    "mah",
  ]

  private static let isoOfV1Code = [
    "ch_sim": "zh", "ch_tra": "zh", "rs_latin": "sr", "rs_cyrillic": "sr", "ava": "av",
    "che": "ce", "tjk": "tg",
  ]

  private static let v1CodeOfISO = [
    "zh": "ch_sim", "sr": "rs_cyrillic", "av": "ava", "ce": "che", "tg": "tjk", "nb": "no",
  ]
}
