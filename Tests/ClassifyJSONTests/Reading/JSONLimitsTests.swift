// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Testing

@Suite struct JSONLimitsTests {
  @Test func defaultsTo128LevelsAnd64Mebibytes() {
    #expect(JSONLimits.default.maximumDepth == 128)
    #expect(JSONLimits.default.maximumBytes == 67_108_864)
  }

  @Test(arguments: [0, 1, 2, 128])
  func rejectsTextAboveMaximumDepth(depth: Int) throws {
    let limits = JSONLimits(maximumDepth: depth)
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      func nested(_ levels: Int) -> String {
        String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
      }
      _ = try JSONValue(json: nested(depth), limits: limits)
      let error = #expect(throws: JSONError.self) {
        try JSONValue(json: nested(depth + 1), limits: limits)
      }
      #expect(error?.code == .tooDeep)
      #expect(error?.offset == open.utf8.count * depth)
      #expect(error?.pointer.tokens.count == depth)
      #expect(throws: JSONError.self) {
        var reader = try JSONReader(Array(nested(depth + 1).utf8), limits: limits)
        try reader.skipValue()
      }
    }
  }

  @Test func countsOpenLevelsOnly() throws {
    _ = try JSONValue(json: "[[],[],{},[{}]]", limits: JSONLimits(maximumDepth: 3))
  }

  @Test func rejectsTextAboveMaximumBytes() throws {
    let limits = JSONLimits(maximumBytes: 5)
    #expect(try JSONValue(json: " 123 ", limits: limits) == 123)
    let error = #expect(throws: JSONError.self) { try JSONValue(json: " 123  ", limits: limits) }
    #expect(error?.code == .tooLarge)
    #expect(error?.line == 1)
    #expect(error?.column == 1)
  }

  @Test func clampsMaximumDepth() throws {
    #expect(JSONLimits(maximumDepth: .max).maximumDepth == JSONLimits.maximumAllowedDepth)
    #expect(JSONLimits(maximumDepth: -1).maximumDepth == 0)
    let text = String(repeating: "[", count: JSONLimits.maximumAllowedDepth + 1)
    let error = #expect(throws: JSONError.self) {
      try JSONValue(json: text, limits: JSONLimits(maximumDepth: .max))
    }
    #expect(error?.code == .tooDeep)
  }
}
