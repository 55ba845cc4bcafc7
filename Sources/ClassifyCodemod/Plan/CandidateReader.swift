// SPDX-License-Identifier: Apache-2.0

/// Reads the files of a tree and tells which of them can hold v1.
struct CandidateReader: Sendable {
  /// What reading a file has shown.
  enum Outcome: Sendable {
    /// It can't hold v1, or its language is not read.
    case passed
    /// It holds words of v1.
    case candidate(SourceFile)
    /// It could not be read, and holds words of v1 or nobody knows.
    case unreadable(FilePlan)

    var candidate: SourceFile? {
      if case .candidate(let file) = self { file } else { nil }
    }

    var unreadable: FilePlan? {
      if case .unreadable(let plan) = self { plan } else { nil }
    }
  }

  /// The bytes at the start of a file in which a NUL makes it binary, as for git.
  private static let binaryPrefix = 8_000

  /// The longest line of a script that a person has written.
  private static let maximumLineLength = 20_000

  /// The byte order marks of UTF-16.
  private static let wideMarks: [[UInt8]] = [[0xFF, 0xFE], [0xFE, 0xFF]]

  /// The bytes of a `#!` line that count.
  private static let firstLineLength = 256

  let tree: any FileTree
  let options: MigrationOptions

  /// The size of the parts in which files are searched that are too large to be migrated.
  var partSize = 1 << 20

  /// Returns the language of a file by its name or, if its name has no extension, its first line.
  func language(of path: FilePath) -> Language? {
    let name = path.name
    if let language = Language(path: path) { return language }
    guard !name.utf8.contains(UInt8(ascii: ".")),
      let start = try? tree.read(path, at: 0, count: Self.firstLineLength)
    else { return nil }
    return Language(firstLine: start.prefix { $0 != 0x0A && $0 != 0x0D })
  }

  /// Reads a file and, if it holds words of v1, parses it.
  func read(_ path: FilePath, _ language: Language) -> Outcome {
    let words = WordScan.scan(for: language)
    let bytes: ContiguousArray<UInt8>
    do throws(FileFailure) {
      bytes = try tree.read(path, limit: options.maximumFileSize)
    } catch {
      guard error.reason != .tooLarge || holds(words, path) else { return .passed }
      return .unreadable(
        unreadable(error.reason == .tooLarge ? .tooLarge : .notReadable, path, error.message))
    }
    if Self.wideMarks.contains(where: { bytes.starts(with: $0) }) {
      return readWide(bytes, words, path, language)
    }
    guard words.matches(bytes), !bytes.prefix(Self.binaryPrefix).contains(0) else {
      return .passed
    }
    guard let line = bundledLine(bytes, language) else { return parse(bytes, path, language) }
    guard namesSDK(bytes), !path.name.contains(".min.") else { return .passed }
    return .unreadable(
      unreadable(
        .unclearSyntax, path,
        "line \(line) has more than \(Self.maximumLineLength) bytes, so this looks like a bundle and"
          + " was not read: migrate its sources, and build it again", language))
  }

  /// Reports a file in UTF-16 with words of v1; their letters are in ASCII there too.
  private func readWide(
    _ bytes: ContiguousArray<UInt8>, _ words: WordScan, _ path: FilePath, _ language: Language
  ) -> Outcome {
    let letters = ContiguousArray(bytes.lazy.filter { $0 != 0 })
    guard words.matches(letters), namesSDK(letters) else { return .passed }
    return .unreadable(
      unreadable(.notUTF8, path, "this file is UTF-16, and only UTF-8 is read", language))
  }

  /// Reads and parses a file that a name of a candidate leads to.
  func follow(_ path: FilePath) -> SourceFile? {
    guard let language = language(of: path),
      let bytes = try? tree.read(path, limit: options.maximumFileSize),
      case .candidate(let file) = parse(bytes, path, language)
    else { return nil }
    return file
  }

  /// The bytes of a file that need not be parsed.
  func load(_ path: FilePath) -> ContiguousArray<UInt8>? {
    try? tree.read(path, limit: options.maximumFileSize)
  }

  private func parse(
    _ bytes: ContiguousArray<UInt8>, _ path: FilePath, _ language: Language
  ) -> Outcome {
    let text: SourceText
    do throws(InvalidText) {
      text = try SourceText(bytes)
    } catch {
      guard namesSDK(bytes) else { return .passed }
      return .unreadable(unreadable(.notUTF8, path, error.description, language))
    }
    do throws(SyntaxFault) {
      let tree = try FrontEnds.frontEnd(for: language)?.tree(of: text)
      return .candidate(SourceFile(path: path, language: language, text: text, tree: tree))
    } catch {
      guard namesSDK(bytes) else { return .passed }
      let message = "this file can't be read as \(language.rawValue): \(error.reason)"
      return .unreadable(
        FilePlan(
          path: path, language: language, text: text,
          findings: [Finding(.syntax, at: error.range, message)]))
    }
  }

  /// Returns the plan of a file that could not be read.
  func unreadable(
    _ code: FindingCode, _ path: FilePath, _ message: String, _ language: Language? = nil
  ) -> FilePlan {
    FilePlan(
      path: path, language: language, text: nil, findings: [Finding(code, at: 0..<0, message)])
  }

  /// Whether an unreadable file names an SDK of LlamaCloud: other classifiers are no news.
  private func namesSDK(_ bytes: ContiguousArray<UInt8>) -> Bool { WordScan.sdks.matches(bytes) }

  /// Returns the first line, counted from 1, that shows that a script was minified or bundled.
  private func bundledLine(_ bytes: ContiguousArray<UInt8>, _ language: Language) -> Int? {
    // In other languages, long lines are data.
    guard language == .javaScript else { return nil }
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      .firstIndex { $0.count > Self.maximumLineLength }.map { $0 + 1 }
  }

  /// Whether a file that is too large holds words of v1 and names an SDK.
  private func holds(_ words: WordScan, _ path: FilePath) -> Bool {
    var missing = [words, .sdks]
    let overlap = missing.map(\.maximumLength).reduce(0, max)
    var offset = 0
    while !missing.isEmpty {
      guard let part = try? tree.read(path, at: offset, count: partSize), !part.isEmpty
      else { return false }
      missing.removeAll { $0.matches(part) }
      guard part.count > overlap else { break }
      offset += part.count - overlap
    }
    return missing.isEmpty
  }
}
