// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct JSONColorsTests {
  private static let terminal = Terminal(isInteractive: true, width: 80, hasColor: true)

  @Test(arguments: [
    (
      #"  "a": [1.5, true], "#,
      "  \u{1B}[1m\"a\"\u{1B}[0m: [\u{1B}[33m1.5\u{1B}[0m, \u{1B}[33mtrue\u{1B}[0m], "
    ),
    (#""say \"a: 1\"","#, "\u{1B}[32m\"say \\\"a: 1\\\"\"\u{1B}[0m,"),
    // A combining accent after a quotation mark is not part of it.
    ("\"\u{301}a\"", "\u{1B}[32m\"\u{301}a\"\u{1B}[0m"), ("}", "}"), ("", ""),
  ])
  func colorsTokens(line: String, styled: String) {
    #expect(JSONColors.styled(line, on: Self.terminal) == styled)
    #expect(JSONColors.styled(line, on: .none) == line)
  }
}
