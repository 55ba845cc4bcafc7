// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import Testing

@Suite struct UnknownRequestMemberTests {
  private struct Body: RequestShape {
    static let memberNames = ["name", "options", "rules"]
    static var parts: [(name: String, shape: any RequestShape.Type)] {
      [("options", Options.self), ("rules", Rule.self)]
    }
    let unknownMembers = JSONObject()
  }

  private struct Options: RequestShape {
    static let memberNames = ["limit", "language"]
    let unknownMembers = JSONObject()
  }

  private struct Rule: RequestShape {
    static let memberNames = ["description", "type"]
    let unknownMembers = JSONObject()
  }

  private static let bodies: [(text: String, pointers: [String], suggestions: [String?])] = [
    (#"{"name": 1, "options": {"limit": {"x": 1}}, "rules": [{"type": "a"}]}"#, [], []),
    (#"{"nmae": 1}"#, ["/nmae"], [#""name""#]),
    (#"{"limit": 1}"#, ["/limit"], [#""limit" in "options""#]),
    (#"{"options": {"rule": 1}}"#, ["/options/rule"], [#""rules" at the top level"#]),
    (
      #"{"rules": [{}, {"descripton": 1, "languages": 2}]}"#,
      ["/rules/1/descripton", "/rules/1/languages"],
      [#""description""#, #""language" in "options""#]
    ),
    (#"{"a/b": 1, "options": 7, "rules": {"kind": 1}}"#, ["/a~1b", "/rules/kind"], [nil, nil]),
    ("[]", [], []), ("null", [], []),
  ]

  @Test(arguments: bodies)
  func findsMembers(text: String, pointers: [String], suggestions: [String?]) throws {
    let members = UnknownRequestMember.all(in: try JSONValue(json: text), of: Body.self)
    #expect(members.map(\.pointer) == pointers)
    #expect(members.map(\.suggestion) == suggestions)
  }

  @Test func namesMemberFateAndSuggestion() throws {
    let member = UnknownRequestMember("nmae", among: ["name"], at: "")
    #expect(
      member.sentence(whichIs: nil)
        == #"the request has the unknown member "nmae"; did you mean "name"?"#)
    #expect(
      UnknownRequestMember("x", among: ["name"], at: "/a").sentence(whichIs: "left out")
        == #"the request has the unknown member "x", which is left out"#)
  }
}
