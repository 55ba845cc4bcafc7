// SPDX-License-Identifier: Apache-2.0

/// What a caller of ``Migrator`` chooses.
public struct MigrationOptions: Sendable, Hashable {
  /// How calls are migrated.
  public enum Style: String, Sendable, Hashable, CaseIterable {
    /// For each site the smaller edit: a shim where v2's calls take more than 12 lines each.
    case automatic
    /// v2 calls are written out; what v2 has no single call for is left for a person.
    case direct
    /// A shim, a generated file that keeps v1's shape over v2, serves every call that it can.
    case shim
  }

  /// How calls are migrated.
  public var style: Style = .automatic

  /// Names of variables and attributes that hold a client of LlamaCloud, such as `client` or
  /// `self.llama`: sites that are only probable by these names are edited too.
  public var assumedClients: Set<String> = []

  /// The maximum size of a file in bytes; greater files are reported if they hold v1.
  public var maximumFileSize = 4 << 20

  /// The greatest value of ``maximumFileSize``: offsets in a file have 32 bits.
  public static let greatestFileSize = Int(Int32.max)

  /// The codes whose findings are ignored everywhere; see ``FindingCode/canBeIgnored``.
  public var allowedCodes: Set<FindingCode> = []

  /// Whether files that git ignores are read too.
  public var readsIgnoredFiles = false

  /// With ``Style/automatic``, a site whose direct edit changes more lines than this uses the shim.
  static let directLineLimit = 12

  /// Creates the default options.
  public init() {}
}
