// SPDX-License-Identifier: Apache-2.0

/// The members of a JSON object, in order, each name once.
///
/// Names are compared by their bytes, as RFC 8259 advises, not by Unicode equivalence. `==` is
/// true only for the same members in the same order, because nothing is to be lost;
/// ``isEquivalent(to:)`` asks for the same members in any order.
public struct JSONObject: Sendable {
  /// One member of an object.
  public typealias Element = (name: String, value: JSONValue)

  /// From this many members on, names are found by hash instead of one after the other.
  static let indexedCount = 17

  private(set) var members: [Element] = []
  /// Where each name stands, kept only for objects of ``indexedCount`` members and more.
  private var places: [ExactString: Int]?

  /// Makes an object without members.
  public init() {}

  /// Makes an object from members whose names the reader has found to be unique.
  init(unique members: [Element]) {
    self.members = members
    if members.count >= Self.indexedCount { indexNames() }
  }

  /// The value of the member `name`, or `nil` if there is none.
  ///
  /// Setting a value replaces it in place, or appends a new member; setting `nil` removes the
  /// member. To set the value `null`, assign `.some(.null)` or `JSONValue.null`.
  ///
  /// - Complexity: O(1) on average to get or set, O(*n*) to remove.
  public subscript(name: String) -> JSONValue? {
    get { place(of: name).map { members[$0].value } }
    set {
      switch (place(of: name), newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil):
        members.remove(at: place)
        places = nil
        if members.count >= Self.indexedCount { indexNames() }
      case (nil, let value?): appendNew(name, value)
      case (nil, nil): break
      }
    }
  }

  /// Appends a member, unless the object has one of that name.
  ///
  /// - Returns: Whether the member was appended; if not, the object is as it was.
  /// - Complexity: O(1) on average.
  @discardableResult
  public mutating func append(_ name: String, _ value: JSONValue) -> Bool {
    guard place(of: name) == nil else { return false }
    appendNew(name, value)
    return true
  }

  /// The names, in order.
  public var names: [String] { members.map(\.name) }

  /// Tells whether the object has a member of that name, be it `null`.
  public func contains(_ name: String) -> Bool { place(of: name) != nil }

  /// Tells whether both have the same members, in any order, at every depth.
  ///
  /// Numbers are compared by text, as everywhere.
  public func isEquivalent(to other: JSONObject) -> Bool {
    count == other.count
      && members.allSatisfy { member in
        other[member.name].map(member.value.isEquivalent(to:)) ?? false
      }
  }

  private func place(of name: String) -> Int? {
    if let places { return places[ExactString(name)] }
    return members.firstIndex { $0.name.isIdentical(to: name) }
  }

  private mutating func appendNew(_ name: String, _ value: JSONValue) {
    members.append((name, value))
    if places != nil {
      places?[ExactString(name)] = members.count - 1
    } else if members.count >= Self.indexedCount {
      indexNames()
    }
  }

  private mutating func indexNames() {
    var places: [ExactString: Int] = [:]
    places.reserveCapacity(members.count)
    for (place, member) in members.enumerated() { places[ExactString(member.name)] = place }
    self.places = places
  }
}

extension JSONObject: RandomAccessCollection {
  /// The index of the first member, which is 0.
  public var startIndex: Int { 0 }
  /// The number of members.
  public var endIndex: Int { members.count }

  /// The member at an index, counted from 0 in the order of the document.
  public subscript(position: Int) -> Element { members[position] }
}

extension JSONObject: Hashable {
  /// Tells whether both have the same members in the same order.
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
  /// Makes an object from a literal; of two members of the same name the first is kept.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init()
    for (name, value) in elements { append(name, value) }
  }
}

extension JSONObject: CustomStringConvertible {
  /// The compact JSON text.
  public var description: String { jsonText() }
}
