// SPDX-License-Identifier: Apache-2.0

/// The reason why an environment does not say how to reach the service.
public struct ConfigurationError: Error, Sendable, Hashable {
  /// What is wrong.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// There is no key.
    case missingKey
    /// The key can't be one.
    case invalidKey
    /// The base URL can't be used.
    case invalidBaseURL
    /// A line of the additional headers is not `Name: value`.
    case invalidHeader
  }

  /// What is wrong.
  public let code: Code
  /// The environment variable at fault, or the argument that was given in its place.
  public let variable: String
  /// A sentence that says what is wrong and what to do, without the variable's value.
  public let message: String

  package init(code: Code, variable: String, message: String) {
    self.code = code
    self.variable = variable
    self.message = message
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// The variable and the message.
  public var description: String { "\(variable): \(message)" }
}
