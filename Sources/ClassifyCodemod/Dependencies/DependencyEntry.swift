// SPDX-License-Identifier: Apache-2.0

/// A package of LlamaCloud in a list of dependencies.
struct DependencyEntry: Sendable, Hashable {
  enum Package: String, Sendable, Hashable {
    case llamaCloud = "llama-cloud"
    case services = "llama-cloud-services"
    case script = "@llamaindex/llama-cloud"
  }

  var package: Package
  var name: ByteRange
  /// The extras in brackets; empty if there are none.
  var extras: ByteRange
  /// The versions as written, without quotes; empty if all are allowed.
  var versions: ByteRange
  /// Whether the versions are the value of the name, as in `llama-cloud = "^2.1"`.
  var isKeyed = false
  /// Whether the versions are a URL or a repository: `llama-cloud @ https://…`.
  var isReference = false

  /// All bytes from the name to the versions.
  var range: ByteRange { name.lowerBound..<max(name.upperBound, versions.upperBound) }
}

/// Reads the packages of LlamaCloud in a list of dependencies.
enum DependencyReader {
  static func entries(in file: SourceFile) -> [DependencyEntry] {
    let name = file.path.name.lowercased()
    if name == "package.json" { return packageEntries(in: file.text) }
    if name == workspaceFile { return workspaceEntries(in: file.text) }
    let entries = lineEntries(in: file.text)
    // A list for pip has one package on a line, which begins it; other lines are options or prose.
    return name.hasSuffix(".txt") || name.hasSuffix(".in")
      ? entries.filter { file.text.beginsLine($0.name) } + repositories(in: file.text) : entries
  }

  // MARK: package.json

  private static let sections = [
    ["dependencies"], ["devDependencies"], ["peerDependencies"], ["optionalDependencies"],
    ["overrides"], ["resolutions"], ["pnpm", "overrides"], ["catalog"], ["workspaces", "catalog"],
  ]

  private static func packageEntries(in text: SourceText) -> [DependencyEntry] {
    guard let root = try? MarkedValue.json(text) else { return [] }
    return sections.flatMap { section -> [DependencyEntry] in
      let list = section.reduce(root as MarkedValue?) { $0?[$1] }
      return list.map { entries(in: $0, of: text) } ?? []
    }
  }

  /// The packages of a section, and of objects in it: npm overrides those of one package so.
  private static func entries(in list: MarkedValue, of text: SourceText) -> [DependencyEntry] {
    guard case .dictionary(let members) = list.content else { return [] }
    return members.flatMap { member -> [DependencyEntry] in
      if case .dictionary = member.value.content { return entries(in: member.value, of: text) }
      guard let package = scriptPackage(member.name), case .text = member.value.content
      else { return [] }
      let versions = member.value.range.lowerBound + 1..<member.value.range.upperBound - 1
      return [
        DependencyEntry(
          package: package, name: member.nameRange.lowerBound + 1..<member.nameRange.upperBound - 1,
          extras: member.nameRange.upperBound..<member.nameRange.upperBound, versions: versions,
          isKeyed: true, isReference: text[versions].isReference)
      ]
    }
  }

  /// Returns the package of a name for npm, also in the path of an override: `a>b`, `**/b`, `b@1`.
  private static func scriptPackage(_ name: String) -> DependencyEntry.Package? {
    let packages: [DependencyEntry.Package] = [.script, .services]
    return packages.first { package in
      let text = package.rawValue
      let isLast = [">", "/"].contains { name.hasSuffix($0 + text) }
      return name == text || isLast || name.hasPrefix("\(text)@")
    }
  }

  // MARK: pnpm

  /// The file in which pnpm has versions for several packages of a repository.
  static let workspaceFile = "pnpm-workspace.yaml"

  /// The lines `"@llamaindex/llama-cloud": ^2.4.0` of catalogs and overrides.
  private static func workspaceEntries(in text: SourceText) -> [DependencyEntry] {
    (0..<text.lineCount).compactMap { index in
      let line = text.trimmedLine(index)
      let parts = InstallCommand.words(in: line, of: text)
      guard parts.count > 1, text[parts[0]].hasSuffix(":"),
        let package = scriptPackage(text[parts[0]].filter { !"\"':".contains($0) })
      else { return nil }
      let isQuoted = { (range: ByteRange) in "\"'".utf8.contains(text.bytes[range.lowerBound]) }
      let key = parts[0].lowerBound..<parts[0].upperBound - 1
      let name = isQuoted(key) ? key.lowerBound + 1..<key.upperBound - 1 : key
      let value = parts[1]
      let versions = isQuoted(value) ? value.lowerBound + 1..<value.upperBound - 1 : value
      return DependencyEntry(
        package: package, name: name, extras: name.upperBound..<name.upperBound,
        versions: versions, isKeyed: true, isReference: text[versions].isReference)
    }
  }

  /// Returns the package of a name; spelling of Python's names is free.
  static func package(_ name: String) -> DependencyEntry.Package? {
    let parts = name.lowercased().split { "-_.".contains($0) }
    return DependencyEntry.Package(rawValue: parts.joined(separator: "-"))
  }

  // MARK: Lines

  private static let fragment = WordScan(["egg="])

  /// The packages of repositories: `-e git+https://…/llama-cloud-py@v2.4.1#egg=llama-cloud`.
  private static func repositories(in text: SourceText) -> [DependencyEntry] {
    guard fragment.matches(text.bytes) else { return [] }
    return (0..<text.lineCount).compactMap { index in
      InstallCommand.words(in: text.lineRange(index), of: text).lazy.compactMap { word in
        let parts = text[word].split(separator: "#egg=", maxSplits: 1)
        guard parts.count == 2, !parts[0].hasPrefix("#"),
          package(String(parts[1].prefix { $0 != "&" && $0 != "[" })) == .llamaCloud
        else { return nil }
        return DependencyEntry(
          package: .llamaCloud, name: word, extras: word.upperBound..<word.upperBound,
          versions: word.lowerBound..<word.lowerBound + parts[0].utf8.count, isReference: true)
      }.first
    }
  }

  private static func lineEntries(in text: SourceText) -> [DependencyEntry] {
    (0..<text.lineCount).flatMap { entries(in: text.lineRange($0), of: text) }
  }

  /// The packages in a line, or a part of one, of a list for Python.
  static func entries(in line: ByteRange, of text: SourceText) -> [DependencyEntry] {
    var entries: [DependencyEntry] = []
    var scanner = RequirementScanner(text, line)
    while let entry = scanner.next(package) { entries.append(entry) }
    return entries
  }
}

extension String {
  /// Whether a package comes from a URL or a repository.
  fileprivate var isReference: Bool { contains("://") || hasPrefix("git") }
}

extension SourceText {
  /// Whether only blanks are before a range on its line.
  fileprivate func beginsLine(_ range: ByteRange) -> Bool {
    let start = max(contentStart, lineRange(lineIndex(at: range.lowerBound)).lowerBound)
    return bytes[start..<range.lowerBound].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }
}
