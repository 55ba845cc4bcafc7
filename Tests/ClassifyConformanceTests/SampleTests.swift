// SPDX-License-Identifier: Apache-2.0

import ClassifyConformance
import Foundation
import Testing

@Suite struct MyBackendConformanceTests {
  @Test(arguments: BackendConformance.checks)
  func conforms(check: ConformanceCheck) async throws {
    do {
      try await check.run { behavior in try MyFixture(behavior) }
    } catch let skip as ConformanceSkip {
      Issue.record("skipped \(check): \(skip)", severity: .warning)
    }
  }
}

/// The fixture that the sample leaves to its reader.
private typealias MyFixture = SandboxFixture

extension SandboxFixture {
  fileprivate init(_ behavior: ServiceBehavior) throws {
    try self.init(.v2Current, behavior)
  }
}

/// Compares the sample in the documentation with the suite above.
@Suite struct DocumentedSampleTests {
  @Test func documentsThisFile() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let documented = try Self.lines(
      of: root.appending(path: "Sources/ClassifyConformance/BackendConformance.swift")
    ).filter { $0.hasPrefix("/// ") }.map { String($0.dropFirst(4)) }
    let sample = documented.split(whereSeparator: { $0.hasPrefix("```") }).dropFirst().first ?? []
    // The suite below needs Foundation, the sample does not.
    let lines = try Self.lines(of: URL(filePath: #filePath))
      .filter { $0 != "import Foundation" }
    let start = try #require(lines.firstIndex { $0 == sample.first })
    #expect(lines[start...].prefix(sample.count).elementsEqual(sample))
    #expect(sample.count > 5)
  }

  private static func lines(of url: URL) throws -> [String] {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }
}
