// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct QueryItemsTests {
  @Test func itemsKeepTheirOrderAndNilIsLeftOut() {
    var query: QueryItems = ["b": "1", "a": nil, "c": ""]
    query.append("page_size", 20)
    query.append("none", nil as Int?)
    #expect(query.encoded == "b=1&c=&page_size=20")
  }

  @Test func listsRepeatTheirName() {
    var query = QueryItems()
    query.append("job_ids", ["a", "b"])
    query.append("empty", [])
    #expect(query.encoded == "job_ids=a&job_ids=b")
  }

  @Test func namesAndValuesAreEncoded() {
    let query: QueryItems = ["a&b": "c=d+e f"]
    #expect(query.encoded == "a%26b=c%3Dd%2Be%20f")
  }
}
