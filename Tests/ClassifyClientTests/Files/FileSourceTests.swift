// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyModel
import ClassifySandbox
import Foundation
import TestSupport
import Testing

/// Sources that can be uploaded, and sources that are rejected before anything is sent.
@Suite struct FileSourceTests {
  /// Uploads a source to a new sandbox.
  private func error(of source: FileSource) async throws -> ClassifyError? {
    let world = World()
    let error = try await classifyError { try await world.client().files.create(file: source) }
    #expect(world.sandbox.requests.isEmpty || error == nil)
    return error
  }

  private func withDirectory(_ body: (URL) async throws -> Void) async throws {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try await body(url)
  }

  @Test func uploadsLocalFileUnderOwnOrGivenName() async throws {
    try await withDirectory { directory in
      let url = directory.appending(path: "März 1.txt")
      try Data(Samples.invoice.utf8).write(to: url)
      let client = try World().client()
      #expect(try await client.files.create(file: .url(url)).name == "März 1.txt")
      #expect(try await client.files.create(file: .url(url, name: "b.txt")).name == "b.txt")
      let link = directory.appending(path: "link.txt")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: url)
      #expect(try await client.files.create(file: .url(link)).name == "link.txt")
    }
  }

  @Test func uploadsData() async throws {
    let file = try await World().client().files.create(file: .data(Data([65]), name: "a.txt"))
    #expect(file.name == "a.txt")
  }

  @Test func rejectsUnreadableSourceByName() async throws {
    try await withDirectory { directory in
      let missing = try await error(of: .url(directory.appending(path: "none.pdf")))
      #expect(missing?.code == .invalidRequest)
      #expect(missing?.operation == "files.create")
      #expect(missing?.message.contains("\"none.pdf\" can't be read") == true)
      let folder = try await error(of: .url(directory, name: "folder"))
      #expect(folder?.message.contains("\"folder\" is not a regular file") == true)
      let remote = try #require(URL(string: "https://example.com/a.pdf"))
      let elsewhere = try await error(of: .url(remote))
      #expect(elsewhere?.message.contains("\"a.pdf\" is at https:") == true)
    }
  }

  @Test func rejectsEmptyName() async throws {
    #expect(try await error(of: .bytes([1], name: ""))?.code == .invalidRequest)
  }

  @Test func rejectsContentTypeWithLineBreak() async throws {
    let source = FileSource.bytes([1], name: "a.txt", contentType: "text/plain\r\nX: y")
    #expect(try await error(of: source)?.code == .invalidRequest)
  }

  @Test func rejectsTooLargeFileBeforeReading() async throws {
    try await withDirectory { directory in
      let url = directory.appending(path: "large.pdf")
      try Data().write(to: url)
      // A file with a hole takes no room.
      let handle = try FileHandle(forWritingTo: url)
      try handle.truncate(atOffset: UInt64(FileSource.maximumBytes) + 1)
      try handle.close()
      let tooLarge = try await error(of: .url(url))
      #expect(tooLarge?.code == .invalidRequest)
      #expect(
        tooLarge?.message
          == "the file \"large.pdf\" has 536870913 bytes; the service takes up to 536870912")
    }
  }

  @Test func omitsContentsFromPrintedForms() {
    let source = FileSource.bytes(Array("secret".utf8), name: "a.txt")
    var dumped = ""
    dump(source, to: &dumped)
    #expect("\(source)" == "a.txt, 6 bytes")
    #expect(!dumped.contains("115"))
    #expect(!dumped.contains("secret"))
  }
}
