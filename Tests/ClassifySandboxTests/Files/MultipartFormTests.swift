// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifySandbox

@Suite struct MultipartFormTests {
  private func parts(_ text: String, boundary: String = "b") throws -> [MultipartReader.Part] {
    try MultipartReader.parts(of: Array(text.utf8), boundary: boundary)
  }

  private static let head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"

  @Test func parsesParts() throws {
    let text =
      "--b\r\ncontent-type: text/plain\r\nCONTENT-DISPOSITION: form-data; name=\"a\"; "
      + "filename=\"x.txt\"\r\n\r\none\r\n--\r\nb\r\n--b\r\n"
      + "Content-Disposition: form-data; name=plain\r\n\r\n\r\n--b--\r\n"
    #expect(
      try parts(text) == [
        MultipartReader.Part(name: "a", fileName: "x.txt", body: Array("one\r\n--\r\nb".utf8)),
        MultipartReader.Part(name: "plain", fileName: nil, body: []),
      ])
  }

  @Test func acceptsMissingFinalLineBreak() throws {
    #expect(try parts(Self.head + "x\r\n--b--").count == 1)
    #expect(try parts("--b--").isEmpty)
  }

  @Test(arguments: [
    "", "x", "--b", "--b\r\n", "--c--", head, head + "x", head + "x\r\n--b", head + "x\r\n--b-",
    head + "x\n--b--", head + "x\r\n--b--x", head + "x\r\n--b--\r\nx",
    "preamble\r\n" + head + "x\r\n--b--",
    "--b\nContent-Disposition: form-data; name=\"a\"\n\nx\n--b--",
    "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
    "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
    "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
    "--b\r\nno colon\r\n\r\nx\r\n--b--",
  ])
  func rejectsMalformedBody(text: String) {
    #expect(throws: MultipartReader.Failure.self) { try parts(text) }
  }

  @Test func rejectsTruncatedBody() {
    let bytes = Array((Self.head + "x\r\n--b--").utf8)
    for count in bytes.indices {
      #expect(throws: MultipartReader.Failure.self) {
        try MultipartReader.parts(of: Array(bytes.prefix(count)), boundary: "b")
      }
    }
  }

  @Test func limitsPartsHeadersAndBoundaries() throws {
    let part = Self.head + "x\r\n"
    #expect(try parts(String(repeating: part, count: 32) + "--b--").count == 32)
    #expect(throws: MultipartReader.Failure.self) {
      try parts(String(repeating: part, count: 33) + "--b--")
    }
    let padding = "X: " + String(repeating: "x", count: 8_192) + "\r\n"
    #expect(throws: MultipartReader.Failure.self) {
      try parts("--b\r\n" + padding + Self.head.dropFirst(5) + "x\r\n--b--")
    }
    #expect(throws: MultipartReader.Failure.self) { try parts("----", boundary: "") }
    let long = String(repeating: "b", count: 71)
    #expect(throws: MultipartReader.Failure.self) { try parts("--\(long)--", boundary: long) }
  }
}
