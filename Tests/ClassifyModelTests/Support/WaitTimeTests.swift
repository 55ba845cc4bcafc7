// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@Suite struct WaitTimeTests {
  private static let texts: [(Duration, String)] = [
    (.milliseconds(1_341), "1.3 seconds"), (.milliseconds(960), "1 second"),
    (.seconds(4), "4 seconds"), (.milliseconds(9_960), "10 seconds"),
    (.milliseconds(59_700), "60 seconds"), (.zero, "0 seconds"), (.seconds(-1), "0 seconds"),
    // 100 years.
    (.seconds(Int64.max), "3153600000 seconds"),
  ]

  @Test(arguments: texts)
  func roundsTextForPeople(duration: Duration, text: String) {
    #expect(WaitTime.text(duration) == text)
  }
}
