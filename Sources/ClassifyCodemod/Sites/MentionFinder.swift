// SPDX-License-Identifier: Apache-2.0

/// Finds comments, strings and fakes that name v1: they are reported and never edited.
struct MentionFinder {
  private let resolver: NameResolver
  private let names: FileNames
  private let parents: SyntaxParents

  init(_ resolver: NameResolver, _ names: FileNames, _ parents: SyntaxParents) {
    self.resolver = resolver
    self.names = names
    self.parents = parents
  }

  /// What only code of v1 contains.
  private static let code = [
    "classifier.classify(", "classifier.jobs", "ClassifyClient(", "LlamaClassify(",
    "aclassify_file", "classify_file_path", "classify_file_ids", "llama_cloud.types.classifier",
    "beta.classifier", "v1/classifier/jobs",
  ]

  /// The words by which a comment in a file with v1 sites shows that it is about v1.
  private static let words = [
    "MULTIMODAL", "PARTIAL_SUCCESS", "file_ids", "classifier.classify",
    "classifier.wait_for_completion",
  ]

  /// Returns the mentions of a file with some sites.
  func mentions(excluding sites: [Site]) -> [Site] {
    var mentions = comments(hasSites: !sites.isEmpty)
    let isNear = !sites.isEmpty || names.file.text.mentionsLlama
    mentions += strings(isNear: isNear)
    let fakes = fakes()
    if !fakes.isEmpty, isNear || resolver.index.mentionsLlama { mentions += fakes }
    mentions += faults(isNear: isNear)
    return mentions
  }

  private func site(_ kind: Site.MentionKind, _ range: ByteRange) -> Site {
    Site(kind: .mention(kind), range: range, certainty: .proved, proof: [])
  }

  // MARK: Comments

  /// Comments on consecutive lines are one mention.
  private func comments(hasSites: Bool) -> [Site] {
    let text = names.file.text
    var result: [Site] = []
    for comment in names.file.tree?.comments ?? [] {
      let content = text[comment.range]
      guard
        (Self.code + Self.words).contains(where: content.contains)
          || hasPages(content, isNearV1: hasSites)
      else { continue }
      if let last = result.last,
        text.lineIndex(at: last.range.upperBound) + 1
          == text.lineIndex(at: comment.range.lowerBound),
        text[last.range.upperBound..<comment.range.lowerBound].allSatisfy(\.isWhitespace)
      {
        result[result.count - 1] = site(
          .comment, last.range.lowerBound..<comment.range.upperBound)
      } else {
        result.append(site(.comment, comment.range))
      }
    }
    // What an earlier run left is left.
    return hasSites || CurrentVersions.usesV2(names.file) || text.namesShim ? result : []
  }

  /// Whether a comment has pages; those of v2 are no list.
  private func hasPages(_ comment: String, isNearV1: Bool) -> Bool {
    guard let name = comment.firstRange(of: "target_pages") else { return false }
    return isNearV1 || comment[name.upperBound...].prefix { $0 != "\n" }.contains("[")
  }

  // MARK: Strings

  private func strings(isNear: Bool) -> [Site] {
    var result: [Site] = []
    let isTest = names.path.isTest
    guard let tree = names.file.tree, names.file.text.contains("lassif") else { return [] }
    tree.walk { node in
      guard case .expression(let expression) = node, case .string(let literal) = expression.kind
      else { return true }
      let text = literal.parts.map { part in
        if case .text(let text, _) = part { text } else { "" }
      }.joined(separator: "\u{FFFC}")
      let isRequest = text.contains("v1/classifier/jobs")
      guard
        isRequest || isNear && Self.code.contains(where: text.contains) || isPatch(expression, text)
      else { return true }
      let isFake = isPatch(expression, text) || isRequest && isTest
      result.append(site(isFake ? .fake : .string, expression.range))
      return true
    }
    return result
  }

  /// The functions of test libraries that replace what a path names.
  private static let patchers: Set<String> = [
    "patch", "setattr", "object", "mock", "spy", "doMock",
  ]

  /// Whether a string names a part of v1 that a test replaces.
  private func isPatch(_ expression: Expression, _ text: String) -> Bool {
    guard
      text.contains(".classifier.") || text.hasSuffix(".classifier")
        || text.contains("classifier.classify"),
      parents.calls(around: expression).contains(where: {
        Self.patchers.contains($0.callee.lastName ?? "")
      })
    else { return false }
    return resolver.index.mentionsLlama
  }

  // MARK: Fakes

  private func fakes() -> [Site] {
    var result: [Site] = []
    // `client.classifier.classify = AsyncMock()`, `….return_value = …`
    for name in SDKNames.operationNames {
      let targets = names.memberWrites[name]?.map(\.target) ?? []
      for expression in (names.members[name] ?? []) + targets {
        guard case .member(let function) = expression.kind,
          let owner = function.base.unwrapped.lastName, owner == "classifier" || owner == "jobs",
          function.base.unwrapped.isChain(through: "classifier"),
          TestDoubles.isReplaced(expression, parents)
        else { continue }
        result.append(site(.fake, expression.range))
      }
    }
    // `class FakeClassifier: def classify(self, *, file_ids, rules): …`
    for function in names.functions.values {
      guard let name = function.function.name, SDKNames.operationNames.contains(name.text),
        let range = function.type, let type = names.types[range]?.declaration.name
      else { continue }
      let parameters = Set(
        function.function.parameters.flatMap { $0.target.boundNames.map(\.text) })
      guard parameters.isSuperset(of: ["file_ids", "rules"]),
        names.path.isTest || type.text.isFakeName
      else { continue }
      result.append(site(.fake, name.range))
    }
    return result + TestDoubles.ranges(in: names).map { site(.fake, $0) }
  }

  // MARK: Unclear syntax

  private func faults(isNear: Bool) -> [Site] {
    guard isNear, let tree = names.file.tree else { return [] }
    return tree.faults.filter { fault in
      let text = names.file.text[fault.range]
      return text.contains("lassif") || text.contains("PARTIAL_SUCCESS")
    }.map { site(.unclearSyntax, $0.range) }
  }
}

extension Expression {
  /// Whether a name is in a chain of members.
  fileprivate func isChain(through name: String) -> Bool {
    var current = self
    while true {
      if current.lastName == name { return true }
      guard case .member(let member) = current.kind else { return false }
      current = member.base.unwrapped
    }
  }
}

extension SourceText {
  /// Whether the text names a module of the shim.
  fileprivate var namesShim: Bool {
    WordScan(["classify_v2", "classifyV2"]).matches(bytes)
  }
}

extension FilePath {
  /// Whether the path is that of a test or its helpers.
  var isTest: Bool {
    description.lowercased().split { "/._-".contains($0) }.contains {
      $0.hasPrefix("test")
        || ["spec", "specs", "mocks", "fakes", "conftest", "fixtures"].contains($0)
    }
  }
}

extension String {
  /// Whether a class is a stand-in by its name.
  fileprivate var isFakeName: Bool {
    let name = lowercased()
    return ["fake", "mock", "stub", "dummy", "recording"].contains { name.contains($0) }
  }
}
