// SPDX-License-Identifier: Apache-2.0

#if AsyncHTTPClient
import AsyncHTTPClient
import ClassifyAsyncHTTP
import ClassifyClient
import Foundation
import NIOSSL
import TestSupport
import Testing

/// The samples of docs/architecture.md: they compile, and are the same here and there.
@Suite struct ArchitectureSampleTests {
  private func usingClientOfServer() throws -> LlamaCloud {
    let transport = AsyncHTTPTransport(client: HTTPClient.shared)
    let cloud = try LlamaCloud(transport: transport)
    return cloud
  }

  private func trustingAuthority(_ path: String) -> AsyncHTTPTransport {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.additionalTrustRoots = [.file(path)]
    let transport = AsyncHTTPTransport(
      configuration: HTTPClient.Configuration(tlsConfiguration: tls))
    return transport
  }

  @Test func compilesEverySample() throws {
    let source = String(
      decoding: try Data(contentsOf: URL(filePath: #filePath)), as: UTF8.self)
    let samples = MarkdownBlocks(file: "docs/architecture.md").blocks.filter {
      $0.language == "swift"
    }
    #expect(samples.count == 2)
    for sample in samples {
      #expect(source.contains(sample.lines.map { "    " + $0 }.joined(separator: "\n")))
    }
  }
}
#endif
