// SPDX-License-Identifier: Apache-2.0

#if Gateway
/// A bounded dictionary that forgets the entries that were not used lately.
///
/// The entries are in two generations: a full one replaces the one before, which is forgotten.
///
/// - Complexity: O(1), apart from the release of a generation.
struct RecentValues<Key: Hashable, Value> {
  private var current: [Key: Value] = [:]
  private var previous: [Key: Value] = [:]
  private let generationCapacity: Int

  /// Creates an empty dictionary.
  ///
  /// - Parameter capacity: The maximum number of entries, 2 or more; the half that was used last is
  ///   certainly kept.
  init(capacity: Int) {
    generationCapacity = max(1, capacity / 2)
  }

  /// The number of entries.
  var count: Int { current.count + previous.count }

  /// The value of a key; reading or setting it is a use.
  subscript(key: Key) -> Value? {
    mutating get {
      if let value = current[key] { return value }
      guard let value = previous.removeValue(forKey: key) else { return nil }
      insert(value, for: key)
      return value
    }
    set {
      previous[key] = nil
      if let newValue { insert(newValue, for: key) } else { current[key] = nil }
    }
  }

  private mutating func insert(_ value: Value, for key: Key) {
    if current.count >= generationCapacity, current[key] == nil {
      previous = current
      current = [:]
    }
    current[key] = value
  }
}
#endif
