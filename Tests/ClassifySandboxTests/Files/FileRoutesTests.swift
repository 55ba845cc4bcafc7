// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifySandbox
import Testing

@Suite struct FileRoutesTests {
  private let client = Client(
    Sandbox(configuration: ManualTime(ManualTime.sample).configuration()))

  private static func field(_ name: String, _ value: String) -> String {
    "--b0undary\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
  }

  private static func file(_ name: String, _ fileName: String, _ text: String) -> String {
    "--b0undary\r\nContent-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\"\r\n"
      + "Content-Type: text/plain\r\n\r\n\(text)\r\n"
  }

  private func upload(_ path: String, _ parts: String...) async throws -> Client.Reply {
    try await client.send(
      .post, path, body: Array((parts.joined() + "--b0undary--\r\n").utf8),
      type: "multipart/form-data; boundary=b0undary")
  }

  @Test func classifiesUploadedFileInBothVersions() async throws {
    let reply = try await upload(
      Path.files, Self.field("purpose", "classify"), Self.field("external_file_id", "ext-1"),
      Self.file("file", "märz; \\\"a\\\".TXT", Samples.invoice))
    #expect(reply.status == 201)
    #expect(reply.id.hasPrefix("dfl-"))
    #expect(reply["/name"] == "märz; \"a\".TXT")
    #expect(reply["/file_type"] == "txt")
    #expect(reply["/purpose"] == "classify")
    #expect(reply["/external_file_id"] == "ext-1")
    #expect(reply["/last_modified_at"] == "2019-12-27T18:11:19.117000Z")
    #expect(reply["/project_id"] == .string(client.sandbox.projectID))
    #expect(try await client.post(Path.v1, Samples.v1Body([reply.id])).status == 200)
    let job = try await client.post(Path.v2, Samples.v2Body(reply.id))
    #expect(try await client.get("\(Path.v2)/\(job.id)")["/result/type"] == "invoice")
  }

  @Test func returnsBareIDFromLegacyUpload() async throws {
    let reply = try await upload(
      "\(Path.oldFiles)?external_file_id=ext-2",
      Self.file("upload_file", "a.txt", Samples.receipt))
    #expect(reply.status == 200)
    #expect(reply.id.count == 36)
    #expect(reply["/file_size"] == .number(JSONNumber(Samples.receipt.utf8.count)))
    #expect(reply["/external_file_id"] == "ext-2")
    let same = try await client.get("\(Path.files)/\(reply.id)")
    #expect(same.id == "dfl-" + reply.id)
    #expect(try await client.post(Path.v1, Samples.v1Body([reply.id])).status == 200)
  }

  @Test func reportsMissingParts() async throws {
    let reply = try await upload(Path.files, Self.field("purpose", "homework"))
    #expect(reply.status == 422)
    #expect(reply["/detail/0/loc"] == ["body", "purpose"])
    #expect(reply["/detail/0/type"] == "enum")
    #expect(reply["/detail/1/loc"] == ["body", "file"])
    #expect(reply["/detail/1/type"] == "missing")
    let old = try await upload(Path.oldFiles, Self.file("file", "a.txt", ""))
    #expect(old.validationError["loc"] == ["body", "upload_file"])
    let json = try await client.post(Path.files, [:])
    #expect(json["/detail/1/type"] == "missing")
  }

  @Test func rejectsMalformedForm() async throws {
    for type in ["multipart/form-data", "multipart/form-data; boundary=other"] {
      let reply = try await client.send(.post, Path.files, body: Array("x".utf8), type: type)
      #expect(reply.status == 400)
      #expect(reply.json == ["detail": "There was an error parsing the body"])
    }
  }

  @Test func readsAndDeletesFileByEitherID() async throws {
    let ids = (0..<2).map { client.sandbox.addFile(name: "\($0).txt", text: "") }
    for id in [ids[0], String(ids[1].dropFirst(4))] {
      #expect(try await client.get("\(Path.files)/\(id)").status == 200)
      let deleted = try await client.delete("\(Path.files)/\(id)")
      #expect(deleted.status == 204)
      #expect(deleted.response.body.isEmpty)
      #expect(try await client.get("\(Path.files)/\(id)").status == 404)
      #expect(try await client.delete("\(Path.files)/\(id)").status == 404)
    }
    #expect(try await client.post(Path.v2, Samples.v2Body(ids[0])).status == 400)
    #expect(try await client.get("\(Path.files)/nobody").status == 422)
  }

  @Test func listsNewestFirstWithFilters() async throws {
    for name in ["a.txt", "b.txt", "a.txt"] { client.sandbox.addFile(name: name, text: "") }
    let all = try await client.get(Path.files)
    #expect(all.items.map { $0["name"]?.string } == ["a.txt", "b.txt", "a.txt"])
    #expect(all["/total_size"] == 3)
    let some = try await client.get("\(Path.files)?file_name=a.txt")
    #expect(some.items.count == 2)
    #expect(try await client.get("\(Path.files)?external_file_id=x").items.isEmpty)
  }

  @Test(arguments: [("0", 422), ("1", 200), ("1000", 200), ("1001", 422), ("x", 422)])
  func limitsPageSize(size: String, status: Int) async throws {
    #expect(try await client.get("\(Path.files)?page_size=\(size)").status == status)
  }
}
