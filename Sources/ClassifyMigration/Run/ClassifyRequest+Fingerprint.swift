// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

extension ClassifyRequest {
  /// A text that is the same for requests with the same settings, in every process: a hash of the
  /// configuration, without documents, webhooks and key.
  var fingerprint: String {
    UniversalID(derivedFrom: configurationJSON.jsonText()).description
  }

  /// All settings, as JSON whose form must not change: keys of runs that go on depend on it.
  private var configurationJSON: JSONValue {
    switch configuration {
    case .saved(let id): return ["saved", .string(id)]
    case .inline(let inline):
      let rules = inline.rules.map { rule -> JSONValue in
        [.string(rule.type), .string(rule.description)]
      }
      let pages: JSONValue =
        switch inline.parsing.pages {
        case .all: nil
        case .pages(let pages): .string(pages.rangeString)
        }
      return [
        "inline", .array(rules), inline.mode.map { .string($0.description) } ?? nil,
        inline.parsing.language.map { .string($0.rawValue) } ?? nil,
        .count(inline.parsing.pageLimit.count), pages,
      ]
    }
  }
}
