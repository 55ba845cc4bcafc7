// SPDX-License-Identifier: Apache-2.0

import ClassifyMigration
import Foundation
import Testing

@Suite struct FileResultStorageTests {
  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "classify-results-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appending(path: "results.jsonl").path)
  }

  @Test func appendsReadsAndTruncates() throws {
    try Self.withFolder { path in
      do {
        let storage = try FileResultStorage(path: path)
        #expect(try storage.read(from: 0, upTo: 10) == [])
        try storage.append(Array("abc\n".utf8))
        try storage.append(Array("def".utf8))
        try storage.synchronize()
        try storage.truncate(to: 4)
        try storage.append(Array("xy\n".utf8))
        #expect(try storage.read(from: 2, upTo: 100) == Array("c\nxy\n".utf8))
        #expect(try storage.read(from: 1, upTo: 2) == Array("bc".utf8))
      }
      // The file is free again, and keeps its content.
      let storage = try FileResultStorage(path: path)
      #expect(try storage.read(from: 0, upTo: 100) == Array("abc\nxy\n".utf8))
    }
  }

  @Test func locksTheFile() throws {
    try Self.withFolder { path in
      let storage = try FileResultStorage(path: path)
      let error = #expect(throws: ResultLogError.self) { try FileResultStorage(path: path) }
      #expect(error?.message.contains("another process") == true)
      try storage.synchronize()
    }
  }

  @Test func namesTheReasonOfAFailure() {
    let error = #expect(throws: ResultLogError.self) {
      try FileResultStorage(path: "/no-such-folder/results.jsonl")
    }
    #expect(error?.message.contains("No such file") == true)
  }
}
