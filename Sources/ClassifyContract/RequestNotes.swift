// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON
package import ClassifyModel

extension Ledger {
  /// The maximum number of unknown members of an object for which a name is suggested.
  private static let maximumSuggestions = 20

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
  ///
  /// - Parameters:
  ///   - shape: The object.
  ///   - pointer: The JSON Pointer of the object.
  ///   - body: The shape of the whole body; `nil` if the object is the body.
  package mutating func noteUnknownMembers<Shape: RequestShape>(
    of shape: Shape, at pointer: String, in body: (any RequestShape.Type)? = nil
  ) {
    for (position, member) in shape.unknownMembers.enumerated() {
      let isSuggesting = position < Self.maximumSuggestions
      note(
        UnknownRequestMember(
          member.name, among: isSuggesting ? Shape.memberNames : [], at: pointer,
          in: isSuggesting ? body ?? Shape.self : nil))
    }
  }

  /// Adds a note about an unknown member of an object in a request.
  ///
  /// - Parameters:
  ///   - name: The name of the member, not escaped.
  ///   - known: The names of the members that the object can have; one that is near is suggested.
  ///   - pointer: The JSON Pointer of the object.
  package mutating func noteUnknownMember(
    _ name: String, among known: [String], at pointer: String
  ) {
    note(UnknownRequestMember(name, among: known, at: pointer))
  }

  private mutating func note(_ member: UnknownRequestMember) {
    add(
      .requestMemberUnknown, at: member.pointer, message: member.sentence(whichIs: "left out"))
  }
}
