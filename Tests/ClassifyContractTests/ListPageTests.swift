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
    #expect(page.page.unreadable == page.unreadable)
    #expect(page.page.serviceItemCount == 3)
    // Written back unchanged.
    #expect(page.jsonText() == text)
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
