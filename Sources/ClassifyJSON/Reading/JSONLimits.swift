// SPDX-License-Identifier: Apache-2.0

/// How much a reader accepts before it refuses a text.
public struct JSONLimits: Sendable, Hashable {
  /// The deepest nesting that can be asked for: reading is recursive, and the stack is finite.
  public static let deepest = 512

  /// How many arrays and objects may be open at once.
  public let maximumDepth: Int
  /// How many bytes a text may have.
  public let maximumBytes: Int

  /// 128 levels and 64 MiB.
  public static let `default` = JSONLimits()

  /// Makes limits.
  ///
  /// - Parameters:
  ///   - maximumDepth: How many arrays and objects may be open at once; values outside of
  ///     0...``deepest`` become the nearest of them.
  ///   - maximumBytes: How many bytes a text may have.
  public init(maximumDepth: Int = 128, maximumBytes: Int = 64 << 20) {
    self.maximumDepth = min(max(maximumDepth, 0), Self.deepest)
    self.maximumBytes = maximumBytes
  }
}
