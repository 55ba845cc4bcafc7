// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Checks that the sandbox stays independent of the code that it is used to test.
@Suite struct DependencyTests {
  /// `ClassifyModel` is allowed for its random numbers and its calendar only.
  @Test func importsNothingThatTranslates() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sources = root.appendingPathComponent("Sources/ClassifySandbox")
    let files = try #require(
      FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    let allowed: Set<String> = [
      "ClassifyHTTP", "ClassifyJSON", "ClassifyModel.CivilDate", "ClassifyModel.SplitMix64",
      "Synchronization",
    ]
    var imports = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        let words = line.split(separator: " ")
        guard let index = words.firstIndex(of: "import"), index <= 1, let module = words.last else {
          continue
        }
        imports += 1
        #expect(allowed.contains(String(module)), "\(file.lastPathComponent): \(line)")
      }
    }
    #expect(imports > 20)
  }
}
