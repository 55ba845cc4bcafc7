// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import classify_bridge

@Suite struct NameListTests {
  /// Returns the names in a text of which `files` exist.
  private func list(
    _ text: String, endWithNUL: Bool = false, files: Set<String> = []
  ) throws -> NameList {
    try NameList(Array(text.utf8), endWithNUL: endWithNUL) { files.contains($0) }
  }

  @Test(
    arguments: [
      ("a\nb c\n", false, ["a", "b c"]), ("a\n\nb", false, ["a", "b"]),
      ("a\nb\0c\0", true, ["a\nb", "c"]), ("", true, []), ("a", true, ["a"]),
      ("-\n", false, ["./-"]),
    ] as [(String, Bool, [String])])
  func splitsNames(text: String, endWithNUL: Bool, names: [String]) throws {
    let list = try list(text, endWithNUL: endWithNUL)
    #expect(list.names == names)
    #expect(list.message == nil)
  }

  @Test func ignoresByteOrderMark() throws {
    #expect(try list("\u{FEFF}a\nb\n").names == ["a", "b"])
  }

  @Test func ignoresCarriageReturnsThatNoFileHas() throws {
    let list = try list("a\r\n\r\nb\r\nc\n-\r\n", files: ["b\r"])
    #expect(list.names == ["a", "b\r", "c", "./-"])
    #expect(
      list.message == "ignored a carriage return at the end of 3 lines on standard input: no file "
        + "has it in its name")
  }

  @Test func keepsCarriageReturnsBeforeNUL() throws {
    let list = try list("a\r\0b\0", endWithNUL: true)
    #expect(list.names == ["a\r", "b"])
    #expect(list.message == nil)
  }

  @Test(
    arguments: [
      (Array("a\0b\0".utf8), false, "contain NUL; read them with --null"),
      ([0x61, 0, 0x0A, 0], false, "convert them to UTF-8 if they are in UTF-16"),
      (Array("a\nb\n".utf8), true, "end with line feeds and not with NUL; leave out --null"),
    ] as [([UInt8], Bool, String)])
  func rejectsOtherEnds(bytes: [UInt8], endWithNUL: Bool, message: String) throws {
    let failure = try #require(throws: CommandFailure.self) {
      try NameList(bytes, endWithNUL: endWithNUL) { _ in false }
    }
    #expect("\(failure)".contains(message), "\(failure)")
  }
}
