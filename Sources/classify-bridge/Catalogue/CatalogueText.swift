// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// The catalogue as text for a terminal.
struct CatalogueText {
  /// The maximum number of columns of a line, however wide the terminal is.
  private static let maximumWidth = 100

  let terminal: Terminal

  /// Returns the entries, grouped by area.
  func render(_ entries: [CatalogueEntry]) -> String {
    var lines: [String] = []
    for area in CatalogueEntry.Area.allCases {
      let rows = entries.filter { $0.area == area }
      guard !rows.isEmpty else { continue }
      lines.append(terminal.styled(area.heading.uppercased(), .bold))
      for row in rows { lines += [""] + render(row) }
      lines.append("")
    }
    return lines.dropLast().map { $0 + "\n" }.joined()
  }

  /// Returns an entry with the meaning of its effect, the policies, and what to do.
  func explain(_ entry: CatalogueEntry) -> String {
    func paragraph(_ name: String, _ text: String) -> [String] {
      TextLayout.wrap(
        text, width: width, first: "  \(TextLayout.pad(name, to: 8))  ",
        rest: String(repeating: " ", count: 12))
    }
    let lines =
      render(entry) + [""] + paragraph("Area", entry.area.heading)
      + paragraph("Effect", entry.effect?.meaning ?? "None: both versions mean the same.")
      + (entry.policies.map { paragraph("Policies", $0) } ?? [])
      + paragraph("To do", entry.advice)
    return lines.map { $0 + "\n" }.joined()
  }

  private var width: Int { min(terminal.width, Self.maximumWidth) }

  private func render(_ entry: CatalogueEntry) -> [String] {
    func side(_ name: String, _ text: String) -> [String] {
      TextLayout.wrap(text, width: width, first: "  \(name)  ", rest: "      ")
    }
    return [heading(entry)]
      + zip(APIVersion.allCases, entry.columns).flatMap { side($0.rawValue, $1) }
      + TextLayout.wrap(entry.summary, width: width, first: "  ", rest: "  ")
  }

  private func heading(_ entry: CatalogueEntry) -> String {
    let code = TextLayout.pad(entry.code.rawValue, to: 30)
    return "\(terminal.styled(code, .bold)) \(entry.arrow)   \(styledEffect(entry))"
  }

  private func styledEffect(_ entry: CatalogueEntry) -> String {
    terminal.styled(entry.effectWord, entry.effect?.style ?? .green)
  }
}

extension Effect {
  /// What the effect means, in a sentence.
  var meaning: String {
    switch self {
    case .normalized: "The same meaning, written differently."
    case .defaulted: "An implicit default is written explicitly."
    case .unplaced: "The target has no such field; kept in the model and omitted from the output."
    case .approximated: "The closest value that the target supports."
    case .meaningChanged: "Different pages, a different cost, or a different classifier."
    case .impossible: "The target can't express it."
    }
  }
}

extension CatalogueEntry {
  /// Whether notes with the code are about what was read, which is printed under every policy.
  private var isAboutRecords: Bool { area == .status || area == .response }

  /// Which policies refuse a request with such a note; `nil` if none does.
  fileprivate var policies: String? {
    guard let effect, !isAboutRecords else { return nil }
    return TranslationPolicy.allCases.map { policy in
      "\(policy.rawValue) \(policy.refuses(effect) ? "refuses" : "accepts") it"
    }.joined(separator: ", ") + "."
  }

  /// What to do about such a note.
  fileprivate var advice: String {
    switch effect {
    case nil, .normalized: "Nothing."
    case .approximated where isAboutRecords, .meaningChanged where isAboutRecords,
      .impossible where isAboutRecords:
      "Check the values that the note names before you rely on them."
    case .defaulted: "Nothing, unless another value is wanted: then give it in the request."
    case .unplaced: "Read the value with its own version if you need it."
    case .approximated: "Check that the closest value suits you, or change the request."
    case .meaningChanged: "Change the request, or accept it with --policy permissive."
    case .impossible: "Change the request."
    }
  }
}
#endif
