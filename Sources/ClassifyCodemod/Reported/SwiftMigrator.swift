// SPDX-License-Identifier: Apache-2.0

/// Reports uses of this package's own names for v1 in Swift files, with the section of the guide.
///
/// Nothing is edited: the compiler finds the same places by their deprecations, and the guide has
/// the code before and after.
struct SwiftMigrator: FileMigrating {
  var languages: Set<Language> { [.swift] }

  private static let guide = "docs/migrating-from-v1.md"
  private static let modules = WordScan(["import ClassifyBridge", "import ClassifyClient"])

  /// The sections of the guide by the name of a call.
  private static let sections = [
    "create": "jobscreate", "get": "jobsget", "getResults": "jobsgetresults", "list": "jobslist",
    "cancel": "jobscancel", "delete": "jobsdelete", "classify": "classify",
    "waitForCompletion": "waiting", "progress": "waiting", "newGroup": "the-switch",
  ]
  /// The sections of the guide by the name of a type.
  private static let types = [
    "JobCreateParams": "jobscreate", "ParsingConfiguration": "pages", "Mode": "multimodal",
    "Job": "statuses", "JobStatus": "statuses", "WebhookConfiguration": "webhooks",
  ]

  func draft(for file: SourceFile, in context: MigrationContext) -> FileDraft {
    let code = SwiftCode(file.text)
    guard Self.modules.matches(code.bytes) else { return FileDraft() }
    let calls = Self.calls(in: code)
    let types = Self.types(in: code).filter { type in
      !calls.contains { $0.arguments.overlaps(type.range) }
    }
    let findings = (calls.map(\.use) + types)
      .sorted { $0.range.lowerBound < $1.range.lowerBound }
      .map { use in
        Finding(
          .otherLanguage, at: use.range,
          "\(use.name) is v1's; see \(Self.guide)#\(use.section) for v2's")
      }
    return FileDraft(findings: findings)
  }

  private struct Use {
    var name: String
    var range: ByteRange
    var section: String
  }

  /// `client.classifier.jobs.create(…)`, `client.classifier.classify(…)`, and `.classifier.jobs`
  /// that is stored.
  private static func calls(in code: SwiftCode) -> [(use: Use, arguments: ByteRange)] {
    offsets(of: ".classifier", in: code).compactMap { start in
      var names: [String] = []
      var offset = start
      while let next = name(after: offset, in: code) {
        names.append(next.name)
        offset = next.end
      }
      names.removeFirst()
      guard let last = names.last, last == "jobs" || sections[last] != nil else { return nil }
      let section = sections[last] ?? "call-by-call"
      let use = Use(
        name: "classifier.\(names.joined(separator: "."))", range: start + 1..<offset,
        section: section)
      return (use, start..<closing(from: offset, in: code))
    }
  }

  private static func types(in code: SwiftCode) -> [Use] {
    offsets(of: "V1", in: code).compactMap { start in
      let isName = start > 0 && (isNameByte(code.bytes[start - 1]) || code.bytes[start - 1] == 0x2E)
      guard !isName, let type = name(after: start + 2, in: code) else { return nil }
      return Use(
        name: "V1.\(type.name)", range: start..<type.end,
        section: types[type.name] ?? "call-by-call")
    }
  }

  // MARK: Bytes

  private static func isNameByte(_ byte: UInt8) -> Bool {
    ShellReader.isNameByte(byte, isFirst: false)
  }

  /// The offsets at which a text occurs that no name continues.
  private static func offsets(of text: String, in code: SwiftCode) -> [Int] {
    let word = Array(text.utf8)
    return code.bytes.withUnsafeBytes { bytes in
      var offsets: [Int] = []
      var start = 0
      while let offset = ByteSearch.first(word, in: bytes, from: start) {
        start = offset + word.count
        if start == bytes.count || !isNameByte(bytes[start]) { offsets.append(offset) }
      }
      return offsets
    }
  }

  /// The name after a dot, which can be on the next line: `client\n  .classifier`.
  private static func name(after start: Int, in code: SwiftCode) -> (name: String, end: Int)? {
    var offset = start
    while offset < code.bytes.count, " \t\r\n?!".utf8.contains(code.bytes[offset]) { offset += 1 }
    guard offset < code.bytes.count, code.bytes[offset] == UInt8(ascii: ".") else { return nil }
    var end = offset + 1
    while end < code.bytes.count, isNameByte(code.bytes[end]) { end += 1 }
    guard end > offset + 1 else { return nil }
    return (String(decoding: code.bytes[(offset + 1)..<end], as: UTF8.self), end)
  }

  /// The offset after the parentheses at an offset, or the offset itself.
  private static func closing(from start: Int, in code: SwiftCode) -> Int {
    guard start < code.bytes.count, code.bytes[start] == UInt8(ascii: "(") else { return start }
    var depth = 0
    for offset in start..<code.bytes.count {
      if code.bytes[offset] == UInt8(ascii: "(") { depth += 1 }
      if code.bytes[offset] == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { return offset + 1 }
      }
    }
    return code.bytes.count
  }
}
