// SPDX-License-Identifier: Apache-2.0

/// Findings that say the same of several places: reports print the text once.
package struct FindingGroup: Sendable {
  /// What all the findings are about.
  package let code: FindingCode
  /// What all the findings say.
  package let message: String
  /// The findings with their files, at least one.
  package private(set) var members: [(file: FilePlan, finding: Finding)]

  private struct Key: Hashable {
    var code: FindingCode
    var message: String
  }

  /// Groups findings by code and message, in the order of the first of each group.
  package static func groups(
    of findings: some Sequence<(file: FilePlan, finding: Finding)>
  ) -> [FindingGroup] {
    var positions: [Key: Int] = [:]
    var groups: [FindingGroup] = []
    for (file, finding) in findings {
      let key = Key(code: finding.code, message: finding.message)
      if let position = positions[key] {
        groups[position].members.append((file, finding))
      } else {
        positions[key] = groups.count
        groups.append(
          FindingGroup(
            code: finding.code, message: finding.message, members: [(file, finding)]))
      }
    }
    return groups
  }

  /// What a person does about it; nil where the message says so itself.
  package var advice: String? { members.first?.finding.advice }
}

extension MigrationPlan {
  /// Returns the findings of a kind, in the order of the files.
  package func groups(of kind: FindingKind) -> [FindingGroup] {
    FindingGroup.groups(
      of: files.flatMap { file in
        file.findings.filter { $0.code.kind == kind }.map { (file: file, finding: $0) }
      })
  }
}
