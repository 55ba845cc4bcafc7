// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The refusal of a translation, for a person: every reason and not only the first.
enum RefusalText {
  /// Returns what was refused, and why.
  static func failure(_ refusal: TranslationRefusal) -> CommandFailure {
    let reasons = refusal.reasons.map { note in
      let place = note.pointer.isEmpty ? "" : "\(note.pointer): "
      return "\n  \(place)\(note.message) (\(note.code.rawValue))"
    }
    return CommandFailure("this can't be asked for:" + reasons.map(printable).joined())
  }

  private static func printable(_ reason: String) -> String {
    "\n" + PlainText.printable(String(reason.dropFirst()))
  }
}
