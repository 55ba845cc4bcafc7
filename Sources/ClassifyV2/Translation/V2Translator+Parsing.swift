// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

// What requests and records write alike.
extension V2Translator {
  /// Writes the mode; v2 has but one.
  func mode(
    from mode: ClassifyMode, at place: String, ledger: inout Ledger
  ) -> Open<V2.Mode> {
    switch mode {
    case .fast: return .known(.fast)
    case .multimodal:
      ledger.add(.modeMultimodal, at: place, before: "MULTIMODAL", after: "FAST")
      return .known(.fast)
    case .unrecognized(let text):
      ledger.add(.modeUnrecognized, at: place, before: text, after: text)
      return Open(text)
    }
  }

  /// Writes the code of a language, noting what is not ISO 639-1.
  func language(from language: Language, at place: String, ledger: inout Ledger) -> String {
    guard language.isV1OnlyCode else { return language.rawValue }
    if languages == .iso639Part1, let mapped = language.iso639Part1 {
      ledger.add(
        .languageMapped, at: place, before: language.rawValue, after: mapped.rawValue)
      return mapped.rawValue
    }
    ledger.add(
      .languageNotISO, at: place, before: language.rawValue, after: language.rawValue)
    return language.rawValue
  }
}
