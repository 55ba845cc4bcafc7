// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// v2's parsing configuration for a constant one of v1: the one place for its rules.
///
/// Program, shell, JSON and YAML rewriters ask for the values, and write them with edits of their
/// own.
struct ConfigurationTranslation: Sendable, Hashable {
  /// What happens to a member.
  enum Change: Sendable, Hashable {
    case keep
    /// The member is omitted: v2 has the same meaning without it.
    case remove
    /// `target_pages`: v2's range string.
    case pages(String)
    /// `max_pages` is absent, and v1's default is written out.
    case add(Int)
  }

  /// A change with its explanation.
  struct Member: Sendable, Hashable {
    var name: String
    var change: Change
    var code: FindingCode
    var note: NoteCode?
    var message: String

    /// Returns the remark that explains the change.
    func finding(at range: ByteRange) -> Finding { Finding(code, at: range, message, note: note) }
  }

  /// A member that v2 can't express.
  struct InvalidMember: Error, Sendable, Hashable {
    var name: String
    var code: FindingCode
    var note: NoteCode?
    var message: String
  }

  /// v1's page limit if the configuration has none.
  static let defaultPageLimit = 5

  /// The member that writes the default limit out.
  static let defaulted = Member(
    name: "max_pages", change: .add(defaultPageLimit), code: .pageLimitWritten,
    note: .pageLimitDefaulted,
    message:
      "v1 reads \(defaultPageLimit) pages by default, v2 all pages: the limit is written out")

  /// The language codes of v1 that ISO 639-1 does not have.
  private static let otherLanguages: Set<String> = [
    "rs_latin", "rs_cyrillic", "ch_sim", "ch_tra", "ava", "che", "tjk", "bh", "abq", "ady", "kbd",
    "dar", "inh", "lbe", "lez", "tab", "mni", "mai", "bho", "new", "gom", "bgc", "sck", "ang",
    "mah",
  ]

  /// The members that are not simply kept, in the order of the configuration, added ones last.
  var members: [Member] = []

  /// Translates a configuration.
  ///
  /// - Parameter entries: The members of v1's `parsing_configuration`; empty if it is absent.
  /// - Throws: ``InvalidMember`` for pages or limits that v2 can't express, and for other types.
  init(_ entries: [Constant.Value.Entry]) throws(InvalidMember) {
    var hasLimit = false
    var hasPages = false
    let entries = entries.filter { $0.value != .undefined }
    let selectsPages = entries.contains { $0.name == "target_pages" && $0.value != .null }
    for entry in entries {
      switch (entry.name, entry.value) {
      case ("max_pages", .null):
        hasLimit = true
        members.append(
          Member(
            name: entry.name, change: .remove, code: .pageLimitWritten, note: .pageLimitUnlimited,
            message: "v1's null means no limit, as does leaving max_pages out in v2"))
      case ("max_pages", .integer(let limit)):
        hasLimit = true
        guard limit >= 1 else {
          throw InvalidMember(
            name: entry.name, code: .pageLimitInvalid, note: .pageLimitBelowOne,
            message: "max_pages is \(limit); v2 accepts 1 or more")
        }
        if selectsPages {
          members.append(
            Member(
              name: entry.name, change: .keep, code: .pageLimitChoice,
              note: .pageLimitWithSelection,
              message: "max_pages stands beside target_pages, as in v1; which one v2 follows is not"
                + " documented"))
        }
      case ("target_pages", .null): continue
      case ("target_pages", .list(let values)):
        hasPages = true
        members.append(try Self.pages(values))
      case ("lang", .text(let code)) where Self.otherLanguages.contains(code):
        members.append(
          Member(
            name: entry.name, change: .keep, code: .language, note: .languageNotISO,
            message:
              "v2 documents the codes of ISO 639-1, and \(code) is none; test it before you rely on it"
          ))
      case ("lang", .text), ("lang", .null): continue
      default:
        throw InvalidMember(
          name: entry.name,
          code: entry.name == "target_pages" ? .pagesInvalid : .unsupportedArgument, note: nil,
          message: "v1 has no \(entry.name) with such a value; write the v2 value by hand")
      }
    }
    if !hasLimit, !hasPages {
      members.append(Self.defaulted)
    }
  }

  private static func pages(_ values: [Constant.Value]) throws(InvalidMember) -> Member {
    var indices: [Int] = []
    for value in values {
      guard case .integer(let index) = value else {
        throw InvalidMember(
          name: "target_pages", code: .pagesInvalid, note: .pagesNotAnInteger,
          message: "target_pages has an element that is not an integer")
      }
      indices.append(index)
    }
    do {
      let text = try PageSet.reading(indices: indices).pages.rangeString
      return Member(
        name: "target_pages", change: .pages(text), code: .pagesRewritten, note: .pagesSame,
        message: "\(indices) counts pages from 0, \"\(text)\" from 1")
    } catch {
      throw InvalidMember(
        name: "target_pages", code: .pagesInvalid, note: error.code, message: error.message)
    }
  }
}
