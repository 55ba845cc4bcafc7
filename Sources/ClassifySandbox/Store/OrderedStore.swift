// SPDX-License-Identifier: Apache-2.0

/// An item of an ``OrderedStore``.
protocol Stored {
  /// The key under which the store finds the item.
  var storeKey: String { get }
}

/// Items in insertion order, found by key.
///
/// The index of an item never changes, so that a list can continue after an item even if others
/// are added or removed between two pages.
struct OrderedStore<Item: Stored> {
  /// A part of the items, newest first.
  struct Slice {
    let items: [Item]
    /// The index of the last item, for the next slice; `nil` if no items are left.
    let next: Int?
    /// The number of items in all slices.
    let total: Int
  }

  /// The items; `nil` in place of removed ones.
  private var items: [Item?] = []
  private var indicesByKey: [String: Int] = [:]

  /// The number of items ever added.
  var addedCount: Int { items.count }

  subscript(key: String) -> Item? {
    get { indicesByKey[key].flatMap { items[$0] } }
    set {
      guard let index = indicesByKey[key] else { return }
      items[index] = newValue
      if newValue == nil { indicesByKey[key] = nil }
    }
  }

  mutating func add(_ item: Item) {
    indicesByKey[item.storeKey] = items.count
    items.append(item)
  }

  /// Returns a slice of the items that satisfy a predicate, newest first.
  ///
  /// Only the first slice can be empty: `next` is `nil` when nothing is left.
  ///
  /// - Parameters:
  ///   - bound: The index before which the slice begins; `nil` begins with the newest item.
  ///   - size: The maximum number of items.
  ///   - isIncluded: The predicate.
  /// - Returns: The slice.
  func slice(before bound: Int?, size: Int, where isIncluded: (Item) -> Bool) -> Slice {
    let included = items.indices.reversed().filter { items[$0].map(isIncluded) ?? false }
    let rest = included.filter { $0 < bound ?? .max }
    let taken = rest.prefix(size)
    return Slice(
      items: taken.compactMap { items[$0] },
      next: taken.count < rest.count ? taken.last : nil,
      total: included.count)
  }
}
