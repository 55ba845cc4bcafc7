// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
public import ClassifyJSON

extension V1 {
  /// `ClassifyParsingConfiguration`: the parsing options of a job.
  public struct ParsingConfiguration: Sendable, Hashable {
    /// `lang`: the language, one of 86 codes.
    ///
    /// Absent means `en`.
    public var lang: Presence<Lenient<String>>
    /// `max_pages`: the maximum number of pages to parse.
    ///
    /// Absent means 5; null means no limit.
    public var maxPages: Presence<Lenient<Int>>
    /// `target_pages`: the zero-based indices of the pages to parse.
    ///
    /// Absent or null means all pages.
    public var targetPages: Presence<Lenient<[Int]>>
    /// The members not in the service's reference, in their original order.
    public var unknownMembers: JSONObject

    /// Creates a configuration; by default every member is absent.
    public init(
      lang: Presence<Lenient<String>> = .absent, maxPages: Presence<Lenient<Int>> = .absent,
      targetPages: Presence<Lenient<[Int]>> = .absent, unknownMembers: JSONObject = [:]
    ) {
      self.lang = lang
      self.maxPages = maxPages
      self.targetPages = targetPages
      self.unknownMembers = unknownMembers
    }

    /// Creates a configuration of values from variables; `nil` leaves a member out.
    ///
    /// `nil` is never `null`: a `maxPages` of `nil` means 5 pages. For no limit, write
    /// `maxPages: .null`, and the other values as `Presence(value)`.
    public init(lang: String? = nil, maxPages: Int? = nil, targetPages: [Int]? = nil) {
      self.init(
        lang: Presence(lang), maxPages: Presence(maxPages), targetPages: Presence(targetPages))
    }
  }
}

extension V1.ParsingConfiguration: JSONBridged {
  /// Parses a configuration.
  ///
  /// - Throws: ``JSONError`` if the JSON is malformed or is not a `ClassifyParsingConfiguration`.
  public init(from reader: inout JSONReader) throws(JSONError) {
    var lang = Presence<Lenient<String>>.absent
    var maxPages = Presence<Lenient<Int>>.absent
    var targetPages = Presence<Lenient<[Int]>>.absent
    var unknownMembers = JSONObject()
    try reader.readObject { name, reader throws(JSONError) in
      switch name {
      case "lang": lang = try reader.readPresence()
      case "max_pages": maxPages = try reader.readPresence()
      case "target_pages": targetPages = try reader.readPresence()
      default: unknownMembers.append(name.text, try reader.readValue())
      }
    }
    self.init(
      lang: lang, maxPages: maxPages, targetPages: targetPages, unknownMembers: unknownMembers)
  }

  /// Writes the configuration as a JSON object.
  public func write(to writer: inout JSONWriter) {
    writer.writeObject { object in
      object.member("lang", lang)
      object.member("max_pages", maxPages)
      object.member("target_pages", targetPages)
      object.members(of: unknownMembers)
    }
  }
}

extension V1.ParsingConfiguration: RequestShape {
  /// The names of the members.
  package static let memberNames = ["lang", "max_pages", "target_pages"]
}
