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

  /// Adds a note for each unknown member of an object in a request body.
  package mutating func noteUnknownMembers<Shape: RequestShape>(of shape: Shape, at pointer: String)
  {
    for (name, _) in shape.unknownMembers {
      noteUnknownMember(name, among: Shape.memberNames, at: pointer)
    }
  }

  /// Adds a note about an unknown member of an object in a request.
  ///
  /// The note has the member's name and no value, which can be a secret under a misspelled name.
  ///
  /// - Parameters:
  ///   - name: The name of the member, not escaped.
  ///   - known: The names of the members that the object can have; one that is near is suggested.
  ///   - pointer: The JSON Pointer of the object.
  package mutating func noteUnknownMember(
    _ name: String, among known: [String], at pointer: String
  ) {
    let suggestion = NearestName.nearest(to: name, among: known)
    add(
      .requestMemberUnknown, at: pointer + JSONPointer(tokens: [name]).description,
      message: "the request has the unknown member \"\(name)\", which is left out"
        + (suggestion.map { "; did you mean \"\($0)\"?" } ?? ""))
  }
}

/// A wire shape of an object in a request body.
package protocol RequestShape {
  /// The names of the members in the service's reference.
  static var memberNames: [String] { get }
  /// The members that are not in the service's reference.
  var unknownMembers: JSONObject { get }
}
