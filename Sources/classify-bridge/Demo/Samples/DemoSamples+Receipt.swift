// SPDX-License-Identifier: Apache-2.0

extension DemoSamples {
  /// A receipt with an order form on its back.
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
}
