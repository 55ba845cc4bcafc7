// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyModel
import Foundation
import TestSupport
import Testing

/// Uploads as received by a server.
@Suite struct UploadOverHTTPTests {
  private static let response = LoopbackBehavior.json(201, #"{"id":"dfl-1","name":"a.pdf"}"#)

  @Test func sendsMultipartForm() async throws {
    let contents: [UInt8] = [0, 13, 10, 255, 45, 45]
    try await LoopbackPlan.always(Self.response).run { server in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(
          baseURL: try BaseURL("http://\(server.authority)"), key: try Secret("llx-1")),
        generator: SharedGenerator(SeededGenerator(seed: 1)))
      let file = try await client.files.create(
        file: .bytes(contents, name: "a.pdf", contentType: "application/pdf"),
        externalFileID: "e", in: ProjectScope(projectID: "p"))
      #expect(file.id == "dfl-1")
      let request = try #require(server.requests.first)
      #expect(request.requestLine == "POST /api/v1/beta/files?project_id=p HTTP/1.1")
      let type = try #require(request.values(of: "Content-Type").first)
      let prefix = "multipart/form-data; boundary="
      #expect(type.hasPrefix(prefix))
      let boundary = type.dropFirst(prefix.count)
      let head = """
        --\(boundary)
        Content-Disposition: form-data; name="purpose"

        classify
        --\(boundary)
        Content-Disposition: form-data; name="external_file_id"

        e
        --\(boundary)
        Content-Disposition: form-data; name="file"; filename="a.pdf"
        Content-Type: application/pdf


        """
      let expected =
        Self.wire(head) + contents + Self.wire("\n--\(boundary)--\n")
      #expect(request.body == expected)
      #expect(request.values(of: "Content-Length") == ["\(expected.count)"])
    }
  }

  @Test func reportsIncreasingProgress() async throws {
    let contents = [UInt8](repeating: 65, count: 3_000_000)
    try await LoopbackPlan.always(Self.response).run { server in
      let client = LlamaCloud(
        configuration: ServiceConfiguration(
          baseURL: try BaseURL("http://\(server.authority)"), key: nil))
      let seen = Collector<UploadProgress>()
      _ = try await client.files.create(file: .bytes(contents, name: "a.pdf")) { seen.add($0) }
      let size = try #require(server.requests.first?.body.count)
      #expect(seen.values.count > 1)
      #expect(seen.values.map(\.sentBytes) == seen.values.map(\.sentBytes).sorted())
      #expect(seen.values.last?.sentBytes == size)
      #expect(seen.values.allSatisfy { $0.totalBytes == size })
    }
  }

  @Test func extendsTimeoutForLargeFileUnlessOverridden() async throws {
    let slowly = LoopbackPlan { _ in
      Thread.sleep(forTimeInterval: 2)
      return Self.response
    }
    try await slowly.run { server in
      var configuration = ServiceConfiguration(
        baseURL: try BaseURL("http://\(server.authority)"), key: nil)
      configuration.attemptTimeout = .milliseconds(50)
      configuration.timeout = .milliseconds(50)
      let client = LlamaCloud(configuration: configuration)
      let source = FileSource.bytes([UInt8](repeating: 65, count: 5_120_000), name: "a.pdf")
      #expect(try await client.files.create(file: source).id == "dfl-1")
      let options = ServiceOptions(timeout: .milliseconds(50), attemptTimeout: .milliseconds(50))
      let error = try await classifyError {
        try await client.files.create(file: source, options: options)
      }
      #expect(error?.code == .timeout)
    }
  }

  private static func wire(_ text: String) -> [UInt8] {
    Array(
      text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n").utf8)
  }
}
