// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

/// Arrays with elements that their type rejects.
@Suite struct RejectedElementTests {
  private struct Point: JSONReadable, Equatable {
    let x: Int
    let y: Int

    init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }

    init(from reader: inout JSONReader) throws(JSONError) {
      var x: Int?
      var y: Int?
      try reader.readObject { name, reader throws(JSONError) in
        switch name {
        case "x": x = try reader.readInteger()
        case "y": y = try reader.readInteger()
        default: break
        }
      }
      self.init(x: try reader.require(x, "x"), y: try reader.require(y, "y"))
    }
  }

  private struct Page: JSONReadable {
    let points: [Point]
    let rejected: [Rejection]
    let next: Int?

    init(from reader: inout JSONReader) throws(JSONError) {
      var points: [Point] = []
      var rejected: [Rejection] = []
      var next: Int?
      try reader.readObject { name, reader throws(JSONError) in
        switch name {
        case "points":
          points = try reader.readArray(rejectingUpTo: 3) { index, element, error in
            rejected.append(Rejection(index: index, element: element, error: error))
          }
        case "next": next = try reader.readInteger()
        default: break
        }
      }
      self.points = points
      self.rejected = rejected
      self.next = next
    }
  }

  private struct Rejection {
    let index: Int
    let element: JSONValue
    let error: JSONError
  }

  private func page(_ points: String) throws(JSONError) -> Page {
    try Page(json: "{\"a\": {\"b\": [1]},\n \"points\": [\(points)], \"next\": 9}")
  }

  @Test(
    arguments: [
      (#"{"x":1}"#, "/y", ["x": 1]), (#"{"x":1,"y":"2"}"#, "/y", ["x": 1, "y": "2"]),
      (#"{"x":null,"y":2}"#, "/x", ["x": nil, "y": 2]), ("\"text\"", "", "text"), ("null", "", nil),
      ("[]", "", []), ("7", "", 7),
      (#"{"z":[{"x":[1,{}]}],"x":{}}"#, "/x", ["z": [["x": [1, [:]]]], "x": [:]]),
    ] as [(String, JSONPointer, JSONValue)])
  func readsElementsAroundRejectedOne(
    odd: String, pointer: JSONPointer, value: JSONValue
  ) throws {
    for position in 0..<3 {
      var elements = [#"{"x": 1, "y": 2}"#, #"{"y": 4, "x": 3}"#]
      elements.insert(odd, at: position)
      let page = try page(elements.joined(separator: " , "))
      #expect(page.points == [Point(x: 1, y: 2), Point(x: 3, y: 4)])
      #expect(page.next == 9)
      try #require(page.rejected.count == 1)
      #expect(page.rejected[0].index == position)
      #expect(page.rejected[0].element == value)
      // The location is relative to the element.
      #expect(page.rejected[0].error.pointer == pointer)
      #expect(page.rejected[0].error.line == 1)
    }
  }

  @Test(arguments: [
    #"{"x":1,}"#, #"{"x":1 "y":2}"#, #"{"x":01,"y":2}"#, "nul", "{", #"{"x":"\#u{1}"}"#,
    #"{"x":1,"x":2}"#, #"{"x":"a","y":}"#,
  ])
  func throwsErrorOfMalformedElementWithItsLocation(odd: String) {
    let error = #expect(throws: JSONError.self) { try page(#"{"x":1,"y":2},"# + odd) }
    #expect(error?.line == 2)
    #expect(error?.pointer.tokens.prefix(2) == ["points", "1"])
  }

  @Test func throwsErrorOfTextAfterRejectedElement() {
    let error = #expect(throws: JSONError.self) { try page("7 8") }
    #expect(error?.code == .unexpectedCharacter)
    #expect(error?.line == 2)
  }

  @Test func throwsErrorOfElementAboveLimit() throws {
    #expect(try page("1,2,3").rejected.count == 3)
    let error = #expect(throws: JSONError.self) { try page("1,2,3,4") }
    #expect(error?.code == .wrongType)
    #expect(error?.pointer == "/points/3")
    #expect(error?.line == 2)
  }
}
