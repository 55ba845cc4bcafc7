// SPDX-License-Identifier: Apache-2.0

/// How many pages of a document are read at the most.
public enum PageLimit: Sendable, Hashable {
  /// All of them. v2 means this when nothing is said.
  case unlimited
  /// The first `n`, where `n` is at least 1.
  case first(Int)

  /// What v1 means when nothing is said: the first 5 pages.
  public static let v1Default = PageLimit.first(5)

  /// The number of pages, or `nil` if there is no limit.
  public var count: Int? {
    switch self {
    case .unlimited: nil
    case .first(let count): count
    }
  }
}

extension PageLimit: Codable {
  /// Decodes null as no limit, and an integer as that many pages.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .unlimited : .first(try container.decode(Int.self))
  }

  /// Encodes no limit as null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let count { try container.encode(count) } else { try container.encodeNil() }
  }
}
