// SPDX-License-Identifier: Apache-2.0

/// What a job cost, in credits.
public struct Usage: Sendable, Hashable {
  /// The credits billed for the job, as the service wrote them; `nil` until they are recorded.
  public var credits: String?
  /// The credits billed for parsing its document; `nil` if it ran on a parse job of the caller.
  public var parseCredits: String?

  /// Makes a usage of the texts of two JSON numbers.
  public init(credits: String?, parseCredits: String?) {
    self.credits = credits
    self.parseCredits = parseCredits
  }
}
