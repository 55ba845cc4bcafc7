// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

/// A wire type that follows the pattern in the reader's documentation.
struct SampleRule: JSONBridged, Hashable {
  var type: String
  var description: String
  var limit: Presence<Int> = .absent
  var unknownMembers = JSONObject()

  init(type: String, description: String, limit: Presence<Int> = .absent) {
    self.type = type
    self.description = description
    self.limit = limit
  }

  init(from reader: inout JSONReader) throws(JSONError) {
    var type: String?
    var description: String?
    var limit = Presence<Int>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "type": type = try reader.readString()
      case "description": description = try reader.readString()
      case "limit": limit = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.type = try reader.require(type, "type")
    self.description = try reader.require(description, "description")
    self.limit = limit
    self.unknownMembers = unknownMembers
  }

  func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("type", type)
      object.member("description", description)
      object.member("limit", limit)
      object.members(of: unknownMembers)
    }
  }
}

@Suite struct JSONReadableTests {
  @Test func readsMembersInAnyOrderAndKeepsUnknownOnes() throws {
    let rule = try SampleRule(
      json: #" {"descr\u0069ption" : "has a total", "x": [1.0], "limit": null, "type": "invoice"} "#
    )
    var expected = SampleRule(type: "invoice", description: "has a total", limit: .null)
    expected.unknownMembers = ["x": .array([.number(try #require(JSONNumber("1.0")))])]
    #expect(rule == expected)
  }

  @Test func roundTripsMembers() throws {
    let text = #"{"type":"a","description":"b","limit":null,"x":[1.0,{"y":"/é\n"}]}"#
    #expect(try SampleRule(json: text).jsonText() == text)
  }

  @Test func locatesMissingMember() throws {
    let error = #expect(throws: JSONError.self) {
      try [SampleRule](json: #"[{"type": "a", "description": "b"}, {"type": "a"}]"#)
    }
    #expect(error?.code == .missingMember)
    #expect(error?.pointer == "/1/description")
    #expect(error?.offset == 36)
  }

  @Test func locatesValueOfWrongType() throws {
    let error = #expect(throws: JSONError.self) {
      try [SampleRule](json: "[{\"type\": \"a\",\n \"description\": 12}]")
    }
    #expect(error?.code == .wrongType)
    #expect(error?.pointer == "/0/description")
    #expect(error?.line == 2)
    #expect(error?.column == 17)
    #expect(error?.message == "expected a string, found the number 12")
  }
}
