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
    let writer = try ComparisonResultWriter(storage)
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
    let writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("1"))
    #expect(throws: ResultLogError.self) { try writer.append(Self.result(long)) }
    #expect(storage.text == first)
    try writer.append(Self.result("3"))
    #expect(storage.text == first + short)
  }

  @Test(arguments: [1, 20, 40])
  func removesTheLineThatAKillCutOff(remaining: Int) throws {
    let storage = MemoryResultStorage(Self.line("1") + String(Self.line("2").prefix(remaining)))
    let writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("3"))
    #expect(storage.text == Self.line("1") + Self.line("3"))
  }

  @Test func completesALineWithoutNewline() throws {
    let storage = MemoryResultStorage(Self.line("1") + String(Self.line("2").dropLast()))
    let writer = try ComparisonResultWriter(storage)
    try writer.append(Self.result("3"))
    #expect(storage.text == Self.line("1") + Self.line("2") + Self.line("3"))
  }

  @Test(arguments: ["notes", "notes\n", #"{"run":{"id":"a"}}"#, "{\"document\":1}\n"])
  func keepsOtherFiles(text: String) {
    let storage = MemoryResultStorage(text)
    #expect(throws: ResultLogError.self) { try ComparisonResultWriter(storage) }
    #expect(storage.text == text)
  }

  /// Results survive a power failure in groups, and all of them at the end.
  @Test func synchronizesResults() throws {
    let storage = MemoryResultStorage()
    let writer = try ComparisonResultWriter(storage)
    let interval = ComparisonResultWriter.synchronizationInterval
    for number in 1..<interval { try writer.append(Self.result("\(number)")) }
    #expect(storage.synchronizedCount == 0)
    try writer.append(Self.result("last"))
    let count = storage.bytes.count
    #expect(storage.synchronizedCount == count)
    try writer.append(Self.result("next"))
    #expect(storage.synchronizedCount == count)
    try writer.synchronize()
    #expect(storage.synchronizedCount == storage.bytes.count)
  }

  @Test func appendsFromManyTasks() async throws {
    let storage = MemoryResultStorage()
    let writer = try ComparisonResultWriter(storage)
    try await withThrowingTaskGroup { group in
      for number in 0..<100 {
        group.addTask { try writer.append(Self.result("\(number)")) }
      }
      try await group.waitForAll()
    }
    #expect(Set(storage.lines) == Set((0..<100).map { Self.result("\($0)").jsonText() }))
    #expect(storage.lines.count == 100)
  }
}
