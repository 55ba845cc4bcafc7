// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyContract
import ClassifyClient
import ClassifyContract
import ClassifyGateway
import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import ClassifyV2
import Foundation
import TestSupport
import Testing

/// Runs the Swift sample of `docs/sandbox.md`.
///
/// The conformance tests run the samples in other languages.
@Suite struct SandboxPageTests {
  @Test func classifiesSampleDocument() async throws {
    let sandbox = Sandbox()
    let client = LlamaCloud(
      configuration: ServiceConfiguration(key: try Secret("any-key")), transport: sandbox)
    let file = sandbox.addFile(name: "march.txt", text: "Invoice number 7\u{C}Total amount due")
    sandbox.inject(.rateLimited(retryAfter: "0"), into: [.createV2Job])
    let job = try await client.classify.run(
      V2.ClassifyCreateParams(
        fileInput: file, rules: [V2.Rule(type: "invoice", description: "has an invoice number")]))
    #expect(job.result.value?.type == "invoice")
    #expect(sandbox.requests.first?.status == 429)
  }

  @Test func showsKeyThatSandboxPrints() {
    let lines = MarkdownBlocks(file: "docs/sandbox.md").blocks.flatMap(\.lines)
    #expect(lines.contains { $0.hasSuffix(" LLAMA_CLOUD_API_KEY=\(SandboxKey.text)") })
  }

  @Test func matchesSampleInDocumentation() throws {
    let blocks = MarkdownBlocks(file: "docs/sandbox.md").blocks.filter { $0.language == "swift" }
    #expect(blocks.count == 1)
    let source = MarkdownBlocks.normalized(try String(contentsOfFile: #filePath, encoding: .utf8))
    for block in blocks {
      let sample = MarkdownBlocks.normalized(block.lines.joined(separator: "\n"))
      #expect(sample.isEmpty == false && source.contains(sample))
    }
  }
}
#endif
