// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyValidation

/// The pagination parameters of a list request.
struct ListRequest {
  let list: PageTokens.List
  let size: Int
  let token: String?

  /// Reads the parameters of a list whose page size is limited to a range.
  init(
    _ list: PageTokens.List, _ context: RequestContext, sizes: ClosedRange<Int>,
    validator: inout Validator
  ) {
    self.list = list
    size =
      context.query["page_size"].ifPresent.flatMap { validator.integer(inText: $0, range: sizes) }
      ?? Self.defaultSize(context)
    token = context.query["page_token"].value?.string
  }

  /// Reads the parameters of a list whose page size is not limited.
  ///
  /// The meaning of a size below 1 is not published; the default is used.
  init(unbounded list: PageTokens.List, _ context: RequestContext, validator: inout Validator) {
    self.list = list
    let size = context.query["page_size"].ifPresent
      .flatMap { validator.integer(inText: $0, range: Int.min...Int.max) }
    self.size = size.flatMap { $0 < 1 ? nil : $0 } ?? Self.defaultSize(context)
    token = context.query["page_token"].value?.string
  }

  private static func defaultSize(_ context: RequestContext) -> Int {
    max(1, context.configuration.defaultPageSize)
  }

  /// Returns the requested page of a store's items, newest first.
  ///
  /// - Throws: An error response with status 400 if the page token is invalid.
  func response<Item>(
    from store: OrderedStore<Item>, tokens: PageTokens, where isIncluded: (Item) -> Bool,
    json: (Item) -> JSONValue
  ) throws(ErrorResponse) -> JSONResponse {
    var bound: Int?
    if let token, !token.isEmpty {
      bound = tokens.index(in: token, of: list)
      if bound == nil { throw .invalidPageToken }
    }
    let slice = store.slice(before: bound, size: size, where: isIncluded)
    let next = slice.next.map { JSONValue.string(tokens.token(after: $0, of: list)) }
    return JSONResponse(
      body: [
        "items": .array(slice.items.map(json)),
        "next_page_token": next ?? .null,
        "total_size": .number(JSONNumber(slice.total)),
      ])
  }
}

/// Opaque page tokens: the index of the last item, masked with a key and followed by a checksum.
struct PageTokens {
  /// The list that a token belongs to; other lists reject it.
  enum List: UInt64 {
    case files = 0x1111_1111_1111_1111
    case v1Jobs = 0x2222_2222_2222_2222
    case v2Jobs = 0x4444_4444_4444_4444
  }

  let key: UInt64

  /// Returns the token of the page that follows the item at an index.
  func token(after index: Int, of list: List) -> String {
    let payload = UInt64(index) ^ key ^ list.rawValue
    return payload.hexadecimal + checksum(payload).hexadecimal
  }

  /// Returns the index in a token; `nil` if the token is invalid or belongs to another list.
  func index(in token: String, of list: List) -> Int? {
    guard token.utf8.count == 32, let payload = UInt64(token.prefix(16), radix: 16) else {
      return nil
    }
    let index = payload ^ key ^ list.rawValue
    guard index <= UInt64(Int32.max), self.token(after: Int(index), of: list) == token else {
      return nil
    }
    return Int(index)
  }

  private func checksum(_ payload: UInt64) -> UInt64 {
    var generator = IdentifierGenerator(seed: payload ^ key)
    return generator.number()
  }
}
