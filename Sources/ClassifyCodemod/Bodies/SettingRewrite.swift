// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// v1's settings in a JSON or YAML file: an object with pages, limits or a parsing configuration, below
/// a file or key that names a classifier.
struct SettingRewrite: Sendable {
  /// A setting that v2 reads differently.
  struct Setting: Sendable {
    /// The bytes that a finding points at.
    var range: ByteRange
    /// The edits that make it v2's.
    var edits: [BodyEdit] = []
    var remarks: [Finding] = []
    /// Why it is left for a person.
    var refusal: Refusal?
  }

  private(set) var settings: [Setting] = []
  private let text: SourceText

  private static let parsingNames: Set<String> = ["parsing_config", "parsing_configuration"]
  private static let parsingMembers: Set<String> = ["lang", "max_pages", "target_pages"]

  /// Whether a value is a parsing configuration and nothing else.
  static func isConfiguration(_ value: MarkedValue) -> Bool {
    guard case .dictionary(let members) = value.content else { return false }
    return !members.isEmpty && members.allSatisfy { parsingMembers.contains($0.name) }
  }

  /// Finds the settings of a document.
  ///
  /// - Parameters:
  ///   - root: The document.
  ///   - text: The text of the file.
  ///   - fileName: The name of the file, which can be the one that names a classifier.
  init(_ root: MarkedValue, in text: SourceText, fileName: String) {
    self.text = text
    visit(root, isBelowClassifier: Self.namesClassifier(fileName), depth: 0)
  }

  private static func namesClassifier(_ name: String) -> Bool {
    name.lowercased().contains("classif")
  }

  private mutating func visit(_ value: MarkedValue, isBelowClassifier: Bool, depth: Int) {
    guard depth < SyntaxLimits.depth, !BodyRewrite.isBody(value) else { return }
    switch value.content {
    case .list(let values):
      for value in values { visit(value, isBelowClassifier: isBelowClassifier, depth: depth + 1) }
    case .dictionary(let members):
      let parsing = members.first { Self.parsingNames.contains($0.name) }?.value
      if isBelowClassifier { read(value, members, parsing) }
      for member in members where !Self.parsingNames.contains(member.name) {
        visit(
          member.value,
          isBelowClassifier: isBelowClassifier || Self.namesClassifier(member.name),
          depth: depth + 1)
      }
    case .null, .boolean, .number, .text, .opaque: return
    }
  }

  private mutating func read(
    _ value: MarkedValue, _ members: [MarkedValue.Member], _ parsing: MarkedValue?
  ) {
    let hasRules: Bool =
      if case .list(let rules)? = value["rules"]?.content {
        !rules.isEmpty && rules.allSatisfy { $0["type"] != nil && $0["description"] != nil }
      } else {
        false
      }
    let hasPages = members.contains { $0.name == "target_pages" }
    if parsing != nil || hasRules || hasPages, let mode = value["mode"] {
      do throws(Refusal) {
        if !mode.isVariable { try ModeTranslation.check(mode.constant, at: mode.range) }
      } catch  where error.code == .multimodal {
        settings.append(Setting(range: error.range, refusal: error))
      } catch {}
    }
    if let parsing, case .dictionary = parsing.content {
      translate(parsing, addsLimit: true)
    } else if hasPages || hasRules {
      let known = members.filter { Self.parsingMembers.contains($0.name) }
      guard !known.isEmpty else { return }
      translate(
        MarkedValue(.dictionary(known), range: value.range, isBlock: value.isBlock),
        addsLimit: false)
    }
  }

  /// Adds the setting if v2 reads the configuration differently.
  private mutating func translate(_ parsing: MarkedValue, addsLimit: Bool) {
    do throws(Refusal) {
      let translation = try ParsingEdits(
        parsing, in: text, addsLimit: addsLimit, keepsNull: true)
      guard !translation.edits.isEmpty else { return }
      let range =
        translation.remarks.first { $0.code == .pagesRewritten }?.range ?? parsing.range
      settings.append(
        Setting(range: range, edits: translation.edits, remarks: translation.remarks))
    } catch {
      // A text is v2's form already, or a template.
      let pages = parsing["target_pages"]?.content
      if case .text? = pages { return }
      settings.append(Setting(range: error.range, refusal: error))
    }
  }
}
