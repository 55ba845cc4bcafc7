// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The code blocks and links of a Markdown page of the project.
public struct MarkdownBlocks: Sendable {
  /// A fenced code block.
  public struct Block: Sendable {
    /// The info string of the opening fence; empty if there is none.
    public let language: String
    /// The lines between the fences.
    public let lines: [String]
  }

  /// The blocks, in order.
  public let blocks: [Block]
  /// The targets of links to files of the project, without anchors.
  public let links: [String]
  /// The number of lines.
  public let lineCount: Int
  /// The folder that the links are relative to.
  public let folder: String

  /// Reads a page; if it can't be read, it has no blocks.
  ///
  /// - Parameter file: The path relative to the package root.
  public init(file: String) {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = root.appendingPathComponent(file)
    folder = page.deletingLastPathComponent().path
    let text = (try? String(contentsOf: page, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lineCount = lines.count - (text.hasSuffix("\n") ? 1 : 0)
    var blocks: [Block] = []
    var open: (language: String, lines: [String])?
    for line in lines {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(Block(language: block.language, lines: block.lines))
          open = nil
        } else {
          open = (String(line.dropFirst(3)), [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    self.blocks = blocks
    links = text.matches(of: /\]\(([^)#:]+)(#[^)]*)?\)/).map { String($0.output.1) }
  }

  /// Returns code without indentation and blank lines, for comparison.
  public static func normalized(_ code: String) -> String {
    code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
