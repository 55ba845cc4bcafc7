// SPDX-License-Identifier: Apache-2.0

import ClassifyModel
import Testing

@testable import ClassifyCodemod

@Suite struct ConfigurationTranslationTests {
  typealias Entry = Constant.Value.Entry
  typealias Change = ConfigurationTranslation.Change

  static let pages = Entry(
    name: "target_pages", value: .list([0, 2, 4, 5, 6].map { .integer($0) }))

  @Test(
    arguments: [
      ([], ["max_pages": .add(5)]),
      ([Entry(name: "lang", value: .text("en"))], ["max_pages": .add(5)]),
      ([Entry(name: "target_pages", value: .null)], ["max_pages": .add(5)]),
      ([Entry(name: "max_pages", value: .null)], ["max_pages": .remove]),
      ([Entry(name: "max_pages", value: .integer(3))], [:]),
      ([pages], ["target_pages": .pages("1,3,5-7")]),
      (
        [Entry(name: "max_pages", value: .null), pages],
        ["max_pages": .remove, "target_pages": .pages("1,3,5-7")]
      ),
    ] as [([Entry], [String: Change])])
  func translates(entries: [Entry], changes: [String: Change]) throws {
    let members = try ConfigurationTranslation(entries).members
    #expect(Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.change) }) == changes)
  }

  @Test(
    arguments: [
      ("target_pages", .list([]), .pagesInvalid), ("target_pages", .text("1,3"), .pagesInvalid),
      ("target_pages", .list([.integer(-1)]), .pagesInvalid),
      ("target_pages", .list([.text("1")]), .pagesInvalid),
      ("max_pages", .integer(0), .pageLimitInvalid),
      ("target_page", .integer(1), .unsupportedArgument),
    ] as [(String, Constant.Value, FindingCode)])
  func refuses(name: String, value: Constant.Value, code: FindingCode) {
    let error = #expect(throws: ConfigurationTranslation.InvalidMember.self) {
      try ConfigurationTranslation([Entry(name: name, value: value)])
    }
    #expect(error?.code == code)
  }
}
