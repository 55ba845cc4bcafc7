// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object, in order and with unique names.
///
/// Names are compared by their bytes, as RFC 8259 advises, not by Unicode equivalence. `==`
/// compares the order of the members too; ``isEquivalent(to:)`` ignores it.
public struct JSONObject: Sendable {
  /// A member of an object.
  public typealias Element = (name: String, value: JSONValue)

  /// The number of members from which names are looked up by hash instead of one by one.
  static let indexedCount = 17

  private(set) var members: [Element] = []
  /// The position of each name, for an object of ``indexedCount`` members or more.
  private var positions: [ExactString: Int]?

  /// Creates an object without members.
  public init() {}

  /// Creates an object from members whose names are known to be unique.
  init(unique members: [Element]) {
    self.members = members
    if members.count >= Self.indexedCount { indexNames() }
  }

  /// The value of the member `name`; `nil` if there is no such member.
  ///
  /// Assigning a value replaces the old one in place or appends a member; assigning `nil` removes
  /// the member. To set a member to `null`, assign `.some(.null)` or `JSONValue.null`.
  ///
  /// - Complexity: O(1) on average to get or set, O(*n*) to remove.
  public subscript(name: String) -> JSONValue? {
    get { position(of: name).map { members[$0].value } }
    set {
      switch (position(of: name), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil):
        members.remove(at: position)
        positions = nil
        if members.count >= Self.indexedCount { indexNames() }
      case (nil, let value?): appendNew(name, value)
      case (nil, nil): break
      }
    }
  }

  /// Appends a member unless the object has a member of that name.
  ///
  /// - Returns: Whether the member was appended.
  /// - Complexity: O(1) on average.
  @discardableResult
  public mutating func append(_ name: String, _ value: JSONValue) -> Bool {
    guard position(of: name) == nil else { return false }
    appendNew(name, value)
    return true
  }

  /// The names, in order.
  public var names: [String] { members.map(\.name) }

  /// Returns whether the object has a member of that name, including one that is `null`.
  public func contains(_ name: String) -> Bool { position(of: name) != nil }

  /// Returns whether both have the same members in any order, at every depth.
  ///
  /// Numbers are compared by their texts.
  public func isEquivalent(to other: JSONObject) -> Bool {
    count == other.count
      && members.allSatisfy { member in
        other[member.name].map(member.value.isEquivalent(to:)) ?? false
      }
  }

  private func position(of name: String) -> Int? {
    if let positions { return positions[ExactString(name)] }
    return members.firstIndex { $0.name.isIdentical(to: name) }
  }

  private mutating func appendNew(_ name: String, _ value: JSONValue) {
    members.append((name, value))
    if positions != nil {
      positions?[ExactString(name)] = members.count - 1
    } else if members.count >= Self.indexedCount {
      indexNames()
    }
  }

  private mutating func indexNames() {
    var positions: [ExactString: Int] = [:]
    positions.reserveCapacity(members.count)
    for (position, member) in members.enumerated() {
      positions[ExactString(member.name)] = position
    }
    self.positions = positions
  }
}

extension JSONObject: RandomAccessCollection {
  /// The index of the first member, which is 0.
  public var startIndex: Int { 0 }
  /// The number of members.
  public var endIndex: Int { members.count }

  /// The member at a zero-based index, in document order.
  public subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Hashable {
  /// Returns whether both have the same members in the same order.
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count
      && zip(left.members, right.members).allSatisfy { left, right in
        left.name.isIdentical(to: right.name) && left.value == right.value
      }
  }

  /// Hashes the members in their order.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for member in members {
      hasher.combine(member.name)
      hasher.combine(member.value)
    }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Creates an object from a literal; for duplicate names, the first member is kept.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init()
    for (name, value) in elements { append(name, value) }
  }
}

extension JSONObject: CustomStringConvertible {
  /// The compact JSON text.
  public var description: String { jsonText() }
}

// MARK: - Byte-wise comparison

/// A string that is compared by its UTF-8 bytes.
///
/// `String` considers `é` as one scalar and as two equal. In JSON these are different names.
@usableFromInline
struct ExactString: Hashable, Sendable {
  @usableFromInline let text: String

  @inlinable
  init(_ text: String) {
    self.text = text
  }

  @usableFromInline
  static func == (left: ExactString, right: ExactString) -> Bool {
    left.text.isIdentical(to: right.text)
  }

  // Equal bytes have equal hashes; the hash doesn't need to distinguish all others.
  @usableFromInline
  func hash(into hasher: inout Hasher) {
    hasher.combine(text)
  }
}

extension String {
  /// Returns whether both texts have the same UTF-8 bytes.
  ///
  /// - Complexity: O(*n*) in the bytes of the shorter text.
  func isIdentical(to other: String) -> Bool {
    utf8.count == other.utf8.count && self == other && utf8.elementsEqual(other.utf8)
  }
}

extension JSONObject {
  /// Removes a member and returns its value, or returns `nil` if there is none.
  package mutating func removeValue(_ name: String) -> JSONValue? {
    guard let value = self[name] else { return nil }
    self[name] = nil
    return value
  }
}
