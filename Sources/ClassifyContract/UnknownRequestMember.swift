// SPDX-License-Identifier: Apache-2.0

package import ClassifyJSON

/// A wire shape of an object in a request body.
package protocol RequestShape {
  /// The names of the members in the service's reference.
  static var memberNames: [String] { get }
  /// The members that hold an object or an array of objects, each with the shape of those.
  static var parts: [(name: String, shape: any RequestShape.Type)] { get }
  /// The members that are not in the service's reference.
  var unknownMembers: JSONObject { get }
}

extension RequestShape {
  /// No parts.
  package static var parts: [(name: String, shape: any RequestShape.Type)] { [] }
}

/// A member of a request body that is not in the service's reference.
///
/// It has no value, which can be a secret under a misspelled name.
package struct UnknownRequestMember {
  /// The JSON Pointer of the member.
  package let pointer: String
  /// The name that was probably meant, in quotation marks, and where it belongs if that is another
  /// object; `nil` if no known name is near.
  package let suggestion: String?
  private let name: String

  /// Creates a member with a suggestion.
  ///
  /// - Parameters:
  ///   - name: The name of the member, not escaped.
  ///   - known: The names of the members that the object can have.
  ///   - pointer: The JSON Pointer of the object.
  ///   - body: The shape of the whole body, whose other objects are searched for a near name if the
  ///     object itself has none; `nil` if there are no others.
  package init(
    _ name: String, among known: [String], at pointer: String,
    in body: (any RequestShape.Type)? = nil
  ) {
    self.name = name
    self.pointer = pointer + JSONPointer(tokens: [name]).description
    let near = NearestName.nearest(to: name, among: known).map { "\"\($0)\"" }
    suggestion = near ?? body.flatMap { Self.place(nearestTo: name, in: $0) }
  }

  /// Returns the unknown members of a request body, which need not be valid otherwise.
  package static func all(in body: JSONValue, of shape: any RequestShape.Type) -> [Self] {
    all(in: body, of: shape, at: "", in: shape)
  }

  private static func all(
    in value: JSONValue, of shape: any RequestShape.Type, at pointer: String,
    in body: any RequestShape.Type
  ) -> [Self] {
    switch value {
    case .null, .bool, .number, .string: return []
    case .array(let elements):
      return elements.enumerated().flatMap { position, element in
        all(in: element, of: shape, at: "\(pointer)/\(position)", in: body)
      }
    case .object(let members):
      let known = shape.memberNames
      let parts = shape.parts
      return members.flatMap { name, value -> [Self] in
        if let part = parts.first(where: { $0.name == name }) {
          return all(in: value, of: part.shape, at: "\(pointer)/\(name)", in: body)
        }
        return known.contains(name) ? [] : [Self(name, among: known, at: pointer, in: body)]
      }
    }
  }

  /// Returns a sentence that names the member and the suggestion, without a period.
  ///
  /// - Parameter fate: What becomes of the member, such as `left out`; `nil` to leave that open.
  /// - Returns: The sentence.
  package func sentence(whichIs fate: String?) -> String {
    "the request has the unknown member \"\(name)\"" + (fate.map { ", which is \($0)" } ?? "")
      + (suggestion.map { "; did you mean \($0)?" } ?? "")
  }

  // MARK: - Members of other objects

  private static func place(
    nearestTo name: String, in body: any RequestShape.Type
  ) -> String? {
    let places = places(in: body, path: [])
    let near = NearestName.nearest(to: name, among: places.map(\.name))
    guard let place = places.first(where: { $0.name == near }) else { return nil }
    return place.parent.isEmpty
      ? "\"\(place.name)\" at the top level" : "\"\(place.name)\" in \"\(place.parent)\""
  }

  /// Returns the members of a shape, followed by those of its parts, each with the dotted path of its
  /// object.
  private static func places(
    in shape: any RequestShape.Type, path: [String]
  ) -> [(name: String, parent: String)] {
    shape.memberNames.map { (name: $0, parent: path.joined(separator: ".")) }
      + shape.parts.flatMap { places(in: $0.shape, path: path + [$0.name]) }
  }
}
