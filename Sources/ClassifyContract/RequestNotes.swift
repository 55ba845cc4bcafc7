// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

extension Ledger {
  /// Adds a note if a request member is null, which means the same as its absence.
  package mutating func noteOmitted<Value>(_ presence: Presence<Value>, at pointer: String) {
    if case .null = presence { add(.requestMemberOmitted, at: pointer, before: "null") }
  }

  /// Adds a note if a request member is null or empty, which means the same as its absence.
  package mutating func noteOmittedIfEmpty<Value: Collection & JSONWritable>(
    _ presence: Presence<Value>, at pointer: String
  ) {
    switch presence {
    case .absent: break
    case .null: add(.requestMemberOmitted, at: pointer, before: "null")
    case .value(let value):
      if value.isEmpty { add(.requestMemberOmitted, at: pointer, before: value.jsonText()) }
    }
  }

  /// Adds a note for each unknown member of a request body; without its value, which can be a
  /// secret under a misspelled name.
  package mutating func noteUnknown(_ members: JSONObject, at pointer: String) {
    for (name, _) in members {
      add(.memberUnknown, at: pointer + JSONPointer(tokens: [name]).description)
    }
  }
}
