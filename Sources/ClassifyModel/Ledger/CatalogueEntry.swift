// SPDX-License-Identifier: Apache-2.0

/// One row of the mapping between the versions.
public struct CatalogueEntry: Sendable, Hashable, Codable {
  /// The part of the API that a row belongs to.
  public enum Area: String, Sendable, Hashable, Codable, CaseIterable {
    /// Job statuses.
    case status
    /// Request bodies and list queries.
    case request
    /// Page selections.
    case pages
    /// Document languages.
    case language
    /// Webhook configurations.
    case webhooks
    /// Jobs and results.
    case response
  }

  /// The code of the row's notes, and its stable name.
  public let code: NoteCode
  /// The part of the API.
  public let area: Area
  /// The version that is translated from; `nil` if the row applies in every direction.
  public let source: APIVersion?
  /// How much the difference matters; `nil` if there is none, and nothing is noted.
  public let effect: Effect?
  /// What each version has there, in a few words.
  public let texts: [APIVersion: String]
  /// What happens and why, in one or two sentences.
  public let summary: String
}
