// SPDX-License-Identifier: Apache-2.0

/// The URL of a request to v1, in a word of a script or in a variable.
struct ShellURL: Sendable {
  /// What the path names.
  enum Resource: Sendable, Hashable { case jobs, job, results }

  /// How sure it is that the URL is LlamaCloud's.
  enum Match: Sendable, Hashable {
    case proved
    /// The host is unknown or a foreign one.
    case probable
  }

  var resource: Resource
  var match: Match
  /// The edits that make it the URL of v2.
  var edits: [Edit]
  /// The variables that hold the URL or its start and are edited.
  var variables: Set<String> = []

  private static let path = "/classifier/jobs"
  private static let newPath = "/v2/classify"
  private static let version = "/v1"

  /// Reads a word; nil if it is no URL of v1.
  init?(_ word: ShellWord, in outline: ShellOutline) {
    self.init(word, in: outline, isValue: false)
  }

  private init?(_ word: ShellWord, in outline: ShellOutline, isValue: Bool) {
    guard let value = ShellText(word, in: outline.text) else { return nil }
    if let path = value.text.bytes.firstRange(of: Self.path.utf8) {
      self.init(value, path, in: outline)
    } else if !isValue, let variable = value.variables.first, variable.inner.lowerBound == 0,
      case .variable(let name) = variable.part.kind,
      let assignment = outline.onlyAssignment(of: name),
      var base = ShellURL(assignment.value, in: outline, isValue: true), base.resource == .jobs
    {
      base.variables.insert(name)
      guard base.append(from: variable.inner.upperBound, value) else { return nil }
      self = base
    } else {
      return nil
    }
  }

  private init?(
    _ value: ShellText, _ path: ByteRange, in outline: ShellOutline
  ) {
    resource = .jobs
    edits = []
    let head = value.text[0..<path.lowerBound]
    if head.hasSuffix(Self.version) {
      let start = path.lowerBound - Self.version.utf8.count
      guard let edit = value.edit(BodyEdit(start..<path.upperBound, Self.newPath)) else {
        return nil
      }
      edits = [edit]
      match = Self.isForeign(head) ? .probable : .proved
    } else if let variable = value.variables.last(where: {
      $0.inner.upperBound == path.lowerBound
    }), let name = variable.part.variableName,
      let outer = value.outerRange(variable.inner.lowerBound..<path.upperBound)
    {
      let isVersioned = Self.endsWithVersion(name, in: outline)
      edits = [Edit(outer, "${\(name)%\(Self.version)}\(Self.newPath)")]
      match = isVersioned ? .proved : .probable
    } else {
      return nil
    }
    guard append(from: path.upperBound, value) else { return nil }
  }

  /// Reads the rest of a path; false if v1 has no such path.
  private mutating func append(from start: Int, _ value: ShellText) -> Bool {
    let bytes = value.text.bytes
    let query = bytes[start...].firstIndex(of: UInt8(ascii: "?")) ?? bytes.count
    var end = query
    if end > start, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    let rest = value.text[start..<end]
    guard !rest.isEmpty else { return true }
    let components = rest.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard rest.hasPrefix("/"), !components[0].isEmpty else { return false }
    if components.count == 1 {
      resource = .job
      return true
    }
    let results = "/results"
    guard components.count == 2, components[1] == "results",
      let edit = value.edit(BodyEdit(end - results.utf8.count..<end))
    else { return false }
    resource = .results
    edits.append(edit)
    return true
  }

  /// Whether a literal host is not LlamaCloud's or a local one.
  private static func isForeign(_ head: String) -> Bool {
    guard let scheme = head.firstRange(of: "://") else { return false }
    let host = head[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" }
    let isKnown = host.contains("llamaindex") || host.contains(Placeholder.quoted)
    return !isKnown && host.contains(".") && host != "127.0.0.1"
  }

  /// Whether the value of a variable, or its default, ends with the version.
  private static func endsWithVersion(_ name: String, in outline: ShellOutline) -> Bool {
    guard let value = outline.onlyAssignment(of: name)?.value else { return false }
    let source = outline.text[value.range]
    return source.trimmingQuotes.hasSuffix(version)
  }
}

extension ShellPart {
  /// The variable that is expanded without an operator.
  var variableName: String? {
    if case .variable(let name) = kind { name } else { nil }
  }
}

extension String {
  /// The text without quotes and brackets at its end: `"${HOST:-https://…/v1}"`.
  fileprivate var trimmingQuotes: String {
    String(reversed().drop { "\"'}/".contains($0) }.reversed())
  }
}
