// SPDX-License-Identifier: Apache-2.0

/// The severity of a change that a translation made to a value, from harmless to impossible.
public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
  /// The same meaning in another form.
  case normalized
  /// An implicit default is written explicitly.
  case defaulted
  /// The target has no field for the value: it is kept in the model and omitted from the output.
  case unplaced
  /// The nearest value that the target can express.
  case approximated
  /// Different pages, cost, or classifier.
  case meaningChanged
  /// The target can't express the value.
  case impossible
}

extension Effect: Comparable {
  /// Returns whether one effect is less severe than another.
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

/// The least severe effect that makes a translation fail.
public enum TranslationPolicy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Fails unless the target expresses the value exactly: from ``Effect/approximated`` on.
  case strict
  /// Fails if different pages, cost or classifier would result: from ``Effect/meaningChanged`` on.
  /// The default.
  case standard
  /// Fails only if the target can't express a value: ``Effect/impossible``.
  case permissive

  /// Returns whether a note with this effect makes the translation fail.
  public func refuses(_ effect: Effect) -> Bool {
    switch self {
    case .strict: effect >= .approximated
    case .standard: effect >= .meaningChanged
    case .permissive: effect >= .impossible
    }
  }
}
