// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The places in source records of the pointers that translators write.
///
/// Pointers refer to what a translator reads or to what it writes; here, all refer to the source.
enum NotePlaces {
  /// The place of a note on a v1 job that is written as v2 jobs.
  ///
  /// Read: the job, and `/items/0`. Written: `/0/configuration/mode`, `/0/status` and so on.
  static func place(
    ofV1 pointer: String, job: SourcePlace, items: [SourcePlace]
  ) -> (pointer: String, source: Int) {
    if let (index, rest) = split(pointer, below: "/items"), items.indices.contains(index) {
      return (items[index].pointer + rest, items[index].source)
    }
    guard let (index, rest) = split(pointer, below: "") else {
      return (job.pointer + pointer, job.source)
    }
    let members = ["/file_input": "/file_id", "/id": "/id", "/document_input_type": "/file_id"]
    if let member = members[rest], items.indices.contains(index) {
      return (items[index].pointer + member, items[index].source)
    }
    let own = rest == "/transaction_id" ? "/id" : removing("/configuration", from: rest)
    return (job.pointer + own, job.source)
  }

  /// The place of a note on v2 jobs that are written as a v1 job with its results.
  ///
  /// Read: `/0/status` of a group, `/status` of another job. Written: `/parsing_configuration` and
  /// so on, and `/items/0`.
  static func place(ofV2 pointer: String, count: Int) -> (pointer: String, source: Int) {
    for parent in ["/items", ""] {
      guard let (index, rest) = split(pointer, below: parent), index < count else { continue }
      return (rest == "/file_id" ? "/file_input" : rest, index)
    }
    return (configured(pointer), 0)
  }

  /// The place of a note on a request body.
  static func place(ofBody pointer: String, from version: APIVersion) -> String {
    switch version {
    case .v1:
      let own = removing("/configuration", from: pointer)
      return own == "/file_input" ? "/file_ids" : own
    case .v2:
      return pointer == "/file_ids" || pointer.hasPrefix("/file_ids/")
        ? "/file_input" : configured(pointer)
    }
  }

  /// Returns where v2 has a member of v1's jobs and bodies.
  private static func configured(_ pointer: String) -> String {
    let isConfigured = ["/rules", "/mode", "/parsing_configuration"].contains {
      pointer == $0 || pointer.hasPrefix($0 + "/")
    }
    return isConfigured ? "/configuration" + pointer : pointer
  }

  private static func removing(_ parent: String, from pointer: String) -> String {
    pointer.hasPrefix(parent + "/") ? String(pointer.dropFirst(parent.count)) : pointer
  }

  /// Splits a pointer such as `/items/0/result` into the index and the rest.
  private static func split(_ pointer: String, below parent: String) -> (index: Int, rest: String)?
  {
    guard pointer.hasPrefix(parent + "/") else { return nil }
    let digits = pointer.dropFirst(parent.count + 1).prefix { $0.isASCII && $0.isNumber }
    guard let index = Int(digits),
      digits.endIndex == pointer.endIndex
        || pointer[digits.endIndex] == "/"
    else { return nil }
    return (index, String(pointer[digits.endIndex...]))
  }
}
