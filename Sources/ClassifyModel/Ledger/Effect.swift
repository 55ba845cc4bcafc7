// SPDX-License-Identifier: Apache-2.0

/// How much it matters what a translation did to a value, from harmless to impossible.
public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
  /// The same meaning in another text.
  case normalized
  /// An implicit value was written out.
  case defaulted
  /// The target has no place for it: it is kept in the model and absent from the wire.
  case unplaced
  /// The nearest thing that the target can say.
  case approximated
  /// Other pages, other cost, or another classifier.
  case meaningChanged
  /// It can't be said at all.
  case impossible
}

extension Effect: Comparable {
  /// Tells whether one effect matters less than another.
  public static func < (left: Effect, right: Effect) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .normalized: 0
    case .defaulted: 1
    case .unplaced: 2
    case .approximated: 3
    case .meaningChanged: 4
    case .impossible: 5
    }
  }
}

/// From which effect on a translation is refused.
public enum TranslationPolicy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Refuses whatever is not exactly what was said: from ``Effect/approximated`` on.
  case strict
  /// Refuses what would read other pages, cost otherwise or classify otherwise: from
  /// ``Effect/meaningChanged`` on. The default.
  case standard
  /// Refuses only what can't be said at all.
  case permissive

  /// Tells whether a note of this effect makes the translation fail.
  public func refuses(_ effect: Effect) -> Bool {
    switch self {
    case .strict: effect >= .approximated
    case .standard: effect >= .meaningChanged
    case .permissive: effect >= .impossible
    }
  }
}
