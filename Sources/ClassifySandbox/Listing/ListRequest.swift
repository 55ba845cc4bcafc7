// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// Which part of a list is asked for.
struct ListRequest {
  let list: PageTokens.List
  let size: Int
  let token: String?

  /// Reads the query of a request for a list whose page size has bounds.
  init(_ list: PageTokens.List, _ call: Call, sizes: ClosedRange<Int>, validator: inout Validator) {
    self.list = list
    size =
      call.query["page_size"].given.flatMap { validator.integer(inText: $0, range: sizes) }
      ?? Self.defaultSize(call)
    token = call.query["page_token"].value?.string
  }

  /// Reads the query of a request for a list whose page size has no bounds.
  ///
  /// What a size below 1 means is not published; here it means the default.
  init(unbounded list: PageTokens.List, _ call: Call, validator: inout Validator) {
    self.list = list
    let size = call.query["page_size"].given
      .flatMap { validator.integer(inText: $0, range: Int.min...Int.max) }
    self.size = size.flatMap { $0 < 1 ? nil : $0 } ?? Self.defaultSize(call)
    token = call.query["page_token"].value?.string
  }

  private static func defaultSize(_ call: Call) -> Int {
    max(1, call.configuration.defaultPageSize)
  }

  /// Returns the answer with this part of the items on a store, newest first.
  func answer<Item>(
    from store: OrderedStore<Item>, tokens: PageTokens, where isIncluded: (Item) -> Bool,
    json: (Item) -> JSONValue
  ) throws(Refusal) -> Answer {
    var limit: Int?
    if let token, !token.isEmpty {
      limit = tokens.place(of: token, in: list)
      if limit == nil { throw .invalidPageToken }
    }
    let slice = store.slice(below: limit, size: size, where: isIncluded)
    let next = slice.next.map { JSONValue.string(tokens.token(for: $0, in: list)) }
    return Answer(
      body: [
        "items": .array(slice.items.map(json)),
        "next_page_token": next ?? .null,
        "total_size": .number(JSONNumber(slice.total)),
      ])
  }
}
