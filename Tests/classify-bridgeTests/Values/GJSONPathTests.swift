// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge
import Testing

@testable import classify_bridge

/// Paths of `--transform`, as GJSON documents them.
@Suite struct GJSONPathTests {
  private static let value: JSONValue = [
    "name": ["first": "Tom", "last": "Anderson"], "age": 37, "fav.movie": "Deer Hunter",
    ":2313": "colon", "a:b": "inside",
    "children": ["Sara", "Alex", "Jack"],
    "friends": [
      ["first": "Dale", "nets": ["ig", "fb"]], ["first": "Roger", "nets": ["fb"]],
      ["last": "Murphy"],
    ],
  ]

  @Test(
    arguments: [
      ("", Self.value),
      ("name.last", "Anderson"), ("age", 37), ("children.0", "Sara"), ("children.#", 3),
      ("friends.1.first", "Roger"), ("friends.#.first", ["Dale", "Roger"]),
      ("friends.#.nets.0", ["ig", "fb"]), ("friends.#.nets.#", [2, 1]),
      (#"fav\.movie"#, "Deer Hunter"), ("friends.#.middle", []),
      (#"\:2313"#, "colon"), ("a:b", "inside"),
    ] as [(String, JSONValue)])
  func findsPart(path: String, part: JSONValue) throws {
    #expect(try GJSONPath(path).part(of: Self.value) == part)
  }

  @Test(arguments: [
    "middle", "name.0", "children.3", "children.-1", "age.years", "name.#", "age.#",
  ])
  func findsNothing(path: String) throws {
    #expect(try GJSONPath(path).part(of: Self.value) == nil)
  }

  @Test(arguments: [
    (#"friends.#(last=="Murphy").first"#, "queries"), ("child*.2", "wildcards"),
    ("c?ildren.0", "wildcards"), ("name|last", "pipes"), ("@pretty", "modifiers"),
    ("{name,age}", "multipaths"), ("[name,age]", "multipaths"), ("!true", "literals"),
    ("users.:2313", "names after a colon"),
  ])
  func namesJQForOtherSyntax(path: String, name: String) {
    let error = #expect(throws: ValueError.self) { try GJSONPath(path) }
    #expect(error?.description.hasPrefix("\(name) are not supported") == true)
    #expect(error?.description.contains("jq '") == true)
  }

  @Test(arguments: [".", "a.", "a..b", "..#"])
  func rejectsEmptyPart(path: String) {
    #expect(throws: ValueError.self) { try GJSONPath(path) }
  }
}
#endif
