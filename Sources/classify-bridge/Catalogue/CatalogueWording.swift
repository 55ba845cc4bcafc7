// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension CatalogueEntry {
  /// The effect in a word: `same` where nothing is noted.
  var effectWord: String { effect?.rawValue ?? "same" }
}

extension CatalogueEntry.Direction {
  /// The direction as an arrow between the versions.
  var arrow: String {
    switch self {
    case .v1ToV2: "v1 → v2"
    case .v2ToV1: "v2 → v1"
    case .both: "v1 ↔ v2"
    }
  }
}

extension CatalogueEntry.Area {
  /// The heading of the area.
  var heading: String {
    switch self {
    case .status: "Status"
    case .request: "Request"
    case .pages: "Pages"
    case .language: "Language"
    case .webhooks: "Webhooks"
    case .response: "Response"
    }
  }
}

extension Effect {
  /// What the effect means, in a few words.
  var meaning: String {
    switch self {
    case .normalized: "The same meaning in another text."
    case .defaulted: "An implicit value was written out."
    case .unplaced: "The target has no place for it: kept in the model, absent from the wire."
    case .approximated: "The nearest thing that the target can say."
    case .meaningChanged: "Other pages, other cost, or another classifier."
    case .impossible: "It can't be said at all."
    }
  }
}
