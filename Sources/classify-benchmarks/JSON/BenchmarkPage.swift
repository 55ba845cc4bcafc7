// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// A page of the list of v1 jobs, with every member that the response's contract has.
struct BenchmarkPage: Hashable {
  var items: [BenchmarkJob]
  var nextPageToken: Presence<String>
  var totalSize: Presence<Int>
  var others: JSONObject
}

extension BenchmarkPage: JSONReadable {
  init(from reader: inout JSONReader) throws(JSONError) {
    var items: [BenchmarkJob]?
    var nextPageToken = Presence<String>.absent
    var totalSize = Presence<Int>.absent
    var others = JSONObject()
    try reader.readObject { (name, reader) throws(JSONError) in
      switch name {
      case "items": items = try reader.readArray()
      case "next_page_token": nextPageToken = try reader.readPresence()
      case "total_size": totalSize = try reader.readPresence()
      default: others.append(name.text, try reader.readValue())
      }
    }
    self.init(
      items: try reader.require(items, "items"), nextPageToken: nextPageToken,
      totalSize: totalSize, others: others)
  }
}
