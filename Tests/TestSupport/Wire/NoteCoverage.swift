// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

/// Checks that the notes of a translation cover every difference between two JSON values.
///
/// It first converts both versions' pointers to one form: the document's number, if any, and a
/// canonical path of the member.
public struct NoteCoverage: Sendable {
  /// A location that is the same for both versions.
  struct Place: Sendable, Equatable {
    var document: String?
    var path: [String]
  }

  /// A cache of places, since few pointers occur many times.
  private var placesByPointer: [String: Place] = [:]

  /// Creates a check with an empty cache.
  public init() {}

  /// Returns the differences that no note covers.
  ///
  /// - Parameters:
  ///   - differences: The JSON Pointer tokens of the differences.
  ///   - notes: The notes of all steps.
  /// - Returns: The differences without a note at their place, above it, or below it.
  public mutating func silent(_ differences: [[String]], notes: [Note]) -> [[String]] {
    guard !differences.isEmpty else { return [] }
    var noted = notes.map { place(ofPointer: $0.pointer) }
    // The note's pointer has the old name; the new one is file_input.
    if notes.contains(where: { $0.code == .documentInputRenamed }) {
      noted.append(Place(path: ["document"]))
    }
    return differences.filter { difference in
      let place = Self.place(of: difference)
      return !noted.contains { Self.covers($0, place) }
    }
  }

  private mutating func place(ofPointer pointer: String) -> Place {
    if let place = placesByPointer[pointer] { return place }
    let place = Self.place(of: JSONPointer(pointer)?.tokens ?? [])
    placesByPointer[pointer] = place
    return place
  }

  /// Returns whether a note covers a difference; a note about the whole record covers none.
  private static func covers(_ note: Place, _ difference: Place) -> Bool {
    guard !note.path.isEmpty, !difference.path.isEmpty,
      note.document == difference.document || note.document == nil || difference.document == nil
        || (note.document == "0" && isShared(note.path))
    else { return false }
    return note.path.starts(with: difference.path) || difference.path.starts(with: note.path)
  }

  /// The canonical paths of members whose names differ between or within versions.
  private static let canonicalPaths: [String: [String]] = [
    "file_input": ["document"], "document_input_value": ["document"],
    "document_input_type": ["document"], "file_id": ["document"], "file_ids": ["document"],
    "rules": ["configuration", "rules"], "mode": ["configuration", "mode"],
    "parsing_configuration": ["configuration", "parsing_configuration"],
    // A result contains its job's ID, so a new job ID changes it too.
    "classify_job_id": ["id"],
  ]

  /// Returns whether all jobs of a group share a member, which is noted at the first job.
  private static func isShared(_ path: [String]) -> Bool {
    path.first == "configuration" || path == ["configuration_id"]
  }

  static func place(of tokens: [String]) -> Place {
    var path = tokens[...]
    var document: String?
    if path.first == "items" {
      // Without a number it is the whole list: the number and order of documents.
      guard path.count > 1 else { return Place(path: ["document"]) }
      path = path.dropFirst()
    }
    if let first = path.first, Int(first) != nil {
      document = first
      path = path.dropFirst()
    }
    guard let first = path.first, let canonicalPath = canonicalPaths[first] else {
      return Place(document: document, path: Array(path))
    }
    return Place(
      document: first == "classify_job_id" ? nil : document, path: canonicalPath + path.dropFirst())
  }
}
