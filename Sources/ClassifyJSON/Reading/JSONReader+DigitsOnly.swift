// SPDX-License-Identifier: Apache-2.0

extension JSONReader {
  /// Reads a whole number that is written in digits alone and fits, without an allocation.
  ///
  /// - Returns: The number; or `nil`, with nothing read, if the next value is anything else: another
  ///   kind of value, `1.0`, `1e2`, or a number of more than 18 digits.
  @inlinable
  public mutating func readDigitsOnly() -> Int? {
    let start = base + position
    let isNegative = start.pointee == Byte.minus
    let first = isNegative ? start + 1 : start
    var next = first
    var value = 0
    // Eighteen digits always fit.
    while next.pointee &- Byte.zero <= 9, next - first < 18 {
      value = value &* 10 &+ Int(next.pointee &- Byte.zero)
      next += 1
    }
    guard next > first, first.pointee != Byte.zero || next == first + 1 else { return nil }
    switch next.pointee {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      return nil
    default:
      valueStart = position
      position = next - base
      return isNegative ? -value : value
    }
  }

  /// Reads an array of whole numbers that are written in digits alone.
  ///
  /// - Parameter numbers: What the numbers are appended to.
  /// - Returns: Whether there is such an array. If not, nothing was read and nothing appended.
  public mutating func readDigitsOnlyArray(into numbers: inout [Int]) -> Bool {
    let start = position
    let count = numbers.count
    guard base[start] == Byte.openBracket, depth < limits.maximumDepth else { return false }
    position &+= 1
    skipWhitespace()
    if base[position] == Byte.closeBracket {
      position &+= 1
      valueStart = start
      return true
    }
    while let number = readDigitsOnly() {
      numbers.append(number)
      skipWhitespace()
      let byte = base[position]
      guard byte == Byte.comma || byte == Byte.closeBracket else { break }
      position &+= 1
      if byte == Byte.closeBracket {
        valueStart = start
        return true
      }
      skipWhitespace()
    }
    position = start
    valueStart = start
    numbers.removeLast(numbers.count - count)
    return false
  }
}
