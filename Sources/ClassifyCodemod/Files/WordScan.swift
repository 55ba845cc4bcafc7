// SPDX-License-Identifier: Apache-2.0

/// Finds the files that can hold v1, by one scan of their bytes for a few words.
///
/// A file without any word of its language is passed by: it is neither decoded nor parsed.
struct WordScan: Sendable, Hashable {
  /// The words; a file with any of them is a candidate.
  let words: [[UInt8]]

  /// Creates a scan for words of 4 bytes or more.
  init(_ words: [StaticString]) {
    self.words = words.map { word in word.withUTF8Buffer { Array($0) } }
  }

  /// Returns the scan for the files of a language.
  static func scan(for language: Language) -> WordScan {
    switch language {
    case .python, .typeScript, .tsx, .javaScript, .notebook, .swift, .markdown: programs
    case .shell: scripts
    case .recipe: recipes
    case .json: bodies
    case .yaml: documents
    case .dependencies: dependencies
    }
  }

  /// `classifier`, `Classify`, `LlamaClassify` and so on; a status that only v1 has; what calls of a
  /// classifier's jobs with a name of their own contain.
  private static let programs = WordScan([
    "lassif", "PARTIAL_SUCCESS", "file_ids", "get_results", "getResults",
  ])
  private static let bodies = WordScan(["lassif", "PARTIAL_SUCCESS", "target_pages", "file_ids"])
  private static let dependencies = sdks.adding(WordScan(["classifier:jobs"]))

  /// Names of the packages, as programs import them and commands install them.
  static let packages = WordScan(["llama-cloud", "llama_cloud"])
  private static let scripts = programs.adding(packages)
  private static let documents = bodies.adding(packages)
  private static let recipes = WordScan(["classifier", "LlamaClassify", "ClassifyClient"])
    .adding(packages)

  /// Names of every SDK and of its packages.
  static let sdks = WordScan(["llama", "Llama", "LLAMA"])

  private init(words: [[UInt8]]) { self.words = words }

  private func adding(_ other: WordScan) -> WordScan { WordScan(words: words + other.words) }

  /// The length of the longest word.
  var maximumLength: Int { words.map(\.count).max() ?? 0 }

  /// Whether bytes hold any of the words.
  func matches(_ bytes: ContiguousArray<UInt8>) -> Bool {
    bytes.withUnsafeBytes { buffer in words.contains { ByteSearch.first($0, in: buffer) != nil } }
  }
}
