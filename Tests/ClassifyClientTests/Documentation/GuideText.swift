// SPDX-License-Identifier: Apache-2.0

import Foundation
import TestSupport

/// The lines of the migration guide and of `MigrationSamples.swift`.
struct GuideText {
  let guide: [String]
  let samples: [String]

  init() throws {
    let here = URL(filePath: #filePath).deletingLastPathComponent()
    let root = here.appending(path: "../../..")
    guide = try Self.lines(of: root.appending(path: "docs/migrating-from-v1.md"))
    samples = try Self.lines(of: here.appending(path: "MigrationSamples.swift"))
  }

  static func lines(of url: URL) throws -> [String] {
    String(decoding: try Data(contentsOf: url), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The Swift code blocks of the guide.
  var blocks: [[String]] {
    MarkdownBlocks(file: "docs/migrating-from-v1.md").blocks
      .filter { $0.language == "swift" }.map(\.lines)
  }

  /// Returns whether the samples contain the lines, consecutive and equally indented.
  func hasSample(_ block: [String]) -> Bool {
    guard let first = block.first(where: { !$0.isEmpty }) else { return false }
    return samples.indices.contains { start in
      guard start + block.count <= samples.count, samples[start].hasSuffix(first) else {
        return false
      }
      let indentation = samples[start].dropLast(first.count)
      guard indentation.allSatisfy({ $0 == " " }) else { return false }
      return zip(block, samples[start...]).allSatisfy { line, sample in
        sample == (line.isEmpty ? "" : indentation + line)
      }
    }
  }

  /// The anchors that GitHub generates for the guide's headings.
  var anchors: Set<String> {
    Set(
      guide.filter { $0.hasPrefix("#") }.map { heading in
        let text = heading.drop { $0 == "#" }.dropFirst().lowercased()
        return text.filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
          .map { $0 == " " ? "-" : String($0) }.joined()
      })
  }
}
