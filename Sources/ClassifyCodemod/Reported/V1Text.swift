// SPDX-License-Identifier: Apache-2.0

/// What shows v1 in code that is not parsed: documentation, here-documents, other languages.
enum V1Text {
  /// What can be nothing else.
  private static let requestTexts = [
    "v1/classifier/jobs", "llamacloud-prod classifier:jobs", "llp classifier:jobs",
  ]

  /// What is v1 in a text about LlamaCloud.
  private static let names = [
    "classifier.jobs", "llama_cloud.types.classifier", "beta.classifier", "LlamaClassify",
    "ClassifyClient(", "aclassify_file", "classify_file_path", "classify_file_ids",
    "create_classify_job", "get_classification_job_results", "Classifier.Jobs", "classifier().jobs",
  ]

  private static let requestScan = WordScan(["v1/classifier/jobs", " classifier:jobs"])

  /// The names of the SDKs for Go, Java and C#: `client.Classifier.Jobs`, `classifier().jobs()`.
  private static let otherNames = WordScan(["lassifier", "LlamaClassify"])

  /// Whether a text has a request or command of v1.
  static func hasRequest(_ text: String) -> Bool { requestTexts.contains(where: text.contains) }

  /// The requests to write instead of v1's.
  static let requests =
    "v2's are POST /api/v2/classify with file_input and configuration, and GET /api/v2/classify/ID"

  /// What to do about a line that is not rewritten.
  static let requestAdvice =
    "this line has a request or command of v1, and is not rewritten: \(requests)"

  /// What to do about a program inside a file of another kind.
  static let programAdvice =
    "this program inside a script uses v1 and is not rewritten: put it into a file of its own and"
    + " run migrate on that, or rewrite it by hand"

  /// Returns the lines with a request or command of v1.
  static func requests(in text: SourceText) -> [ByteRange] {
    requestScan.matches(text.bytes) ? lines(of: text).filter { hasRequest(text[$0]) } : []
  }

  /// Returns the lines that show v1 in a file with code of other languages.
  static func lines(in text: SourceText) -> [ByteRange] {
    let namesSDK = sdks.matches(text.bytes)
    let hasFiles = namesSDK && text.contains("file_ids")
    return lines(of: text).filter { line in
      let code = text[line]
      return isShown(in: code, namesSDK: namesSDK)
        || hasFiles && code.contains("classifier.classify(")
    }
  }

  private static func lines(of text: SourceText) -> [ByteRange] {
    (0..<text.lineCount).map(text.trimmedLine)
  }

  /// Whether bytes may show v1 of LlamaCloud, in any language.
  static func isLikely(in bytes: ContiguousArray<UInt8>) -> Bool {
    requestScan.matches(bytes) || otherNames.matches(bytes) && sdks.matches(bytes)
  }

  /// The names of the service and of its packages in all languages.
  private static let sdks = WordScan([
    "llama-cloud", "llama_cloud", "lamaCloud", "lamacloud", "llamaindex", "llp ",
  ])

  /// Whether code calls v1.
  ///
  /// - Parameters:
  ///   - code: The code.
  ///   - namesSDK: Whether the text around it names an SDK of LlamaCloud.
  /// - Returns: Whether it has a request, or a name of v1 beside the SDK's.
  static func isShown(in code: String, namesSDK: Bool) -> Bool {
    if hasRequest(code) { return true }
    guard namesSDK else { return false }
    if names.contains(where: code.contains) { return true }
    return code.contains("classifier.classify(") && code.contains("file_ids")
  }

  /// Returns the first line that shows v1 in a file of any language, or nil.
  static func range(in text: SourceText) -> ByteRange? {
    let isForLlamaCloud = WordScan.sdks.matches(text.bytes)
    guard requestScan.matches(text.bytes) || isForLlamaCloud && otherNames.matches(text.bytes)
    else { return nil }
    for index in 0..<text.lineCount {
      let line = text.lineRange(index)
      let content = ContiguousArray(text.bytes[line])
      guard requestScan.matches(content) || isForLlamaCloud && otherNames.matches(content) else {
        continue
      }
      return text.trimmedLine(index)
    }
    return nil
  }
}

extension SourceText {
  /// The bytes of a line without the blanks around them and its ending.
  func trimmedLine(_ index: Int) -> ByteRange {
    var range = lineRange(index)
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    while let last = bytes[range].last, isBlank(last) {
      range = range.lowerBound..<range.upperBound - 1
    }
    while let first = bytes[range].first, isBlank(first) {
      range = range.lowerBound + 1..<range.upperBound
    }
    return range
  }
}
