// SPDX-License-Identifier: Apache-2.0

/// Whether the shim takes the arguments of a v1 call, and returns what code reads.
struct ShimCall {
  let program: ProgramFile
  let call: CallSite

  /// The members of v1 values that the shim does not have.
  private static let missingMembers: Set<String> = [
    "parsing_configuration", "effective_at", "job_record_id",
  ]

  /// The arguments that the shim passes on.
  private static let members: Set<String> = [
    "file_ids", "rules", "mode", "parsing_configuration", "organization_id", "project_id",
    "extra_headers", "extra_query", "timeout", "polling_interval", "max_interval", "backoff",
    "verbose", "classify_job_id",
  ]

  var isServed: Bool {
    call.operation != .list && !readsMissingMember && takesArguments
  }

  private var readsMissingMember: Bool {
    call.flow.uses.contains { use in
      guard case .member(let name) = use.context else { return false }
      return use.value == .job && Self.missingMembers.contains(name.text)
    }
  }

  private var takesArguments: Bool {
    if program.spelling.hasKeywordArguments {
      return call.call.arguments.enumerated().allSatisfy { index, argument in
        switch argument.label {
        case .positional: index == 0 && takesJobID
        case .keyword(let name): takes(name.text, argument.value)
        case .spread, .keywordSpread: false
        }
      }
    }
    guard call.call.arguments.allSatisfy({ $0.label == .positional }) else { return false }
    guard !takesJobID else { return true }
    guard let first = call.call.arguments.first?.value else { return false }
    let value = program.finder.definition(of: first, in: program.file)?.value ?? first
    guard case .dictionary(let entries) = value.kind else { return false }
    return entries.allSatisfy { entry in entry.name.map { takes($0, entry.value) } ?? false }
  }

  private var takesJobID: Bool { [.get, .results, .wait].contains(call.operation) }

  private func takes(_ name: String, _ value: Expression) -> Bool {
    // The shim takes no mark of the SDK for a mode.
    guard Self.members.contains(name), name != "mode" || !program.isOmitted(value) else {
      return false
    }
    switch (name, program.constant(value)?.value) {
    case ("mode", .text(let mode)?): return mode == "FAST"
    case ("parsing_configuration", .dictionary(let entries)?):
      return (try? ConfigurationTranslation(entries)) != nil
    default: return true
    }
  }
}
