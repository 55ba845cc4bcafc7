// SPDX-License-Identifier: Apache-2.0

#if CLI
/// A number of bytes, from 1 to 1 TiB, such as `16MB`, `64KiB` or `1000000`.
struct SizeText: Hashable, CustomStringConvertible {
  /// The units in lowercase.
  private static let units: [String: Int] = [
    "": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000,
    "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
  ]
  private static let printedUnits = [
    ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10),
    ("kB", 1_000),
  ]
  private static let maximum = SizeText(bytes: 1 << 40)

  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  /// Reads digits and a unit, in any case.
  ///
  /// - Throws: ``CommandFailure`` for other text, and for a size out of range.
  init(_ text: String) throws(CommandFailure) {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let unit = text.dropFirst(digits.count).lowercased()
    guard let number = Int(digits), let factor = Self.units[unit] else {
      throw CommandFailure(
        "\(text.debugDescription) is not a size: write a number of bytes, or one with KiB, MiB, GiB, "
          + "kB, MB or GB, such as 64MiB.")
    }
    guard number > 0 else {
      throw CommandFailure("\(text.debugDescription) is too small: write at least 1 byte.")
    }
    guard number <= Self.maximum.bytes / factor else {
      throw CommandFailure(
        "\(text.debugDescription) is too large: write at most \(Self.maximum).")
    }
    bytes = number * factor
  }

  /// The size with the largest unit that divides it.
  var description: String {
    let unit = Self.printedUnits.first { bytes.isMultiple(of: $0.1) && bytes > 0 } ?? ("", 1)
    return "\(bytes / unit.1)\(unit.0)"
  }
}
#endif
