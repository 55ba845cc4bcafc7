// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel
import Testing

@Suite struct ListPageTests {
  private typealias Page = ListPage<WireRule>

  @Test(
    arguments: [
      (#"{"type":"b"}"#, "/items/1/description"),
      (#"{"type":7,"description":"c"}"#, "/items/1/type"),
      ("\"text\"", "/items/1"), ("null", "/items/1"), ("[]", "/items/1"),
    ] as [(String, JSONPointer)])
  func keepsPageWithOddRecord(odd: String, pointer: JSONPointer) throws {
    let text =
      #"{"items":[{"description":"a","type":"a"},\#(odd),{"description":"d","type":"d"}],"#
      + #""next_page_token":"t","total_size":3}"#
    let page = try Page(json: text)
    #expect(page.items.map(\.type) == ["a", "d"])
    #expect(page.nextPageToken == .value("t"))
    #expect(page.unreadable.map(\.index) == [1])
    #expect(page.unreadable.map(\.pointer) == [pointer])
    #expect(page.unreadable.first?.value == (try JSONValue(json: odd)))
    // Written back unchanged.
    #expect(page.jsonText() == text)
  }

  /// A record that is only its ID.
  private struct Record: JSONCodable, Hashable, Identifiable {
    let id: String

    init(from reader: inout JSONReader) throws(JSONError) { id = try reader.readString() }

    func write(to writer: inout JSONWriter) { id.write(to: &writer) }
  }

  private func recordPage(_ items: String) throws -> Paged<Record>.Page {
    try ListPage<Record>(json: #"{"items":\#(items)}"#).page
  }

  @Test func countsUnreadableRecordsOfPage() throws {
    let page = try recordPage(#"["a",1,"b"]"#)
    #expect(page.items.map(\.id) == ["a", "b"])
    #expect(page.unreadable.map(\.index) == [1])
    #expect(page.serviceItemCount == 3)
  }

  @Test func keepsUnknownMembersOfPage() throws {
    let page = try ListPage<Record>(json: #"{"x":{"y":1},"items":["a"],"z":null}"#).page
    #expect(page.unknownMembers == ["x": ["y": 1], "z": .null])
  }

  /// A page with the same records in another order is a repetition.
  @Test func hashesIDsOfRecordsInAnyOrder() throws {
    let hash = try recordPage(#"["a","b"]"#).contentHash
    #expect(hash != nil)
    #expect(try recordPage(#"["b","a"]"#).contentHash == hash)
    #expect(try recordPage(#"["a","c"]"#).contentHash != hash)
    #expect(try recordPage("[]").contentHash == nil)
    #expect(try recordPage("[1]").contentHash == nil)
  }

  @Test func keepsOnlyOddRecords() throws {
    let text = #"{"items":[1,2]}"#
    let page = try Page(json: text)
    #expect(page.items.isEmpty)
    #expect(page.unreadable.map(\.value) == [1, 2])
    #expect(page.jsonText() == text)
  }

  @Test(arguments: [
    "", "[]", "{}", #"{"items":{}}"#, #"{"items":[1"#, #"{"items":[1,]}"#,
    #"{"items":[{"type":}]}"#,
    #"{"items":[],"next_page_token":7}"#,
  ])
  func rejectsPageThatIsNoPage(text: String) {
    #expect(throws: JSONError.self) { try Page(json: text) }
  }

  @Test func boundsNumberOfOddRecords() throws {
    let accepted = Array(repeating: "1", count: UnreadableRecord.maximumCount)
    #expect(
      try Page(json: #"{"items":[\#(accepted.joined(separator: ","))]}"#).unreadable.count == 1_000)
    let error = #expect(throws: JSONError.self) {
      try Page(json: #"{"items":[1,\#(accepted.joined(separator: ","))]}"#)
    }
    #expect(error?.pointer == "/items/1000")
  }
}
