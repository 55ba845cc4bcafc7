// SPDX-License-Identifier: Apache-2.0

extension DemoSamples {
  /// A letter, which matches no rule, with a receipt put in.
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
