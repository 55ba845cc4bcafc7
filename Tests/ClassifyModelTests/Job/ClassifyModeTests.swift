// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct ClassifyModeTests {
  @Test(
    arguments: [
      ("FAST", .fast), ("MULTIMODAL", .multimodal), ("TURBO", .unrecognized("TURBO")),
      ("fast", .unrecognized("fast")), ("", .unrecognized("")),
    ] as [(String, ClassifyMode)])
  func convertsToAndFromWireText(text: String, mode: ClassifyMode) {
    #expect(ClassifyMode(wire: text) == mode)
    #expect(mode.wireText == text)
    #expect(mode.description == text)
  }
}
