// SPDX-License-Identifier: Apache-2.0

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

  @Test(arguments: [
    ("182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", true), ("182BD5E5-6E1A-4FE4-A799-AA6D9A6AB26E", true),
    ("182bd5e56e1a4fe4a799aa6d9a6ab26e", true), ("dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", true),
    ("", false), ("dfl-", false), ("182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26", false),
    ("182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26g", false),
    ("182bd5e5_6e1a_4fe4_a799_aa6d9a6ab26e", false),
    ("pjb-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", false),
    ("182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26é", false),
  ])
  func parsesBothFormsOfFileIDs(text: String, isFile: Bool) {
    #expect(FileID.uuid(in: text) == (isFile ? "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e" : nil))
  }
}
