// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import ClassifySandbox
import Foundation
import TestSupport
import Testing

/// The README's program, repeated here verbatim, and its output.
@Suite struct ReadmeTests {
  private func readmeProgram(_ print: (Any...) -> Void) async throws {
    // A LlamaCloud in memory: no key, no network.
    let sandbox = Sandbox()
    let file = sandbox.addFile(
      name: "march.txt", text: "Dear customer\u{C}Invoice number 7\nTotal amount due: 12 EUR")
    let client = ServiceClient(
      configuration: ServiceConfiguration(key: try Secret("any")), transport: sandbox)

    let request = ClassifyRequest(
      documents: [.file(file)],
      rules: [Rule(type: "invoice", description: "has an invoice number and a total amount")],
      parsing: ParsingOptions(pages: .pages(try PageSet(rangeString: "2"))))

    let v1 = try V1Translator().params(from: request).value
    let v2 = try V2Translator().params(from: request) { _ in nil }.value[0]
    print("v1:", v1.parsingConfiguration.value?.jsonText() ?? "")
    print("v2:", v2.configuration.value?.parsingConfiguration.value?.jsonText() ?? "")

    let backends: [any ClassifyBackend] = [V1Backend(client: client), V2Backend(client: client)]
    for backend in backends {
      let job = try await backend.classify(request)
      print(backend.capabilities.version, job.status, job.documents[0].outcome)
    }
  }

  private func service() throws -> ServiceClient {
    let client = ServiceClient(
      configuration: try ServiceConfiguration(environment: ProcessInfo.processInfo.environment),
      transport: URLSessionTransport())
    return client
  }

  private let readme = MarkdownBlocks(file: "README.md")

  @Test func printsOutputShownInReadme() async throws {
    var lines: [String] = []
    try await readmeProgram { items in
      lines.append(items.map { "\($0)" }.joined(separator: " "))
    }
    let output = try #require(readme.blocks.dropFirst().first { $0.language.isEmpty })
    #expect(lines == output.lines)
  }

  @Test func containsEveryReadmeSample() throws {
    let source = try MarkdownBlocks.normalized(String(contentsOfFile: #filePath, encoding: .utf8))
    let samples = readme.blocks.filter { $0.language == "swift" }
    #expect(samples.count == 2)
    for sample in samples {
      let code = sample.lines.filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
      #expect(source.contains(MarkdownBlocks.normalized(code)), "not in the tests:\n\(code)")
    }
  }

  @Test func hasAtMost160Lines() {
    #expect(readme.lineCount <= 160)
  }

  @Test func linksOnlyToExistingFiles() {
    #expect(!readme.links.isEmpty)
    for link in readme.links {
      #expect(FileManager.default.fileExists(atPath: readme.folder + "/" + link), "\(link)")
    }
  }
}
