// SPDX-License-Identifier: Apache-2.0

extension String {
  /// The text with U+FFFD for each character that a terminal or a page obeys instead of showing it:
  /// control and format characters, except tabs and the joiners of scripts and emoji.
  var printable: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { result.append(scalar.isPrintable ? scalar : "\u{FFFD}") }
    return String(result)
  }
}

extension Unicode.Scalar {
  fileprivate var isPrintable: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator:
      ["\t", "\u{200C}", "\u{200D}"].contains(self)
    default: true
    }
  }
}
