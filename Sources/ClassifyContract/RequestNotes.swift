// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

extension Ledger {
  /// Notes a member of a request that is null, which means what its absence means.
  package mutating func noteOmitted<Value>(_ presence: Presence<Value>, at pointer: String) {
    if case .null = presence { add(.requestMemberOmitted, at: pointer, before: "null") }
  }

  /// Notes a member of a request that is null or empty, which means what its absence means.
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

  /// Notes the members of a request body that the contract does not have.
  package mutating func noteUnknown(_ members: JSONObject, at pointer: String) {
    for (name, value) in members {
      add(
        .memberUnknown, at: pointer + JSONPointer(tokens: [name]).description,
        before: value.jsonText())
    }
  }
}
