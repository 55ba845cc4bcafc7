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

/// Makes and reads page tokens, in which nobody but the sandbox finds anything.
struct PageTokens {
  /// What is listed; a token of one list is none of another.
  enum List: UInt64 {
    case files = 0x1111_1111_1111_1111
    case v1Jobs = 0x2222_2222_2222_2222
    case v2Jobs = 0x4444_4444_4444_4444
  }

  let key: UInt64

  /// Returns the token that goes on below a place.
  func token(for place: Int, in list: List) -> String {
    let payload = UInt64(place) ^ key ^ list.rawValue
    return payload.hexadecimal + check(payload).hexadecimal
  }

  /// Returns the place that a token goes on below; nil if it is no token of that list.
  func place(of token: String, in list: List) -> Int? {
    guard token.utf8.count == 32, let payload = UInt64(token.prefix(16), radix: 16) else {
      return nil
    }
    let place = payload ^ key ^ list.rawValue
    guard place <= UInt64(Int32.max), self.token(for: Int(place), in: list) == token else {
      return nil
    }
    return Int(place)
  }

  private func check(_ payload: UInt64) -> UInt64 {
    var generator = IdentifierGenerator(seed: payload ^ key)
    return generator.number()
  }
}
