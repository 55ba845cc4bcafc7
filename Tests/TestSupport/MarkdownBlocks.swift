// SPDX-License-Identifier: Apache-2.0

import Foundation

/// The code blocks and links of one of the project's Markdown pages.
public struct MarkdownBlocks: Sendable {
  /// One fenced block.
  public struct Block: Sendable {
    /// What stands behind the opening fence; empty if nothing does.
    public let language: String
    /// The lines between the fences.
    public let lines: [String]
  }

  /// The blocks, in order.
  public let blocks: [Block]
  /// The targets of links to files of the project, without their anchors.
  public let links: [String]
  /// The number of lines.
  public let lineCount: Int
  /// The folder that the links are relative to.
  public let folder: String

  /// Reads a page; one that can't be read has no blocks.
  ///
  /// - Parameter file: The path from the project's folder.
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

  /// Returns a text without indentation, so that code is found wherever it stands.
  public static func normalized(_ code: String) -> String {
    code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
