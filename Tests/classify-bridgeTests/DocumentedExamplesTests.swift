// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import Foundation
import TestSupport
import Testing

/// Runs the `console` blocks of the documentation and compares their output.
@Suite struct DocumentedExamplesTests {
  /// A block of commands, each prefixed with `$ `, and their output: stdout, then stderr.
  struct Block: CustomTestStringConvertible {
    let commands: [String]
    let printed: [String]
    let testDescription: String
  }

  @Test(
    arguments: try Self.blocks(of: "docs/pages.md") + Self.blocks(of: "docs/command-line.md")
      + Self.blocks(of: "docs/running-both-versions.md"))
  func printsDocumentedOutput(block: Block) throws {
    let runner = try CommandRunner(product: "classify-bridge")
    for (command, printed) in zip(block.commands, block.printed) where command != "echo $?" {
      let outcome = try runner.shell(Self.files + command)
      #expect(outcome.output + outcome.messages == printed, "\(command)")
      if let status = block.status(after: command) {
        #expect(outcome.status == status, "\(command)")
      }
    }
  }

  @Test(
    arguments: [
      ("docs/pages.md", 7), ("docs/command-line.md", 10), ("docs/running-both-versions.md", 1),
    ])
  func findsExamples(page: String, count: Int) throws {
    #expect(try Self.blocks(of: page).count >= count)
  }

  /// A script that writes the files the examples read.
  private static let files = #"""
    cat > records.jsonl <<'END'
    {"id": "a", "v1": [0, 2, 2], "v2": "1,3"}
    {"id": "b", "v2": "1,5-3"}
    {"id": "c", "v1": [1, 3, 5], "v2": "1,3,5"}
    {"id": "d", "v1": null, "v2": null}
    END
    cat > bodies.jsonl <<'END'
    {"file_ids": ["f"], "rules": [], "parsing_configuration": {"target_pages": [0, 2]}}
    {"id": "j", "configuration": {"parsing_configuration": {"target_pages": "1,0"}}}
    {"old": {"pages": null}, "new": {"pages": "1-5"}}
    END
    cat > rules.json <<'END'
    [
      {"type": "invoice", "description": "has an invoice number and a total"},
      {"type": "letter", "description": "a letter with dear and yours sincerely"}
    ]
    END
    printf 'Cover sheet\fInvoice number 7, total 12 EUR' > march.txt
    printf 'Dear Ada, thank you. Yours sincerely, Grace' > letter.txt
    printf 'x' > damaged.broken
    awk 'BEGIN {
      for (n = 1; n <= 300; n++) {
        v1 = n % 3 ? "invoice" : "letter"
        v2 = n == 100 ? "letter" : v1
        line = "{\"document\":\"dfl-%d\",\"v1\":{\"label\":\"%s\"},\"v2\":{\"label\":\"%s\"}}\n"
        printf line, n, v1, v2
      }
    }' > shadow.jsonl

    """#

  private static func blocks(of page: String) throws -> [Block] {
    let text = try String(
      contentsOf: CommandRunner.packageRoot.appending(path: page), encoding: .utf8)
    return text.components(separatedBy: "```console\n").dropFirst().map { rest in
      let lines = rest.components(separatedBy: "\n```")[0].components(separatedBy: "\n")
      var commands: [String] = []
      var printed: [String] = []
      for line in lines {
        if line.hasPrefix("$ ") {
          commands.append(String(line.dropFirst(2)))
          printed.append("")
        } else if !printed.isEmpty {
          printed[printed.count - 1] += line + "\n"
        }
      }
      return Block(
        commands: commands, printed: printed, testDescription: commands.joined(separator: "; "))
    }
  }
}

extension DocumentedExamplesTests.Block {
  /// Returns the exit code that the block documents after a command, or `nil`.
  fileprivate func status(after command: String) -> Int32? {
    guard let position = commands.firstIndex(of: command), position + 1 < commands.count,
      commands[position + 1] == "echo $?"
    else { return nil }
    return Int32(printed[position + 1].trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
#endif
