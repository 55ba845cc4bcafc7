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
  /// The severity of the difference; `nil` if there is none, and no note is added.
  public let effect: Effect?
  /// The value in each version, in a few words.
  public let texts: [APIVersion: String]
  /// The change and its reason, in one or two sentences.
  public let summary: String
}
