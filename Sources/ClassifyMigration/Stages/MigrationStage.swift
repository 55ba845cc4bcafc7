// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// A stage of the migration from v1 to v2: which version answers, and which one is mirrored.
@nonexhaustive
public enum MigrationStage: Sendable, Hashable {
  /// v1 answers.
  case v1Only
  /// v1 answers, and requests are mirrored to v2.
  case shadow
  /// v2 answers a share of the requests, and v1 the others.
  ///
  /// `mirrors` is whether each request is mirrored to the version that does not answer it.
  case canary(Share, mirrors: Bool)
  /// v2 answers, and requests are mirrored to v1.
  case rampDown
  /// v2 answers.
  case v2Only
}

extension MigrationStage {
  /// The version whose jobs come first in lists: v1 until every request is answered by v2.
  var leadingVersion: APIVersion {
    switch self {
    case .v1Only, .shadow, .canary: .v1
    case .rampDown, .v2Only: .v2
    }
  }

  /// Returns the version to mirror a request to, or `nil` for none.
  ///
  /// - Parameter version: The version that answered the request.
  /// - Returns: The version.
  func mirroredVersion(of version: APIVersion) -> APIVersion? {
    switch self {
    case .v1Only, .v2Only: nil
    case .shadow: version == .v1 ? .v2 : nil
    case .canary(_, let mirrors): mirrors ? version.other : nil
    case .rampDown: version == .v2 ? .v1 : nil
    }
  }
}

extension APIVersion {
  /// The version to migrate to or from.
  var other: APIVersion {
    switch self {
    case .v1: .v2
    case .v2: .v1
    }
  }
}

extension MigrationStage: LosslessStringConvertible {
  private static let canaryPrefix = "canary:"
  private static let mirrorSuffix = "+mirror"

  /// Parses the text form, or returns `nil` for any other text.
  public init?(_ description: String) {
    switch description {
    case "v1Only": self = .v1Only
    case "shadow": self = .shadow
    case "rampDown": self = .rampDown
    case "v2Only": self = .v2Only
    default:
      guard description.hasPrefix(Self.canaryPrefix) else { return nil }
      var text = description.dropFirst(Self.canaryPrefix.count)
      let mirrors = text.hasSuffix(Self.mirrorSuffix)
      if mirrors { text = text.dropLast(Self.mirrorSuffix.count) }
      guard let share = Share(String(text)) else { return nil }
      self = .canary(share, mirrors: mirrors)
    }
  }

  /// The text form: `v1Only`, `shadow`, `canary:12.5`, `canary:12.5+mirror`, `rampDown` or `v2Only`.
  public var description: String {
    switch self {
    case .v1Only: "v1Only"
    case .shadow: "shadow"
    case .canary(let share, let mirrors):
      "\(Self.canaryPrefix)\(share)\(mirrors ? Self.mirrorSuffix : "")"
    case .rampDown: "rampDown"
    case .v2Only: "v2Only"
    }
  }
}

extension MigrationStage: Codable {
  /// Decodes the text form.
  ///
  /// - Throws: `DecodingError.dataCorrupted` if the text is not a stage.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decodeText(
      "a stage; write v1Only, shadow, canary:<percent>, canary:<percent>+mirror, rampDown or "
        + "v2Only")
  }

  /// Encodes the text form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
