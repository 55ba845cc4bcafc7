// SPDX-License-Identifier: Apache-2.0

/// One row of the mapping between the versions: what becomes of what.
public struct CatalogueEntry: Sendable, Hashable, Codable {
  /// The part of the API that a row is about.
  public enum Area: String, Sendable, Hashable, Codable, CaseIterable {
    /// The statuses of jobs.
    case status
    /// What is asked of the service.
    case request
    /// The selection of pages.
    case pages
    /// The language of documents.
    case language
    /// Where events are delivered.
    case webhooks
    /// What the service answers.
    case response
  }

  /// The way in which a row applies.
  public enum Direction: String, Sendable, Hashable, Codable, CaseIterable {
    /// From v1 to v2.
    case v1ToV2
    /// From v2 to v1.
    case v2ToV1
    /// Both ways.
    case both
  }

  /// The stable name of the row, and the code of its notes.
  public let code: NoteCode
  /// The part of the API.
  public let area: Area
  /// The way in which the row applies.
  public let direction: Direction
  /// How much it matters; `nil` if the two sides mean the same in the same words: nothing is noted.
  public let effect: Effect?
  /// What v1 says.
  public let v1: String
  /// What v2 says.
  public let v2: String
  /// What happens and why, for a person.
  public let summary: String
}
