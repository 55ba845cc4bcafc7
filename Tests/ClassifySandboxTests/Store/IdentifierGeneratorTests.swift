// SPDX-License-Identifier: Apache-2.0

import ClassifyValidation
import Testing

@testable import ClassifySandbox

@Suite struct IdentifierGeneratorTests {
  @Test func generatesUniqueVersion4UUIDs() throws {
    var generator = IdentifierGenerator(seed: 1)
    var seen: Set<String> = []
    for _ in 0..<1_000 {
      let id = generator.next()
      #expect(UUIDText.canonical(id) == id)
      let groups = id.split(separator: "-")
      #expect(groups.map(\.count) == [8, 4, 4, 4, 12])
      #expect(groups[2].first == "4")
      #expect("89ab".contains(try #require(groups[3].first)))
      seen.insert(id)
    }
    #expect(seen.count == 1_000)
  }
}
