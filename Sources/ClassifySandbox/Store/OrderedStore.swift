// SPDX-License-Identifier: Apache-2.0

/// What a store can hold: something with an id.
protocol Stored {
  var shelfID: String { get }
}

/// Items in the order in which they came, found by id.
///
/// The place of an item never changes, so that a list can go on behind an item whatever was added
/// or removed meanwhile.
struct OrderedStore<Item: Stored> {
  private var places: [Item?] = []
  private var placesByID: [String: Int] = [:]
  /// How many items were ever added.
  var addedCount: Int { places.count }

  subscript(id: String) -> Item? {
    get { placesByID[id].flatMap { places[$0] } }
    set {
      guard let place = placesByID[id] else { return }
      places[place] = newValue
      if newValue == nil { placesByID[id] = nil }
    }
  }

  mutating func add(_ item: Item) {
    placesByID[item.shelfID] = places.count
    places.append(item)
  }

  /// Returns some of the items, newest first.
  ///
  /// - Parameters:
  ///   - limit: The place to stay below; nil begins with the newest.
  ///   - size: How many items to return at most.
  ///   - isIncluded: Which items count.
  /// - Returns: The items, and where to go on. There is no place to go on if nothing is left, so
  ///   that no slice but the first is ever empty.
  func slice(below limit: Int?, size: Int, where isIncluded: (Item) -> Bool) -> OrderedStoreSlice<
    Item
  > {
    let included = places.indices.reversed().filter { places[$0].map(isIncluded) ?? false }
    let rest = included.filter { $0 < limit ?? .max }
    let taken = rest.prefix(size)
    return OrderedStoreSlice(
      items: taken.compactMap { places[$0] },
      next: taken.count < rest.count ? taken.last : nil,
      total: included.count)
  }
}

/// Some items of a store.
struct OrderedStoreSlice<Item> {
  let items: [Item]
  /// Below which place to go on; nil if nothing is left.
  let next: Int?
  /// How many items there are in all slices.
  let total: Int
}
