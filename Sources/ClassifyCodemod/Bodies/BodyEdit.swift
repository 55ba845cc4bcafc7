// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A replacement in a JSON or YAML text that can hold text of another place.
///
/// Text that moves is named by its bytes, because a text inside a shell string is written
/// differently there: `"'$ID'"`.
struct BodyEdit: Sendable, Hashable {
  enum Piece: Sendable, Hashable {
    case text(String)
    case copy(ByteRange)
  }

  var range: ByteRange
  var pieces: [Piece]

  init(_ range: ByteRange, _ pieces: [Piece] = []) {
    self.range = range
    self.pieces = pieces
  }

  init(_ range: ByteRange, _ text: String) { self.init(range, [.text(text)]) }

  /// Returns the edit of a file whose text is `text`.
  func edit(of text: SourceText) -> Edit {
    let replacement = pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .copy(let range): text[range]
      }
    }
    return Edit(range, replacement.joined())
  }
}

extension SourceText {
  /// Returns the text with edits, or nil if they overlap.
  func applying(_ edits: [BodyEdit]) -> SourceText? {
    var set = EditSet()
    guard set.add(edits.map { $0.edit(of: self) }) else { return nil }
    return try? SourceText(set.applied(to: self))
  }
}

/// A character for a value that is known only when a script runs.
enum Placeholder {
  /// Inside a quoted text: `"$ID"`.
  static let quoted: Character = "\u{E000}"
  /// A value of any kind: `[$IDS]`.
  static let bare: Character = "\u{E001}"
}

extension MarkedValue {
  /// Whether the value is known only when a script runs.
  var isVariable: Bool {
    guard case .text(let text) = content else { return false }
    return text.contains(Placeholder.bare) || text.contains(Placeholder.quoted)
  }

  /// Whether the value can be of any kind.
  var isOfAnyKind: Bool {
    guard case .text(let text) = content else { return false }
    return text.contains(Placeholder.bare)
  }

  /// The value if it is known and needs no interpretation.
  var constant: Constant.Value? {
    if isVariable { return nil }
    switch content {
    case .null: return .null
    case .boolean(let value): return .boolean(value)
    case .number(let text): return Int(text).map { .integer($0) }
    case .text(let text): return .text(text)
    case .list(let values):
      let constants = values.compactMap(\.constant)
      return constants.count == values.count ? .list(constants) : nil
    case .dictionary(let members):
      let entries = members.compactMap { member in
        member.value.constant.map { Constant.Value.Entry(name: member.name, value: $0) }
      }
      return entries.count == members.count ? .dictionary(entries) : nil
    case .opaque: return nil
    }
  }
}

extension MarkedValue.Member {
  var range: ByteRange { nameRange.lowerBound..<max(value.range.upperBound, nameRange.upperBound) }
}
