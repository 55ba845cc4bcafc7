// SPDX-License-Identifier: Apache-2.0

#if CLI
import ArgumentParser
import ClassifyBridge

extension PagesText {
  /// Checks the value of `--pages`, and shows where it is wrong.
  ///
  /// - Throws: `ValidationError` if there is a text, and it is no selection.
  static func validate(_ text: String?) throws {
    guard let text else { return }
    do {
      _ = try PagesText(text)
    } catch {
      let excerpt = SourceExcerpt(text: Array(text.utf8), token: error.location?.range ?? 0..<0)
      let lines = excerpt.render(label: "  --pages ", terminal: .at(.standardError))
      throw ValidationError(([PlainText.printable(error.message)] + lines).joined(separator: "\n"))
    }
  }
}
#endif
