// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Rewrites the value of v1's `parsing_configuration` for v2.
struct ParsingRewrite {
  let program: ProgramFile
  /// The call's arguments, whose quotes new text takes over.
  let surroundings: ByteRange

  enum Outcome {
    case edits(Rewrite)
    /// Nothing would be left of it; the edits are remarks only.
    case removed(Rewrite)
  }

  /// Returns what to write if a call has no parsing configuration.
  func absent(at range: ByteRange) throws(Refusal) -> (value: String?, Rewrite) {
    let members = try translation([], at: range)
    var rewrite = Rewrite()
    var value: String?
    for member in members {
      guard case .add(let limit) = member.change else { continue }
      value = program.spelling.object(
        member.name, "\(limit)", quote: program.quote(in: surroundings))
      rewrite.remarks.append(member.finding(at: range))
    }
    return (value, rewrite)
  }

  /// Rewrites a value.
  func outcome(for value: Expression) throws(Refusal) -> Outcome {
    if let list = try list(value) { return try outcome(for: list, at: value.range) }
    if let definition = program.finder.definition(of: value, in: program.file),
      definition.hasOneReader, definition.path == program.file.path,
      let list = try list(definition.value)
    {
      // The name must keep a value.
      switch try outcome(for: list, at: definition.value.range) {
      case .edits(let rewrite): return .edits(rewrite)
      case .removed(var rewrite):
        rewrite.edits = try list.removing(Set(list.entries.indices), in: program)
        return .edits(rewrite)
      }
    }
    switch program.constant(value)?.value {
    case .dictionary(let entries)?:
      let members = try translation(entries, at: value.range)
      guard members.allSatisfy({ $0.change == .keep }) else { throw unknown(value) }
      return .edits(Rewrite(remarks: members.map { $0.finding(at: value.range) }))
    case .null?, .undefined?: return try null(value)
    default: throw unknown(value)
    }
  }

  /// No parsing configuration means v1's defaults.
  private func null(_ value: Expression) throws(Refusal) -> Outcome {
    var (text, rewrite) = try absent(at: value.range)
    if let text { rewrite.edits.append(try program.replacement(of: value.range, by: text)) }
    return .edits(rewrite)
  }

  private func unknown(_ value: Expression) -> Refusal {
    Refusal(
      .pagesVariable, at: value.range,
      "this parsing configuration is known only at run time: v1 reads 5 pages unless it says"
        + " otherwise and counts pages from 0; build v2's where its values are known")
  }

  /// The members of a dictionary, or the arguments of a call of v1's type.
  private func list(_ value: Expression) throws(Refusal) -> ArgumentList? {
    if case .call(let call) = value.kind,
      case .type(.parsingConfiguration, let sdk)? =
        program.finder.origin(of: call.callee, in: program.file)?.entity,
      sdk == .python
    {
      return try ArgumentList(call)
    }
    do throws(Refusal) {
      return try ArgumentList(value, spelling: program.spelling)
    } catch {
      throw Refusal(.pagesVariable, at: error.range, error.message)
    }
  }

  private func outcome(
    for list: ArgumentList, at range: ByteRange
  ) throws(Refusal) -> Outcome {
    var entries: [Constant.Value.Entry] = []
    var pages: [Edit] = []
    for entry in list.entries {
      let value: Constant.Value
      switch entry.name {
      case "target_pages":
        let rewrite = PagesRewrite(program: program, surroundings: surroundings)
        switch try rewrite.outcome(for: entry.value) {
        case .null: value = .null
        case .edits(let edits, let indices):
          pages = list.naming(entry, in: edits)
          value = .list(indices.map { .integer($0) })
        }
      case "lang": value = program.constant(entry.value)?.value ?? .text(Self.anyLanguage)
      default:
        guard let constant = program.constant(entry.value) else {
          throw Refusal(
            .pagesVariable, at: entry.range,
            "\(entry.name) is known only at run time, and v2 rejects 0 and less; build v2's"
              + " parsing configuration where its values are known")
        }
        value = constant.value
      }
      entries.append(Constant.Value.Entry(name: entry.name, value: value))
    }
    return try outcome(for: list, entries, pages, at: range)
  }

  private func outcome(
    for list: ArgumentList, _ entries: [Constant.Value.Entry], _ pages: [Edit], at range: ByteRange
  ) throws(Refusal) -> Outcome {
    var rewrite = Rewrite()
    var removed: Set<Int> = []
    var added: [ConfigurationTranslation.Member] = []
    for member in try translation(entries, at: range) {
      let index = entries.firstIndex { $0.name == member.name }
      let finding = member.finding(at: index.map { list.entries[$0].range } ?? range)
      rewrite.remarks.append(index.map { naming(list.entries[$0].value, in: finding) } ?? finding)
      switch member.change {
      case .keep: continue
      case .pages: rewrite.edits += pages
      case .remove: removed.formUnion(index.map { [$0] } ?? [])
      case .add: added.append(member)
      }
    }
    if removed.count == list.entries.count, !removed.isEmpty, list.style != .keywords,
      !program.tree.hasComment(in: list.brackets)
    {
      return .removed(rewrite)
    }
    if !removed.isEmpty { rewrite.edits += try list.removing(removed, in: program) }
    for member in added {
      guard case .add(let limit) = member.change else { continue }
      // An undefined member is there, and gets a value.
      if let index = entries.firstIndex(where: { $0.name == member.name }) {
        let entry = list.entries[index]
        let edit = try program.replacement(of: entry.value.range, by: "\(limit)")
        rewrite.edits += list.naming(entry, in: [edit])
      } else {
        rewrite.edits += list.appending(member.name, "\(limit)", in: program)
      }
    }
    return .edits(rewrite)
  }

  /// Adds the name of the constant that pages come from.
  private func naming(_ value: Expression, in finding: Finding) -> Finding {
    guard finding.code == .pagesRewritten else { return finding }
    switch value.kind {
    case .name, .member: return finding.adding("; they are those of \(program.source(value))")
    default: return finding
    }
  }

  private func translation(
    _ entries: [Constant.Value.Entry], at range: ByteRange
  ) throws(Refusal) -> [ConfigurationTranslation.Member] {
    do throws(ConfigurationTranslation.InvalidMember) {
      return try ConfigurationTranslation(entries).members
    } catch {
      throw Refusal(error, at: range)
    }
  }

  /// Stands for a language that is known only at run time: every text stays as it is.
  private static let anyLanguage = "en"
}
