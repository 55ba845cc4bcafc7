// SPDX-License-Identifier: Apache-2.0

/// A package of LlamaCloud that a command installs: `pip install 'llama-cloud<2'`,
/// `poetry add llama-cloud@^1`, `npm install @llamaindex/llama-cloud@1.4.1`.
struct InstallCommand: Sendable, Hashable {
  var package: DependencyEntry.Package
  /// The bytes of the package with its versions, without quotes.
  var range: ByteRange
  /// The versions as written; empty if all are allowed.
  var versions: String
  /// Whether npm or a tool like it installs the package.
  var isNPM: Bool

  private static let pythonTools: Set<String> = [
    "pip", "pip3", "uv", "poetry", "pdm", "pipenv", "pipx", "rye",
  ]
  private static let scriptTools: Set<String> = ["npm", "pnpm", "yarn", "bun"]
  private static let actions: Set<String> = ["install", "add", "i"]
  private static let printers: Set<String> = ["echo", "printf", "grep"]

  /// The words between two commands.
  static let separators: Set<String> = ["&&", "||", ";", "|", "&", ">", "2>&1"]

  /// Finds the packages in all lines of a text, such as a script, a recipe or a workflow.
  ///
  /// - Parameter text: The text; what a line of it is need not be known.
  /// - Returns: The packages in ascending order.
  static func commands(in text: SourceText) -> [InstallCommand] {
    var commands: [InstallCommand] = []
    var index = 0
    while index < text.lineCount {
      var line = text.lineRange(index)
      // A backslash continues the line.
      while index + 1 < text.lineCount, text.isContinued(line) {
        index += 1
        line = line.lowerBound..<text.lineRange(index).upperBound
      }
      index += 1
      commands += self.commands(in: line, of: text)
    }
    return commands
  }

  private static func commands(in line: ByteRange, of text: SourceText) -> [InstallCommand] {
    var found: [InstallCommand] = []
    // The tool before the action, and whether packages follow now.
    var tool: String?
    var isInstalling = false
    for word in words(in: line, of: text) {
      let range = text.trimmed(word)
      let word = text[range]
      if word.hasPrefix("#") || printers.contains(word) { break }
      if separators.contains(word) {
        (tool, isInstalling) = (nil, false)
      } else if isInstalling, let tool {
        let command = InstallCommand(
          word, at: range, isNPM: scriptTools.contains(tool))
        if let command { found.append(command) }
      } else if tool != nil, actions.contains(word) {
        isInstalling = true
      } else {
        let name = String(word.split(separator: "/").last ?? "")
        if pythonTools.contains(name) || scriptTools.contains(name) { tool = name }
      }
      // `install llama-cloud;`
      if let end = text[range.upperBound..<line.upperBound].first, ";&|".contains(end) {
        (tool, isInstalling) = (nil, false)
      }
    }
    return found
  }

  private init?(_ word: String, at range: ByteRange, isNPM: Bool) {
    let isScoped = word.hasPrefix("@")
    let nameEnd =
      word.dropFirst(isScoped ? 1 : 0).firstIndex { "<>=~!^@[; ".contains($0) } ?? word.endIndex
    let name = word[..<nameEnd]
    guard
      let package = isScoped
        ? DependencyEntry.Package(rawValue: String(name)) : DependencyReader.package(String(name)),
      package != (isNPM ? .llamaCloud : .script)
    else { return nil }
    var versions = word[nameEnd...]
    if versions.first == "[" { versions = versions.drop { $0 != "]" }.dropFirst() }
    versions = versions.prefix { $0 != ";" }
    self.package = package
    self.range = range
    self.versions =
      String(versions.first == "@" ? versions.dropFirst() : versions)
      .trimmingBlanks
    self.isNPM = isNPM
  }

  /// The parts of a line between spaces that are not in quotes.
  static func words(in line: ByteRange, of code: SourceText) -> [ByteRange] {
    var words: [ByteRange] = []
    var start: Int?
    var quote: UInt8?
    for offset in line {
      let byte = code.bytes[offset]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
        start = start ?? offset
      } else if byte <= UInt8(ascii: " ") {
        if let first = start { words.append(first..<offset) }
        start = nil
      } else {
        start = start ?? offset
      }
    }
    if let start { words.append(start..<line.upperBound) }
    return words
  }
}

extension SourceText {
  /// Whether a line ends with a backslash.
  fileprivate func isContinued(_ line: ByteRange) -> Bool {
    bytes[line].last { $0 != 0x0A && $0 != 0x0D } == UInt8(ascii: "\\")
  }

  /// A word without the quotes, brackets and commas around it, as in `["pip", "install"]`.
  fileprivate func trimmed(_ word: ByteRange) -> ByteRange {
    var range = word
    let isFrame = { (byte: UInt8) in "\"'(),`;&|".utf8.contains(byte) }
    let isOpening = { (byte: UInt8) in isFrame(byte) || byte == UInt8(ascii: "[") }
    guard !InstallCommand.separators.contains(self[word]) else { return word }
    while let first = bytes[range].first, isOpening(first) {
      range = range.lowerBound + 1..<range.upperBound
    }
    while let last = bytes[range].last,
      isFrame(last) || last == UInt8(ascii: "]") && !bytes[range].contains(UInt8(ascii: "["))
    {
      range = range.lowerBound..<range.upperBound - 1
    }
    return range
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
