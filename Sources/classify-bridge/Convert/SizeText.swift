// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser

/// A number of bytes on the command line, such as `16MB`, `64KiB` or `1000000`.
struct SizeText: ExpressibleByArgument, Hashable {
  private static let units: [String: Int] = [
    "": 1, "b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000,
    "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
  ]

  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let digits = argument.prefix { ("0"..."9").contains($0) }
    let unit = argument.dropFirst(digits.count).lowercased()
    guard let number = Int(digits), let factor = Self.units[unit], number > 0 else { return nil }
    let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: factor)
    guard !isTooLarge else { return nil }
    self.bytes = bytes
  }

  var defaultValueDescription: String {
    bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20)MiB" : "\(bytes)"
  }
}
#endif
