// SPDX-License-Identifier: Apache-2.0

public import ClassifyJSON
package import ClassifyModel

/// One page of a list as both versions write it, after AIP-132.
public struct ListPage<Item: JSONCodable & Sendable & Hashable>: Sendable, Hashable {
  /// `items`: the items of this page.
  public var items: [Item]
  /// `next_page_token`: what to send as `page_token` for the next page; there is none behind the
  /// last.
  public var nextPageToken: Presence<String>
  /// `total_size`: how many items there are in all, perhaps an estimate.
  public var totalSize: Presence<Int>
  /// The members that the reference does not have.
  public var unknownMembers: JSONObject

  /// Makes a page.
  @inlinable
  public init(
    items: [Item], nextPageToken: Presence<String> = .absent,
    totalSize: Presence<Int> = .absent, unknownMembers: JSONObject = [:]
  ) {
    self.items = items
    self.nextPageToken = nextPageToken
    self.totalSize = totalSize
    self.unknownMembers = unknownMembers
  }
}

extension ListPage: JSONBridged {
  /// Reads a page.
  ///
  /// - Throws: ``JSONError`` if there is none.
  @inlinable
  public init(from reader: inout JSONReader) throws(JSONError) {
    var items: [Item]?
    var nextPageToken = Presence<String>.absent
    var totalSize = Presence<Int>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "items": items = try reader.read()
      case "next_page_token": nextPageToken = try reader.readPresence()
      case "total_size": totalSize = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      items: try reader.require(items, "items"), nextPageToken: nextPageToken,
      totalSize: totalSize, unknownMembers: unknownMembers)
  }

  /// Writes the page.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("items", items)
      object.member("next_page_token", nextPageToken)
      object.member("total_size", totalSize)
      object.members(of: unknownMembers)
    }
  }
}

extension ListPage {
  /// The page as the model has it.
  package var page: Paged<Item>.Page {
    Paged<Item>.Page(
      items: items, nextToken: nextPageToken.value, totalSize: totalSize.value)
  }
}
