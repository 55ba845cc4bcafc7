// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct PresenceTests {
  @Test func hasValueUnlessNullOrAbsent() {
    #expect(Presence.value(1).value == 1)
    #expect(Presence<Int>.null.value == nil)
    #expect(Presence<Int>.absent.value == nil)
  }

  @Test func isAbsentUnlessNullOrValue() {
    #expect(Presence<Int>.absent.isAbsent)
    #expect(!Presence<Int>.null.isAbsent)
    #expect(!Presence.value(1).isAbsent)
  }

  @Test func convertsOptional() {
    #expect(Presence(Optional(1)) == .value(1))
    #expect(Presence(Int?.none) == .absent)
  }

  @Test func distinguishesAbsentNullAndValue() {
    #expect(Set([Presence<Int>.absent, .null, .value(1), .value(2)]).count == 4)
  }

  @Test func mapsOnlyValue() {
    #expect(Presence.value(1).map { $0 + 1 } == .value(2))
    #expect(Presence<Int>.null.map { $0 + 1 } == .null)
    #expect(Presence<Int>.absent.map { $0 + 1 } == .absent)
  }
}
