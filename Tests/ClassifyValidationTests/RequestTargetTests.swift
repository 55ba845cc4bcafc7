// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyValidation
import Testing

@Suite struct RequestTargetTests {
  @Test(arguments: [
    ("abc", "abc", "abc"), ("a%20b", "a b", "a b"), ("a+b", "a+b", "a b"),
    ("a%2Bb", "a+b", "a+b"), ("%C3%A9", "é", "é"), ("%", "%", "%"), ("%4", "%4", "%4"),
    ("%zz", "%zz", "%zz"), ("%+1", "%+1", "% 1"),
  ])
  func decodesPercentEncoding(text: String, inPath: String, inQuery: String) {
    #expect(RequestTarget.decoded(text, plusIsSpace: false) == inPath)
    #expect(RequestTarget.decoded(text, plusIsSpace: true) == inQuery)
  }

  @Test func usesLastParameterWithAName() {
    let query = Query("a=1&b=2&a=3&c&=4&&d=5=6")
    #expect(query["a"].value == "3")
    #expect(query.all("a").map(\.value) == ["1", "3"])
    #expect(query["c"].value == "")
    #expect(query["d"].value == "5=6")
    #expect(query["e"].value == nil)
  }

  @Test(arguments: [
    ("text/plain", "text/plain", nil), ("Text/Plain; Charset=UTF-8", "text/plain", "UTF-8"),
    ("a/b;charset=\"x;\\\"y\\\\\" ; z=1", "a/b", "x;\"y\\"), ("", "", nil),
    ("a/b; charset", "a/b", nil),
  ])
  func parsesMediaTypes(text: String, essence: String, charset: String?) {
    let type = MediaType(text)
    #expect(type.essence == essence)
    #expect(type.parameter("charset") == charset)
  }
}
