// SPDX-License-Identifier: Apache-2.0

/// A table of member names that finds the position of a name by its hash.
///
/// For readers that know many names: a `switch` compares them one by one.
public struct JSONNameTable: Sendable {
  /// The number of slots; a power of two, and much larger than the number of names, so that most
  /// names are found or ruled out by one comparison.
  private static let slotCount = 256

  private let names: [JSONMemberName]
  /// For each slot, the position of a name plus one, or 0.
  private let slots: [UInt8]

  /// Creates a table.
  ///
  /// - Parameter names: Up to 127 names of up to 32 bytes; others are never found. Of equal names,
  ///   the first is found.
  public init(_ names: [String]) {
    let names = names.prefix(Self.slotCount / 2 - 1).map { JSONMemberName($0) }
    var slots = [UInt8](repeating: 0, count: Self.slotCount)
    for (position, name) in names.enumerated() where name.long == nil {
      var slot = Self.slot(of: name)
      while slots[slot] != 0 { slot = (slot + 1) % Self.slotCount }
      slots[slot] = UInt8(position + 1)
    }
    self.names = names
    self.slots = slots
  }

  /// Returns the position of a name among the names of the table, or `nil` if it is none of them.
  ///
  /// - Complexity: O(1) for a table whose hashes are spread evenly.
  public func position(of name: JSONMemberName) -> Int? {
    var slot = Self.slot(of: name)
    while slots[slot] != 0 {
      let position = Int(slots[slot]) - 1
      if names[position].isIdentical(to: name) { return position }
      slot = (slot + 1) % Self.slotCount
    }
    return nil
  }

  private static func slot(of name: JSONMemberName) -> Int {
    Int(truncatingIfNeeded: name.hash >> 56)
  }
}

extension JSONMemberName {
  /// Returns whether two names of up to ``inlineCount`` bytes have the same bytes.
  fileprivate func isIdentical(to other: JSONMemberName) -> Bool {
    count == other.count && words == other.words && long == nil && other.long == nil
  }
}
