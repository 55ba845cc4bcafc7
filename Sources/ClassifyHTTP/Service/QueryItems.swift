// SPDX-License-Identifier: Apache-2.0

/// The items of a URL query, in order; a list is encoded by repeating its name.
public struct QueryItems: Sendable, Hashable {
  /// A name and a value, not percent-encoded.
  public struct Item: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String
  }

  /// The items, in the order they are sent.
  public private(set) var items: [Item] = []

  /// Creates an empty query.
  public init() {}

  /// Appends an item; a `nil` value is a no-op.
  public mutating func append(_ name: String, _ value: String?) {
    if let value { items.append(Item(name: name, value: value)) }
  }

  /// Appends an item with a decimal number as its value; `nil` is a no-op.
  public mutating func append(_ name: String, _ value: Int?) {
    append(name, value.map(String.init))
  }

  /// Appends an item for each value: `job_ids=a&job_ids=b`.
  public mutating func append(_ name: String, _ values: [String]) {
    for value in values { append(name, value) }
  }

  /// Returns these items followed by the items of `defaults` whose names are not set.
  func merging(defaults: QueryItems) -> QueryItems {
    let names = Set(items.map(\.name))
    var merged = self
    merged.items += defaults.items.filter { !names.contains($0.name) }
    return merged
  }

  /// The percent-encoded query, without the question mark.
  public var encoded: String {
    items.map { item in
      PercentEncoding.queryComponent(item.name) + "="
        + PercentEncoding.queryComponent(item.value)
    }.joined(separator: "&")
  }
}

extension QueryItems: ExpressibleByDictionaryLiteral {
  /// Creates a query from a dictionary literal; items with a `nil` value are omitted.
  public init(dictionaryLiteral elements: (String, String?)...) {
    for (name, value) in elements { append(name, value) }
  }
}
