// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Foundation
import TestSupport
import Testing

/// Compiles the samples of the modules' documentation pages, and compares their code with them.
@Suite struct ModulePageTests {
  // MARK: - Samples

  private func classify(print: (String) -> Void) async throws {
    let client = try LlamaCloud()
    let text = "Invoice number 7\nTotal amount due: 12 EUR"
    let file = try await client.files.create(file: .bytes(Array(text.utf8), name: "march.txt"))
    let job = try await client.classify.run(
      V2.ClassifyCreateParams(
        fileInput: file.id,
        rules: [V2.Rule(type: "invoice", description: "has an invoice number and a total amount")]))
    print(job.result.value?.type.value ?? "unmatched")
  }

  private func readJSON(print: (JSONValue) -> Void) throws {
    let value = try JSONValue(json: #"{"confidence": 0.950}"#)
    print(value)  // {"confidence":0.950}
  }

  private func convertPages(print: ([Int]) -> Void) throws {
    let pages = try PageSet(rangeString: "1,3,5-7")  // v2: one-based
    print(try pages.indices())  // v1, zero-based: [0, 2, 4, 5, 6]
  }

  private func addFile() -> String {
    let sandbox = Sandbox()
    let file = sandbox.addFile(name: "march.txt", text: "Dear customer\u{C}Invoice number 7")
    return file
  }

  // MARK: - Tests

  @Test(arguments: ["ClassifyBridge", "ClassifyJSON", "ClassifyModel", "ClassifySandbox"])
  func compilesSample(module: String) throws {
    let page = MarkdownBlocks(file: "Sources/\(module)/\(module).docc/\(module).md")
    let source = try MarkdownBlocks.normalized(String(contentsOfFile: #filePath, encoding: .utf8))
    let samples = page.blocks.filter { $0.language == "swift" }
    #expect(samples.count == 1)
    for sample in samples {
      #expect(sample.lines.first == "import \(module)")
      let code = sample.lines.dropFirst().joined(separator: "\n")
      #expect(source.contains(MarkdownBlocks.normalized(code)), "not in the tests:\n\(code)")
    }
  }

  @Test func printsDocumentedOutput() throws {
    try readJSON { #expect($0.description == #"{"confidence":0.950}"#) }
    try convertPages { #expect($0 == [0, 2, 4, 5, 6]) }
  }
}
