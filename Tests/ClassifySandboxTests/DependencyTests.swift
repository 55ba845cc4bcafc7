// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// The sandbox is a second opinion: it must not be made of what it is there to test.
@Suite struct DependencyTests {
  @Test func sourcesImportNeitherVersionNorTheModel() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.appendingPathComponent("Sources/ClassifySandbox")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    let allowed: Set<String> = [
      "ClassifyHTTP", "ClassifyJSON", "Foundation", "FoundationEssentials", "Synchronization",
    ]
    var imports = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, words.count == index + 2
        else {
          continue
        }
        imports += 1
        #expect(allowed.contains(String(words[index + 1])), "\(file.lastPathComponent): \(line)")
      }
    }
    #expect(imports > 20)
  }
}
