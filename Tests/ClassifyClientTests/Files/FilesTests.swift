// SPDX-License-Identifier: Apache-2.0

import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifySandbox
import Foundation
import TestSupport
import Testing

/// The file calls.
@Suite struct FilesTests {
  @Test func uploadsReadsListsAndDeletesFile() async throws {
    let world = World()
    let client = try world.client()
    let file = try await client.files.create(
      file: .bytes(Array(Samples.invoice.utf8), name: "march.txt"), purpose: .parse,
      externalFileID: "order 7")
    #expect(file.name == "march.txt")
    #expect(file.purpose == .value(.known(.parse)))
    #expect(file.externalFileID == .value("order 7"))
    #expect(file.fileType == .value("txt"))
    #expect(try await client.files.get(file.id) == file)
    _ = try await client.files.create(file: .bytes([1], name: "april.txt"))
    var names: [String] = []
    for try await file in client.files.list(FileListParams(externalFileID: "order 7")) {
      names.append(file.name)
    }
    #expect(names == ["march.txt"])
    try await client.files.delete(file.id)
    let error = try await classifyError { try await client.files.get(file.id) }
    #expect(error?.code == .notFound)
  }

  @Test func usesClassifyPurposeByDefault() async throws {
    let world = World()
    let file = try await world.client().files.create(file: .bytes([65], name: "a.txt"))
    #expect(file.purpose == .value(.known(.classify)))
  }

  @Test func listsFilesByPageAndFromToken() async throws {
    let world = World()
    for name in ["a", "b", "c"] { _ = world.addFile(name: name) }
    let client = try world.client()
    var pages: [Paged<CloudFile>.Page] = []
    for try await page in client.files.list(FileListParams(pageSize: 2)).pages {
      pages.append(page)
    }
    #expect(pages.map { $0.items.map(\.name) } == [["c", "b"], ["a"]])
    var rest: [String] = []
    let query = FileListParams(pageToken: pages.first?.nextToken)
    for try await file in client.files.list(query) { rest.append(file.name) }
    #expect(rest == ["a"])
  }

  @Test(arguments: [
    #"a "quoted".txt"#, "späti 📄.txt", "line\r\nbreak.txt", "semi;colon=.txt",
    "\r\n--classify-bridge-",
  ])
  func sendsFileNamesUnchangedOrEscaped(name: String) async throws {
    let world = World()
    let text = "--classify-bridge-0\r\n\r\n--\r\n"
    let file = try await world.client().files.create(file: .bytes(Array(text.utf8), name: name))
    let expected = name.unicodeScalars.map { scalar in
      // Quotes and line breaks are escaped as browsers do; the service doesn't unescape them.
      switch scalar {
      case "\"": "%22"
      case "\r": "%0D"
      case "\n": "%0A"
      default: String(scalar)
      }
    }.joined()
    #expect(file.name == expected)
  }

  @Test func doesNotRetryUploadWhenResponseIsLost() async throws {
    let world = World()
    world.sandbox.inject(.connectionLost(.afterProcessing), into: [.uploadFile])
    let error = try await classifyError {
      try await world.client().files.create(file: .bytes([65], name: "a.txt"))
    }
    #expect(error?.code == .connection)
    #expect(world.sandbox.requestCount(of: .uploadFile) == 1)
  }

  @Test func reportsProgressOnceWhenTransportReportsNone() async throws {
    let world = World()
    let seen = Collector<UploadProgress>()
    _ = try await world.client().files.create(file: .bytes([65], name: "a.txt")) { seen.add($0) }
    #expect(seen.values.map(\.fraction) == [1])
  }

  @Test func keepsUnknownMembersAcrossRoundTrip() throws {
    let json = #"{"id":"f","name":"n","purpose":"new","expires_at":null,"pages":3}"#
    #expect(try CloudFile(json: json).jsonText() == json)
  }
}
