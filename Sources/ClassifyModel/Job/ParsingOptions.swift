// SPDX-License-Identifier: Apache-2.0

/// How a document is parsed before it is classified, as asked of the service.
public struct ParsingOptions: Sendable, Hashable {
  /// The language of the document; `nil` leaves it to the service, which takes English.
  public var language: Language?
  /// How many pages are read at the most.
  public var pageLimit: PageLimit
  /// Which pages are read.
  ///
  /// Which of a limit and a selection goes first is not published: set one of the two.
  public var pages: PageSelection

  /// Makes options; without any the whole document is read.
  ///
  /// v1's own default is five pages: ask for ``PageLimit/v1Default`` to get it from either version.
  public init(
    language: Language? = nil, pageLimit: PageLimit = .unlimited, pages: PageSelection = .all
  ) {
    self.language = language
    self.pageLimit = pageLimit
    self.pages = pages
  }
}

/// How a document was parsed, as a record tells it.
public struct ParsingRecord: Sendable, Hashable {
  /// The language of the document; `nil` if the record does not say it, which means English.
  public var language: Language?
  /// How many pages were read at the most.
  public var pageLimit: Recorded<PageLimit>
  /// Which pages were read.
  public var pages: Recorded<PageSelection>
  /// Whether the record had any of this, be it empty.
  public var isPresent = false

  /// Makes a record.
  public init(
    language: Language? = nil, pageLimit: Recorded<PageLimit> = .value(.unlimited),
    pages: Recorded<PageSelection> = .value(.all)
  ) {
    self.language = language
    self.pageLimit = pageLimit
    self.pages = pages
  }

  /// The record of these options.
  public init(_ options: ParsingOptions) {
    self.init(
      language: options.language, pageLimit: .value(options.pageLimit),
      pages: .value(options.pages))
  }
}

/// The maximum number of pages of a document to read.
public enum PageLimit: Sendable, Hashable {
  /// All pages.
  case unlimited
  /// The first `n`, where `n` is at least 1.
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

/// The language of a document, as the code that Classify takes.
///
/// Any text is accepted here; each version checks or maps it when a request is translated.
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
