// SPDX-License-Identifier: Apache-2.0

/// A type of document, and how to tell it from others.
public struct Rule: Sendable, Hashable, Codable {
  /// The type that a matching document is given: 1 to 50 characters, unique in a request.
  public var type: String
  /// What identifies a document of this type, in natural language: 10 to 2,000 characters.
  public var description: String

  /// Makes a rule; its limits are checked when a request is translated.
  public init(type: String, description: String) {
    self.type = type
    self.description = description
  }
}

extension Rule {
  /// The most characters that a type may have.
  ///
  /// Both versions count Unicode scalars.
  public static let maximumTypeLength = 50
  /// The numbers of characters that a description may have.
  ///
  /// Both versions count Unicode scalars.
  public static let descriptionLength = 10...2_000
}
