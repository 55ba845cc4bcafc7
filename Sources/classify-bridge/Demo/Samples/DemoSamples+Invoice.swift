// SPDX-License-Identifier: Apache-2.0

extension DemoSamples {
  /// An invoice whose second page is the contract that it was made under.
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
}
