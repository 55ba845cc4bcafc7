// SPDX-License-Identifier: Apache-2.0

public import ClassifyModel

// v2 documents `lang` as an ISO 639-1 code and accepts any string; its handling of other codes is
// not published.
extension Language {
  /// Whether the code is one of the 183 of ISO 639-1.
  public var isISO639Part1: Bool { Self.iso639Part1Codes.contains(rawValue) }

  /// The ISO 639-1 code of the same language: this code if it is one, `nil` if none is known.
  ///
  /// The conversion loses the script of OCR engine codes such as `ch_sim` and `rs_latin`; `ava`,
  /// `che` and `tjk` change only their spelling.
  public var iso639Part1: Language? {
    isISO639Part1 ? self : Self.isoOfOCRCode[rawValue].map { Language($0) }
  }

  // Not the ISO 639-2 table: in OCR engine codes, `ang` is Angika and `mah` is Magahi.
  private static let isoOfOCRCode = [
    "ch_sim": "zh", "ch_tra": "zh", "rs_latin": "sr", "rs_cyrillic": "sr", "ava": "av",
    "che": "ce", "tjk": "tg",
  ]

  private static let iso639Part1Codes = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia \
    id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo \
    lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl \
    ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk \
    tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(separator: " ").map(String.init))
}
