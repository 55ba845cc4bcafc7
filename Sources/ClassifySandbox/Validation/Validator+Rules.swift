// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON

extension Validator {
  /// Returns the rules of a job, which both versions limit alike.
  ///
  /// That types must be unique is in the documentation, and not in the schema.
  mutating func rules(_ field: Field) -> [ClassificationRule]? {
    guard let elements = list(field, count: 1...Int.max) else { return nil }
    var rules: [ClassificationRule] = []
    var seen: Set<String> = []
    for element in elements {
      guard let members = object(element) else { continue }
      let type = text(members["type"], length: 1...50)
      let description = text(members["description"], length: 10...2_000)
      guard let type, let description else { continue }
      if !seen.insert(type).inserted {
        reportValue("Rule types must be unique: '\(type)' occurs more than once", at: field)
      }
      rules.append(ClassificationRule(type: type, description: description))
    }
    return rules.count == elements.count ? rules : nil
  }
}

extension ClassificationRule {
  var json: JSONValue {
    ["type": .string(type), "description": .string(description)]
  }
}
