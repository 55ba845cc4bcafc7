// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The demo's default documents, rules and pages.
///
/// Pages 1 and 3 of a document give its type; page 2 alone would give another one.
enum DemoSamples {
  /// The default documents.
  static let documents = [invoice, receipt, contract, letter]

  /// The default rules; the letter matches none of them.
  static let rules = [
    Rule(type: "invoice", description: "has an invoice number, items, tax and the total due"),
    Rule(type: "receipt", description: "proves a payment by card or cash, with change"),
    Rule(type: "contract", description: "agreement of two parties, with terms and signatures"),
  ]

  /// The default pages, in v2's notation.
  static let pages = "1,3"

  /// An invoice with the underlying contract on page 2.
  static let invoice = DemoDocument(
    name: "invoice.txt",
    text: """
      Northwind Tools Ltd
      INVOICE
      Invoice number: NW-2041
      For: Contoso Repairs, 4 Mill Lane
      \u{C}Terms of the frame agreement
      Between the parties Northwind and Contoso. Both parties accept these terms.
      This contract is valid with two signatures.
      \u{C}Items
      12 torque wrenches         540.00
      3 crates of M8 bolts       117.00
      Total due within 30 days   657.00
      \u{C}Counter copy: payment received by card, 657.00
      """)

  /// A receipt with an order form on page 2.
  static let receipt = DemoDocument(
    name: "receipt.txt",
    text: """
      Corner Bakery
      RECEIPT
      Payment at till 2, 08:14
      \u{C}Do you buy for a company? We send an invoice.
      Write down the items and the number of your customer card, and we total them at month's end.
      The sum is due on the 5th.
      \u{C}2 rolls, 1 coffee            5.40
      Cash                       10.00
      Change                      4.60
      This slip proves your payment. See you soon!
      """)

  /// A contract with a price list on page 2.
  static let contract = DemoDocument(
    name: "contract.txt",
    text: """
      SERVICE CONTRACT
      Agreement of Fabrikam AG and Tailspin GmbH, the two parties
      \u{C}Schedule A: how work is charged
      Each invoice has a number and lists its items.
      The total is due after 14 days.
      \u{C}The terms above hold for three years.
      Signatures of both parties:
      ______________   ______________
      \u{C}Paid in cash? Keep your receipt as proof of payment.
      """)

  /// A letter, which matches no rule, with a receipt on page 2.
  static let letter = DemoDocument(
    name: "letter.txt",
    text: """
      Dear Aunt Martha,
      the garden is in bloom again, and the cat has taken over your chair.
      \u{C}Garden Centre, receipt
      Payment: cash 50.00, change 12.50
      \u{C}We hope to see you in June. Your plum cake would be a welcome change!
      Much love, Ida
      """)
}
