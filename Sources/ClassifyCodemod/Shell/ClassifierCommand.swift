// SPDX-License-Identifier: Apache-2.0

/// A command of the service's command-line tool for v1: `llp classifier:jobs create …`.
///
/// `classify-bridge classifier:jobs` is this package's own command, which stays.
struct ClassifierCommand: Sendable {
  /// An option with its value: `--file-id ID` or `--file-id=ID`.
  struct Option: Sendable {
    var name: String
    /// The bytes of the name.
    var nameRange: ByteRange
    var value: ShellWord?
    /// The bytes of the name and the value.
    var range: ByteRange
  }

  /// The names of the tool, the older one included.
  static let programs: Set<String> = ["llp", "llamacloud-prod"]
  private static let resource = "classifier:jobs"
  /// The options that have no value.
  private static let flags: Set<String> = [
    "--debug", "--raw-output", "-r", "--help", "-h", "--version", "-v",
  ]

  let outline: ShellOutline
  let resourceWord: ShellWord
  let action: ShellWord
  let options: [Option]
  /// The words that belong to no option.
  let positional: [ShellWord]

  /// Reads the arguments; nil if they name another resource.
  init?(_ arguments: ArraySlice<ShellWord>, in outline: ShellOutline) {
    self.outline = outline
    var options: [Option] = []
    var positional: [ShellWord] = []
    var rest = arguments
    while let word = rest.popFirst() {
      let text = outline.text[word.range]
      guard text.hasPrefix("-"), text.count > 1 else {
        positional.append(word)
        continue
      }
      if let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) {
        let length = text.utf8.distance(from: text.startIndex, to: equals)
        let end = word.range.lowerBound + length
        options.append(
          Option(
            name: String(text[..<equals]), nameRange: word.range.lowerBound..<end,
            value: word.dropping(length + 1), range: word.range))
      } else if !Self.flags.contains(text), let value = rest.popFirst() {
        options.append(
          Option(
            name: text, nameRange: word.range, value: value,
            range: word.range.lowerBound..<value.range.upperBound))
      }
    }
    guard positional.count >= 2, outline.text[positional[0].range] == Self.resource else {
      return nil
    }
    resourceWord = positional[0]
    action = positional[1]
    self.options = options
    self.positional = Array(positional.dropFirst(2))
  }

  /// The options with a name.
  func options(_ name: String) -> [Option] { options.filter { $0.name == name } }
}

extension ShellWord {
  /// Whether all of the word is in one pair of quotes.
  var isQuoted: Bool {
    guard parts.count == 1 else { return false }
    switch parts[0].kind {
    case .single, .double: return true
    default: return false
    }
  }
}

extension SourceText {
  /// The start of the blanks and escaped line ends before an offset.
  func blanks(before offset: Int) -> Int {
    var start = offset
    while start > 0 {
      let byte = bytes[start - 1]
      let isEscaped =
        byte == UInt8(ascii: "\\") && start < offset && [0x0A, 0x0D].contains(bytes[start])
      guard
        isEscaped || byte == 0x20 || byte == 0x09
          || (byte == 0x0A || byte == 0x0D) && start > 1
            && (bytes[start - 2] == UInt8(ascii: "\\") || bytes[start - 2] == 0x0D)
      else { break }
      start -= 1
    }
    return start
  }
}
