// SPDX-License-Identifier: Apache-2.0

import Testing

/// The values at which arithmetic and conversions of public parameters can trap.
enum ExtremeValues {
  static let integers = [Int.min, Int.min + 1, -1, 0, 1, 2, 1 << 32, Int.max - 1, Int.max]
  static let doubles: [Double] = [
    -.infinity, -1e300, -1, -0.0, 0, .leastNonzeroMagnitude, 0.5, 1, 1e19, 1e300, .infinity, .nan,
  ]
  static let durations = [
    Duration(attoseconds: .min), .seconds(Int64.min), .seconds(-1), .zero,
    Duration(attoseconds: 1), .seconds(1), .seconds(Int64.max), Duration(attoseconds: .max),
  ]
}

/// One use of a public parameter.
struct ParameterUse<Value: Sendable>: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let run: @Sendable (Value) async throws -> Void

  init(_ name: String, _ run: @escaping @Sendable (Value) async throws -> Void) {
    testDescription = name
    self.run = run
  }
}
