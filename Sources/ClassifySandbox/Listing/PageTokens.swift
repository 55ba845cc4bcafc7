// SPDX-License-Identifier: Apache-2.0

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
