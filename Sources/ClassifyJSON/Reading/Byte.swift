// SPDX-License-Identifier: Apache-2.0

/// The bytes that have a meaning in JSON.
@usableFromInline
enum Byte {
  @inlinable static var quote: UInt8 { UInt8(ascii: "\"") }
  @inlinable static var backslash: UInt8 { UInt8(ascii: "\\") }
  @inlinable static var comma: UInt8 { UInt8(ascii: ",") }
  @inlinable static var colon: UInt8 { UInt8(ascii: ":") }
  @inlinable static var openBrace: UInt8 { UInt8(ascii: "{") }
  @inlinable static var closeBrace: UInt8 { UInt8(ascii: "}") }
  @inlinable static var openBracket: UInt8 { UInt8(ascii: "[") }
  @inlinable static var closeBracket: UInt8 { UInt8(ascii: "]") }
  @inlinable static var minus: UInt8 { UInt8(ascii: "-") }
  @inlinable static var zero: UInt8 { UInt8(ascii: "0") }
  @inlinable static var space: UInt8 { UInt8(ascii: " ") }
}
