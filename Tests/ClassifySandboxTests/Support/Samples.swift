// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifySandbox
import Testing

/// Sample documents, rules, and request bodies.
enum Samples {
  static let invoiceRule: JSONValue = [
    "type": "invoice", "description": "contains invoice number, line items, and total amount",
  ]
  static let receiptRule: JSONValue = [
    "type": "receipt", "description": "purchase receipt with cash, change and a thank you",
  ]
  static let rules: JSONValue = [invoiceRule, receiptRule]

  static let invoice = "Invoice number 1001. Line items follow. Total amount: 12.50"
  static let receipt = "Receipt of purchase: cash 20.00, change 7.50. Thank you!"
  static let nothing = "Once upon a time, a fox met a raven."
  /// A document with an invoice on page 1, a receipt on page 2, and neither on page 3.
  static let mixed = [invoice, receipt, nothing].joined(separator: "\u{C}")

  static func v1Body(_ ids: [String], _ parsing: JSONValue? = nil) -> JSONValue {
    var body: JSONObject = ["file_ids": .array(ids.map(JSONValue.string)), "rules": rules]
    if let parsing { body.append("parsing_configuration", parsing) }
    return .object(body)
  }

  static func v2Body(_ id: String, _ parsing: JSONValue? = nil) -> JSONValue {
    var configuration: JSONObject = ["rules": rules]
    if let parsing { configuration.append("parsing_configuration", parsing) }
    return ["file_input": .string(id), "configuration": .object(configuration)]
  }
}

extension JSONValue {
  /// Returns this object with a member set, or removed if the value is nil.
  func setting(_ name: String, _ value: JSONValue?) -> JSONValue {
    var object = self.object ?? [:]
    object[name] = value
    return .object(object)
  }
}

/// An invalid body and the expected validation error.
struct InvalidBody: Sendable, CustomTestStringConvertible {
  let body: JSONValue
  let type: String
  let location: JSONValue

  init(_ body: JSONValue, _ type: String, _ location: JSONValue) {
    self.body = body
    self.type = type
    self.location = location
  }

  var testDescription: String { "\(type) at \(location)" }
}
