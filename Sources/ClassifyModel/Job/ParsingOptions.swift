// SPDX-License-Identifier: Apache-2.0

/// The options for parsing a document before it is classified.
public struct ParsingOptions: Sendable, Hashable {
  /// The language of the document; `nil` for the service's default, English.
  public var language: Language?
  /// The maximum number of pages to read.
  public var pageLimit: PageLimit
  /// The pages to read.
  ///
  /// Whether the limit or the selection takes precedence is not published: set only one of them.
  public var pages: PageSelection

  /// Creates options; by default the whole document is read.
  ///
  /// v1's own default is five pages: use `v1Default` for that limit in either version.
  public init(
    language: Language? = nil, pageLimit: PageLimit = .unlimited, pages: PageSelection = .all
  ) {
    self.language = language
    self.pageLimit = pageLimit
    self.pages = pages
  }
}

/// The parsing options in a job's record.
public struct ParsingRecord: Sendable, Hashable {
  /// The language of the document; `nil` if the record has none, which means English.
  public var language: Language?
  /// The maximum number of pages to read, or a value that can't be interpreted.
  public var pageLimit: Recorded<PageLimit>
  /// The selected pages, or a value that can't be interpreted.
  public var pages: Recorded<PageSelection>
  /// Whether a record that can omit its parsing options had some, even empty ones.
  public var isPresent = false

  /// Creates a record; by default without a language, limit or selection.
  public init(
    language: Language? = nil, pageLimit: Recorded<PageLimit> = .value(.unlimited),
    pages: Recorded<PageSelection> = .value(.all)
  ) {
    self.language = language
    self.pageLimit = pageLimit
    self.pages = pages
  }
}

/// The maximum number of pages of a document to read.
public enum PageLimit: Sendable, Hashable {
  /// All pages.
  case unlimited
  /// The first `n` pages, where `n` is 1 or more.
  case first(Int)

  /// The number of pages, or `nil` if there is no limit.
  public var count: Int? {
    switch self {
    case .unlimited: nil
    case .first(let count): count
    }
  }
}

extension PageLimit: Codable {
  /// Decodes null as no limit, and an integer as the maximum number of pages.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    self = container.decodeNil() ? .unlimited : .first(try container.decode(Int.self))
  }

  /// Encodes no limit as null, and a limit as an integer.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let count { try container.encode(count) } else { try container.encodeNil() }
  }
}

/// The language of a document, as a code of the Classify API.
///
/// Any text is accepted here; each version validates or maps it when a request is translated.
public struct Language: RawRepresentable, Sendable, Hashable, Codable {
  /// The code, such as `en`.
  public let rawValue: String

  /// Creates a language from its code.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Creates a language from its code.
  public init(_ code: String) {
    self.init(rawValue: code)
  }
}

extension Language: CustomStringConvertible {
  /// The code.
  public var description: String { rawValue }
}
