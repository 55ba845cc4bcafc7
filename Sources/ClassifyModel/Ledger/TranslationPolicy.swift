// SPDX-License-Identifier: Apache-2.0

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
