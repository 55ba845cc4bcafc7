// SPDX-License-Identifier: Apache-2.0

import ClassifyValidation
import Testing

@Suite struct UUIDTextTests {
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
    #expect(UUIDText.ofFile(text) == (isFile ? "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e" : nil))
  }
}
