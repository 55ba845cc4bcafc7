// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Foundation
import TestSupport
import Testing

/// Compiles and runs the samples of README.md, and compares their code and their output with it.
@Suite struct ReadmeTests {
  // MARK: - Samples

  private func classifyOneFile(print: (Any...) -> Void) async throws {
    // `Sandbox` is LlamaCloud in memory: no key, no network.
    let client = LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("any-key")), transport: Sandbox())

    let text = "Dear customer\u{C}Invoice number 7\nTotal amount due: 12 EUR"
    let file = try await client.files.create(file: .bytes(Array(text.utf8), name: "march.txt"))
    let job = try await client.classify.run(
      V2.ClassifyCreateParams(
        fileInput: file.id,
        rules: [V2.Rule(type: "invoice", description: "has an invoice number and a total amount")],
        targetPages: try PageSet(rangeString: "2")))

    if let result = job.result.value {
      print(job.status, result.type.value ?? "unmatched", result.confidence)
    }
  }

  private func connectWithKey() throws -> LlamaCloud {
    let client = try LlamaCloud()
    return client
  }

  private func answerV1CallsFromV2() throws -> LlamaCloud {
    let client = try LlamaCloud(classifier: .v2)
    return client
  }

  private func classifyWithBothVersions(
    service: ServiceClient, fileID: String, print: (Any...) -> Void
  ) async throws {
    let request = ClassifyRequest(
      documents: [.file(fileID)],
      rules: [Rule(type: "invoice", description: "has an invoice number and a total amount")],
      parsing: ParsingOptions(pages: .pages(try PageSet(rangeString: "2"))))

    let v1 = try V1Translator().params(from: request).value
    let v2 = try V2Translator().params(from: request) { _ in nil }.value[0]
    print("v1:", v1.parsingConfiguration.value?.jsonText() ?? "")
    print("v2:", v2.configuration.value?.parsingConfiguration.value?.jsonText() ?? "")

    let backends: [any ClassifyBackend] = [V1Backend(client: service), V2Backend(client: service)]
    for backend in backends {
      let job = try await backend.classify(request)
      print(backend.capabilities.version, job.status, job.documents[0].outcome)
    }
  }

  // MARK: - Tests

  private let readme = MarkdownBlocks(file: "README.md")

  @Test func printsDocumentedOutputOfFirstSample() async throws {
    let output = PrintedLines()
    try await classifyOneFile(print: output.print)
    #expect(output.lines == outputs.first)
  }

  @Test func printsDocumentedOutputOfBothVersions() async throws {
    let sandbox = Sandbox()
    let fileID = sandbox.addFile(
      name: "march.txt", text: "Dear customer\u{C}Invoice number 7\nTotal amount due: 12 EUR")
    let service = ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("any-key")), transport: sandbox)
    let output = PrintedLines()
    try await classifyWithBothVersions(service: service, fileID: fileID, print: output.print)
    #expect(output.lines == outputs.last)
  }

  @Test func compilesEverySample() throws {
    let source = try MarkdownBlocks.normalized(String(contentsOfFile: #filePath, encoding: .utf8))
    let samples = readme.blocks.filter { $0.language == "swift" }
    #expect(samples.count == 4)
    for sample in samples {
      let code = sample.lines.filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
      #expect(source.contains(MarkdownBlocks.normalized(code)), "not in the tests:\n\(code)")
    }
  }

  @Test func hasAtMost160Lines() {
    #expect(readme.lineCount <= 160)
  }

  @Test(arguments: ["README.md"] + Self.pages)
  func linksOnlyToExistingFiles(page: String) {
    let page = MarkdownBlocks(file: page)
    for link in page.links {
      #expect(FileManager.default.fileExists(atPath: page.folder + "/" + link), "\(link)")
    }
  }

  @Test func linksToEveryPage() {
    for page in Self.pages { #expect(readme.links.contains(page)) }
  }

  /// The pages that `README.md` links to.
  private static let pages = [
    "docs/architecture.md", "docs/archives.md", "docs/CHANGELOG.md", "docs/command-line.md",
    "docs/CONTRIBUTING.md", "docs/gateway.md", "docs/glossary.md", "docs/installing.md",
    "docs/mapping.md", "docs/migrating-code.md", "docs/migrating-from-v1.md", "docs/pages.md",
    "docs/running-both-versions.md", "docs/sandbox.md", "docs/SECURITY.md",
  ]

  /// The lines of each output block.
  private var outputs: [[String]] {
    readme.blocks.filter { $0.language == "text" }.map(\.lines)
  }
}

/// The lines that a sample prints.
private final class PrintedLines {
  private(set) var lines: [String] = []

  func print(_ items: Any...) {
    lines.append(items.map { "\($0)" }.joined(separator: " "))
  }
}
