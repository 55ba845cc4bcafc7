// SPDX-License-Identifier: Apache-2.0

extension DemoSamples {
  /// A contract with a price list in it.
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
}
