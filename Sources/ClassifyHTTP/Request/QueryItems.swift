// SPDX-License-Identifier: Apache-2.0

/// The items of a URL's query, in order; a list is said by repeating its name.
public struct QueryItems: Sendable, Hashable {
  /// One name with one value, neither of them encoded.
  public struct Item: Sendable, Hashable {
    /// The name.
    public let name: String
    /// The value.
    public let value: String
  }

  /// The items, in the order they are sent in.
  public private(set) var items: [Item] = []

  /// Makes an empty query.
  public init() {}

  /// Adds an item, unless the value is nil.
  public mutating func append(_ name: String, _ value: String?) {
    if let value { items.append(Item(name: name, value: value)) }
  }

  /// Adds an item with a number as its value, unless it is nil.
  public mutating func append(_ name: String, _ value: Int?) {
    append(name, value.map(String.init))
  }

  /// Adds an item for each of the values: `job_ids=a&job_ids=b`.
  public mutating func append(_ name: String, _ values: [String]) {
    for value in values { append(name, value) }
  }

  /// Returns these items followed by those of `defaults` whose names don't occur here.
  func completed(by defaults: QueryItems) -> QueryItems {
    let names = Set(items.map(\.name))
    var completed = self
    completed.items += defaults.items.filter { !names.contains($0.name) }
    return completed
  }

  /// The query as it stands in a URL, without the question mark.
  public var encoded: String {
    items.map { item in
      PercentEncoding.queryComponent(item.name) + "="
        + PercentEncoding.queryComponent(item.value)
    }.joined(separator: "&")
  }
}

extension QueryItems: ExpressibleByDictionaryLiteral {
  /// Makes a query of items, leaving out those whose value is nil.
  public init(dictionaryLiteral elements: (String, String?)...) {
    for (name, value) in elements { append(name, value) }
  }
}
