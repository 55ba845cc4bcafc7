// SPDX-License-Identifier: Apache-2.0

#if Gateway
import Synchronization

/// The number of body bytes that all connections together can still hold.
final class BodyBudget: Sendable {
  private let remainder: Mutex<Int>

  init(bytes: Int) {
    remainder = Mutex(bytes)
  }

  /// The number of bytes that are not taken.
  var remaining: Int { remainder.withLock { $0 } }

  /// Takes bytes from the budget, or none if it has fewer; a negative number gives bytes back.
  ///
  /// - Returns: Whether the bytes were taken.
  func take(_ bytes: Int) -> Bool {
    remainder.withLock { remainder in
      guard bytes <= max(0, remainder) else { return false }
      remainder -= bytes
      return true
    }
  }
}

/// The share of a ``BodyBudget`` that one connection has taken.
struct BodyReservation {
  /// The number of bytes that each connection can hold without taking them from the budget.
  static let freeBytes = 64 << 10

  private let budget: BodyBudget
  private var bytes = 0

  init(_ budget: BodyBudget) {
    self.budget = budget
  }

  /// Whether bytes have been taken from the budget.
  var isCharged: Bool { Self.charge(for: bytes) > 0 }

  /// Returns whether the budget currently has room for that many more bytes.
  func hasRoom(for count: Int) -> Bool {
    Self.charge(for: bytes + count) - Self.charge(for: bytes) <= max(0, budget.remaining)
  }

  /// Adds bytes, or subtracts them if the number is negative.
  ///
  /// - Returns: Whether the budget had room; if not, nothing is added.
  mutating func add(_ count: Int) -> Bool {
    guard budget.take(Self.charge(for: bytes + count) - Self.charge(for: bytes)) else {
      return false
    }
    bytes += count
    return true
  }

  private static func charge(for bytes: Int) -> Int { max(0, bytes - freeBytes) }
}
#endif
