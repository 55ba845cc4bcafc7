// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct TranslationTests {
  static let first = Note(.requestFanOut, at: "/a")
  static let second = Note(.pageLimitDefaulted, at: "/b")
  static let third = Note(.modeMultimodal, at: "/c")

  @Test func appendsNotesOfSecondStep() throws {
    let result = try Translation(2, notes: [Self.first, Self.second]).then {
      value throws(TranslationRefusal) in
      Translation("\(value + 1)", notes: [Self.third])
    }
    #expect(result == Translation("3", notes: [Self.first, Self.second, Self.third]))
    #expect(result.mostSevereEffect == .meaningChanged)
  }

  @Test(arguments: TranslationPolicy.allCases)
  func keepsNotesOfBothStepsWhenSecondIsRefused(policy: TranslationPolicy) {
    let translation = Translation(2, notes: [Self.first])
    let refusal = #expect(throws: TranslationRefusal.self) {
      try translation.then { _ throws(TranslationRefusal) -> Translation<Int> in
        throw TranslationRefusal(notes: [Self.second, Self.third], policy: policy)
      }
    }
    #expect(
      refusal == TranslationRefusal(notes: [Self.first, Self.second, Self.third], policy: policy))
  }

  @Test func returnsMostSevereEffect() {
    #expect(Translation(0).mostSevereEffect == nil)
    #expect(Translation(0, notes: [Self.second, Self.first]).mostSevereEffect == .defaulted)
    #expect(
      Translation(0, notes: [Self.first, Self.third, Self.second]).mostSevereEffect
        == .meaningChanged)
  }

  @Test func describesRefusalByReasonsAndRemainingCount() {
    let refusal = TranslationRefusal(
      notes: [Self.first, Self.third, Self.second], policy: .standard)
    #expect(refusal.reasons == [Self.third])
    #expect(
      refusal.description
        == "not translated under the standard policy: \(Self.third) (and 2 accepted notes)")
    #expect(
      TranslationRefusal(notes: [Self.third], policy: .strict).description
        == "not translated under the strict policy: \(Self.third)")
  }
}
