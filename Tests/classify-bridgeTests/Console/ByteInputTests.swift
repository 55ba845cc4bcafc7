// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import classify_bridge

@Suite struct ByteInputTests {
  /// Memory that grows by doubling would be 4 MiB.
  @Test func reservesSizeOfFile() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    let count = 3 << 20
    try Data(count: count).write(to: file)
    var input = try ByteInput(path: file.path)
    let read = try input.all(upTo: count)
    let bytes = try #require(read)
    #expect(bytes.count == count)
    #expect(bytes.capacity < count + (512 << 10))
  }

  @Test func reservesNoMoreThanMaximum() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(count: 2).write(to: file)
    var input = try ByteInput(path: file.path)
    let read = try input.all(upTo: 1)
    #expect(read == nil)
  }
}
