// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel

/// A generator of a page of v1 jobs; its text is the same in every run.
struct SamplePage {
  private static let types = [
    ("invoice", "contains invoice number, line items, and total amount"),
    ("receipt", "proof of payment with a merchant and a date"),
    ("contract", "agreement with signatures"),
    ("resume", "work experience of a person"),
  ]
  private static let statuses = ["PENDING", "SUCCESS", "SUCCESS", "PARTIAL_SUCCESS", "ERROR"]
  private static let languages = ["en", "de", "fr", "ch_sim", "ja"]

  private var numbers = SplitMix64(seed: 1)

  /// Returns a page of `count` jobs as compact JSON, as the service sends it.
  static func bytes(jobs count: Int) -> [UInt8] {
    var sample = SamplePage()
    let jobs = (0..<count).map { JSONValue.object(sample.job($0)) }
    let page: JSONObject = [
      "items": .array(jobs), "next_page_token": "bmV4dF9wYWdlX3Rva2Vu", "total_size": 4_711,
    ]
    return page.jsonBytes()
  }

  private mutating func job(_ index: Int) -> JSONObject {
    let status = Self.statuses[index % Self.statuses.count]
    return [
      "id": .string(uuid()),
      "project_id": "182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e",
      "rules": [rule(index), rule(index + 1)],
      "status": .string(status),
      "user_id": .string(uuid()),
      "created_at": .string(timestamp()),
      "effective_at": index % 2 == 0 ? nil : .string(timestamp()),
      "error_message": status == "ERROR" ? "the file could not be parsed" : nil,
      "job_record_id": nil,
      "mode": "FAST",
      "parsing_configuration": [
        "lang": .string(Self.languages[index % Self.languages.count]),
        "max_pages": index % 3 == 0 ? nil : .number(JSONNumber(index % 10)),
        "target_pages": .array((0...(index % 5)).map { .number(JSONNumber($0 * 3)) }),
      ],
      "updated_at": .string(timestamp()),
    ]
  }

  private func rule(_ index: Int) -> JSONValue {
    let (type, description) = Self.types[index % Self.types.count]
    return ["description": .string(description), "type": .string(type)]
  }

  private mutating func uuid() -> String {
    let digits = (0..<2).map { _ in
      let text = String(numbers.next(), radix: 16)
      return String(repeating: "0", count: 16 - text.utf8.count) + text
    }.joined()
    var rest = digits[...]
    return [8, 4, 4, 4, 12].map { count in
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }.joined(separator: "-")
  }

  private mutating func timestamp() -> String {
    func twoDigits(_ value: UInt64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let month = twoDigits(1 + numbers.next() % 12)
    let day = twoDigits(1 + numbers.next() % 28)
    let time = [numbers.next() % 24, numbers.next() % 60, numbers.next() % 60].map(twoDigits)
      .joined(separator: ":")
    return "2025-\(month)-\(day)T\(time).\(100 + numbers.next() % 900)Z"
  }
}
