// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// What the demonstration classifies unless it is given files.
///
/// Pages 1 and 3 of each document say what it is; the pages between them would say otherwise.
enum DemoSamples {
  /// The documents.
  static let documents = [invoice, receipt, contract, letter]

  /// The rules: the letter matches none of them.
  static let rules = [
    Rule(type: "invoice", description: "has an invoice number, items, tax and the total due"),
    Rule(type: "receipt", description: "proves a payment by card or cash, with change"),
    Rule(type: "contract", description: "agreement of two parties, with terms and signatures"),
  ]

  /// The pages to read.
  static let pages = "1,3"
}
