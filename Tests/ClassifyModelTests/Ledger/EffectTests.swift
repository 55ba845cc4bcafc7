// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct EffectTests {
  /// What each policy refuses of each effect.
  @Test(
    arguments: [
      (.normalized, false, false, false),
      (.defaulted, false, false, false),
      (.unplaced, false, false, false),
      (.approximated, true, false, false),
      (.meaningChanged, true, true, false),
      (.impossible, true, true, true),
    ] as [(Effect, Bool, Bool, Bool)])
  func isRefusedByPolicy(effect: Effect, strict: Bool, standard: Bool, permissive: Bool) {
    #expect(TranslationPolicy.strict.refuses(effect) == strict)
    #expect(TranslationPolicy.standard.refuses(effect) == standard)
    #expect(TranslationPolicy.permissive.refuses(effect) == permissive)
  }

  @Test func isOrderedFromHarmlessToImpossible() {
    let ascending: [Effect] = [
      .normalized, .defaulted, .unplaced, .approximated, .meaningChanged, .impossible,
    ]
    #expect(Effect.allCases == ascending)
    for (position, effect) in ascending.enumerated() {
      for (other, later) in ascending.enumerated() {
        #expect((effect < later) == (position < other))
      }
    }
  }

  @Test func textsAreStable() {
    #expect(
      Effect.allCases.map(\.rawValue) == [
        "normalized", "defaulted", "unplaced", "approximated", "meaningChanged", "impossible",
      ])
    #expect(
      TranslationPolicy.allCases.map(\.rawValue) == ["strict", "standard", "permissive"])
  }
}
