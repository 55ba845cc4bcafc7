// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import TestSupport
import Testing

/// Every fault of the tables over every transport.
@Suite(.serialized, .timeLimit(.minutes(15))) struct TransportFaultTests {
  /// Tries faults one after the other, except those that end the process.
  private func tryAll(_ faults: [ServerFault], over transport: TransportUnderTest) async throws {
    let memory = try ResidentMemory.bytes()
    for fault in faults where fault.isTried(over: transport) {
      try await Trial(fault, over: transport).check(fault, over: transport)
    }
    // Foundation keeps what it reads in memory without a limit for headers and trailers.
    guard transport.name != .urlSession else { return }
    let growth = try ResidentMemory.bytes() - memory
    #expect(growth < Self.maximumMemoryGrowth, "\(transport) grew by \(growth) bytes")
  }

  /// The memory in bytes that the process may gain; the faults without end send more in a second.
  private static let maximumMemoryGrowth = 400 * 1024 * 1024

  @Test(arguments: TransportUnderTest.all)
  func endsAnyHead(over transport: TransportUnderTest) async throws {
    try await tryAll(ServerFault.heads, over: transport)
  }

  /// On a busy machine, Foundation on Linux ended the process at one of them.
  @Test(arguments: TransportUnderTest.robust)
  func endsAnyHeader(over transport: TransportUnderTest) async throws {
    try await tryAll(ServerFault.fields, over: transport)
  }

  @Test(arguments: TransportUnderTest.robust)
  func endsAnyChunkedBody(over transport: TransportUnderTest) async throws {
    try await tryAll(ServerFault.chunkedBodies, over: transport)
  }

  @Test(arguments: TransportUnderTest.all)
  func endsAnyBody(over transport: TransportUnderTest) async throws {
    try await tryAll(ServerFault.bodies, over: transport)
  }

  @Test(arguments: TransportUnderTest.robust)
  func endsAnyConnection(over transport: TransportUnderTest) async throws {
    try await tryAll(ServerFault.connections, over: transport)
  }

  @Test func namesEachFaultOnce() {
    #expect(Set(ServerFault.all.map(\.name)).count == ServerFault.all.count)
  }
}

extension ServerFault {
  /// The faults of every table.
  static let all: [ServerFault] = [heads, fields, chunkedBodies, bodies, connections].flatMap(
    \.self)
}
