// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel

/// Tells whether a difference between two texts is told of by the notes of the trip between them.
///
/// Both versions' pointers are brought to one form first: a document's number, if there is one,
/// and the path of the member in v1's words.
public struct NoteCoverage: Sendable {
  /// A place that means the same in both versions.
  struct Place: Sendable, Equatable {
    var document: String?
    var path: [String]
  }

  /// The places of the pointers that were met: they are few, and met again and again.
  private var known: [String: Place] = [:]

  /// Makes a judge that has seen nothing.
  public init() {}

  /// Returns the differences that no note is about.
  ///
  /// - Parameters:
  ///   - differences: The tokens of the pointers of what differs.
  ///   - notes: The notes of every step.
  /// - Returns: Those without a note at the place itself, above or below it.
  public mutating func silent(_ differences: [[String]], notes: [Note]) -> [[String]] {
    guard !differences.isEmpty else { return [] }
    var told = notes.map { place(ofPointer: $0.pointer) }
    // The note stands at the old name, and the new one is file_input.
    if notes.contains(where: { $0.code == .documentInputRenamed }) {
      told.append(Place(path: ["document"]))
    }
    return differences.filter { difference in
      let place = Self.place(of: difference)
      return !told.contains { Self.covers($0, place) }
    }
  }

  private mutating func place(ofPointer pointer: String) -> Place {
    if let place = known[pointer] { return place }
    let place = Self.place(of: JSONPointer(pointer)?.tokens ?? [])
    known[pointer] = place
    return place
  }

  /// A note about the whole record covers nothing: each member has to have its own.
  private static func covers(_ note: Place, _ difference: Place) -> Bool {
    guard !note.path.isEmpty, !difference.path.isEmpty,
      note.document == difference.document || note.document == nil || difference.document == nil
        || (note.document == "0" && isShared(note.path))
    else { return false }
    return note.path.starts(with: difference.path) || difference.path.starts(with: note.path)
  }

  /// One word for what both versions say in several, or in different ones.
  private static let words: [String: [String]] = [
    "file_input": ["document"], "document_input_value": ["document"],
    "document_input_type": ["document"], "file_id": ["document"], "file_ids": ["document"],
    "rules": ["configuration", "rules"], "mode": ["configuration", "mode"],
    "parsing_configuration": ["configuration", "parsing_configuration"],
    // A result names its job, so another id of the job is another name here.
    "classify_job_id": ["id"],
  ]

  /// The configuration is one for all jobs of a group, and noted at the first.
  private static func isShared(_ path: [String]) -> Bool {
    path.first == "configuration" || path == ["configuration_id"]
  }

  static func place(of tokens: [String]) -> Place {
    var path = tokens[...]
    var document: String?
    if path.first == "items" {
      // Without a number it is the list as a whole: how many documents there are, and which.
      guard path.count > 1 else { return Place(path: ["document"]) }
      path = path.dropFirst()
    }
    if let first = path.first, Int(first) != nil {
      document = first
      path = path.dropFirst()
    }
    guard let first = path.first, let word = words[first] else {
      return Place(document: document, path: Array(path))
    }
    return Place(
      document: first == "classify_job_id" ? nil : document, path: word + path.dropFirst())
  }
}
