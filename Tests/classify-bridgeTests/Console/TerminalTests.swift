// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct TerminalTests {
  @Test func prefersColumnsFromEnvironment() {
    let terminal = Terminal.at(FileDescriptor(rawValue: -1)) { $0 == "COLUMNS" ? "132" : nil }
    #expect(terminal.width == 132)
  }

  @Test(arguments: ["0", "-5", "wide"])
  func ignoresInvalidColumns(columns: String) {
    let terminal = Terminal.at(FileDescriptor(rawValue: -1)) { $0 == "COLUMNS" ? columns : nil }
    #expect(terminal.width == 80)
  }

  @Test func omitsColorWhenNotATerminal() {
    let terminal = Terminal.at(FileDescriptor(rawValue: -1)) { _ in nil }
    #expect(terminal == .none)
    #expect(terminal.styled("text", .red) == "text")
  }

  @Test func resetsColorAfterText() {
    let terminal = Terminal(isInteractive: true, width: 80, hasColor: true)
    #expect(terminal.styled("text", .red) == "\u{1B}[31mtext\u{1B}[0m")
  }
}
