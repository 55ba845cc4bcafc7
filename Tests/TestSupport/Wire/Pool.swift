// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

/// The sample values of ``WireGenerator``.
enum Pool {
  static let texts = [
    "invoice", "a text", "", " ", "null", "0", "déjà vu", "emoji 🧾👨‍👩‍👧", "\"quotes\" and \\",
    "tab\tand\nline", "\u{2028}\u{7F}\u{1}", "a/b~c", "cancelled: yes", "e\u{301}", "\u{10FFFF}",
  ]
  static let unknownNames = [
    "extra", "x~y/z", "", "ünï 🧾", "lang2", "e\u{301}", "\u{E9}", "0x", "quote\"", "target_page",
  ]
  static let unknownValues: [JSONValue] = [
    nil, true, false, 0, "text", [], [:], [1, nil, "x", ["deep": [[]]]], ["a/b": ["~": 1]],
    number("1.50"), number("-0"), number("1E400"), number("123456789012345678901234567890"),
  ]
  static let ruleTypes = ["invoice", "receipt", "contract", "lettre 🧾"]
  static let descriptions = [
    "contains invoice number, line items, and total amount", "ten chars!", "évidemment une lettre",
  ]
  static let times = [
    "2019-12-27T18:11:19.117Z", "2026-01-02T03:04:05Z", "2026-01-02T05:04:05.123456+02:00",
    "1969-12-31T23:59:59.999999999Z", "2026-11-20T00:00:00-08:00",
  ]
  static let oddTimes = [
    "2026-01-02T03:04:05", "2026-01-02 03:04:05.1", "", "yesterday", "2026-02-30T00:00:00Z",
    "1767323045",
  ]
  /// A UUID with the layout of a group ID: version 8, three members.
  static let groupID = "019a0f2c-3d4e-8003-8a1b-2c3d4e5f6071"
  static let oddIdentifiers = [
    "id", "", "dfl-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e", "clj-test", "a/b~c", "🧾",
    "182BD5E5-6E1A-4FE4-A799-AA6D9A6AB26E", groupID,
  ]
  static let inputs = ["dfl-1", "pjb-1", "https://example.com/a.pdf", ""]
  static let confidences: [JSONValue] = [
    0, 1, number("0.950"), number("0.5"), number("1.0"), number("9.5e-1"),
  ]
  static let oddConfidences: [JSONValue] = [
    2, -1, number("-0"), number("1E400"), number("1e-400"), number("0.12345678901234567890123"),
  ]
  static let v1Statuses: [JSONValue] = [
    "PENDING", "SUCCESS", "SUCCESS", "ERROR", "PARTIAL_SUCCESS", "CANCELLED",
  ]
  static let v2Statuses: [JSONValue] = [
    "PENDING", "RUNNING", "COMPLETED", "COMPLETED", "FAILED", "CANCELLED",
  ]
  static let v1Languages: [JSONValue] = [
    "af", "en", "en", "fr", "ch_sim", "ch_tra", "rs_latin", "rs_cyrillic", "ava", "tjk", "ang",
    "bh", "new",
  ]
  static let v2Languages: [JSONValue] = ["en", "en", "de", "zh", "sr", "av", "nb", "ch_sim", "no"]
  static let maxPages: [JSONValue] = [1, 5, 10, 1_000]
  static let oddMaxPages: [JSONValue] = [
    0, -1, "10", true, [], number("1.5"), number("5.0"), number("1e1"), number("-0"),
    number("9223372036854775808"),
  ]
  static let v1Pages: [JSONValue] = [[0], [0, 2, 3], [4, 5, 6, 9], [9_223_372_036_854_775_806]]
  static let oddV1Pages: [JSONValue] = [
    [3, 1], [2, 2], [5, 0, 5], [], [-1], "1,3", [:], ["1"], 3, [nil], .array([number("1.5")]),
    [9_223_372_036_854_775_807], .array([number("-0")]),
  ]
  static let v2Pages: [JSONValue] = ["1", "1,3-4", "5-7,10", "1-3,8-10"]
  static let oddV2Pages: [JSONValue] = [
    "1, 3", "3,1", "1-2,3", "4-4", "01", "1-3,2-5", "3,3", "", "0", "5-3", "5-", "-5", "abc", 5,
    [0], "1-9223372036854775807", "٣", "1,,3", "9223372036854775808",
  ]
  static let v1Events: [JSONValue] = [
    "parse.success", "parse.error", "parse.failure", "parse.partial", "parse.pending",
    "classify.success", "other",
  ]
  static let v2Events: [JSONValue] = [
    "classify.success", "classify.error", "classify.partial_success", "parse.running", "other",
  ]
  static let headers: [JSONValue] = [
    ["Authorization": "Bearer xyz"], [:], ["X-A": "1", "x/b~": ""],
  ]
  static let oddHeaders: [JSONValue] = [["X-A": 1], ["X-A": nil, "X-B": "2"], ["X": ["y"]]]
  static let oddURLs: [JSONValue] = [nil, "", "ftp://example.com", "example.com"]

  private static func number(_ text: String) -> JSONValue {
    JSONNumber(text).map { .number($0) } ?? .null
  }
}
