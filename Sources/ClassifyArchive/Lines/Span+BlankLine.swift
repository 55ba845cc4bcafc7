// SPDX-License-Identifier: Apache-2.0

extension Span<UInt8> {
  /// Whether a line contains only spaces, tabs and carriage returns.
  public var isBlankLine: Bool {
    for position in indices {
      switch self[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): continue
      default: return false
      }
    }
    return true
  }
}
