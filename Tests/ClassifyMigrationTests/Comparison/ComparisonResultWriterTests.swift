// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyMigration
import ClassifyModel
import Testing

@Suite struct ComparisonResultWriterTests {
  private static func result(_ name: String) -> ComparisonResult {
    ComparisonResult(ReportFixture.document(name, "a", "b"))
  }

  private static func line(_ name: String) -> String { result(name).jsonText() + "\n" }

  @Test func appendsWholeLines() throws {
    let storage = MemoryResultStorage(Self.line("1"))
    var writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("2"))
    try writer.append(Self.result("3"))
    #expect(storage.text == Self.line("1") + Self.line("2") + Self.line("3"))
  }

  /// The second line does not fit, with any number of its bytes written; a shorter third does.
  @Test(arguments: [0, 1, 60])
  func removesTheLineThatCouldNotBeWritten(written: Int) throws {
    let first = Self.line("1")
    let short = Self.line("3")
    let long = String(repeating: "2", count: 100)
    let storage = MemoryResultStorage(capacity: first.utf8.count + short.utf8.count + written)
    var writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("1"))
    #expect(throws: ResultLogError.self) { try writer.append(Self.result(long)) }
    #expect(storage.text == first)
    try writer.append(Self.result("3"))
    #expect(storage.text == first + short)
  }

  @Test(arguments: [1, 20, 40])
  func removesTheLineThatAKillCutOff(remaining: Int) throws {
    let storage = MemoryResultStorage(Self.line("1") + String(Self.line("2").prefix(remaining)))
    var writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("3"))
    #expect(storage.text == Self.line("1") + Self.line("3"))
  }

  @Test func completesALineWithoutNewline() throws {
    let storage = MemoryResultStorage(Self.line("1") + String(Self.line("2").dropLast()))
    var writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("3"))
    #expect(storage.text == Self.line("1") + Self.line("2") + Self.line("3"))
  }

  @Test(arguments: ["notes", "notes\n", #"{"run":{"id":"a"}}"#, "{\"document\":1}\n"])
  func keepsOtherFiles(text: String) {
    let storage = MemoryResultStorage(text)
    #expect(throws: ResultLogError.self) { try ComparisonResultWriter(storage) }
    #expect(storage.text == text)
  }
}
