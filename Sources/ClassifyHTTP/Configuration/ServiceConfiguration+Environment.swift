// SPDX-License-Identifier: Apache-2.0

extension ServiceConfiguration {
  /// The environment variables that configure the client.
  public enum Variable: String, Sendable, Hashable, CaseIterable {
    /// The API key.
    case key = "LLAMA_CLOUD_API_KEY"
    /// The API key if `LLAMA_CLOUD_API_KEY` is not set.
    case parseKey = "LLAMA_PARSE_API_KEY"
    /// The base URL (default: LlamaCloud in the United States).
    case baseURL = "LLAMA_CLOUD_BASE_URL"
    /// Additional header fields for every request, one `Name: value` per line.
    case headers = "LLAMA_CLOUD_CUSTOM_HEADERS"
    /// A file of PEM certificates, the authorities to trust instead of the system's.
    ///
    /// It is ignored on Apple platforms, whose keychain decides.
    case certificateFile = "SSL_CERT_FILE"
  }

  /// Creates a configuration from environment variables; an empty variable counts as unset.
  ///
  /// An empty base URL is an error: the key must not go to another service than the one that was
  /// meant.
  ///
  /// - Parameter environment: The names and values of the variables.
  /// - Throws: ``ConfigurationError`` if no API key is set or a variable has an invalid value.
  public init(environment: [String: String]) throws(ConfigurationError) {
    let value = { (variable: Variable) in
      environment[variable.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    }
    let keyVariable: Variable = value(.key) == nil && value(.parseKey) != nil ? .parseKey : .key
    guard let key = value(keyVariable) else {
      throw ConfigurationError(
        code: .missingKey, variable: Variable.key.rawValue,
        message: "There is no key: set this variable to a key of LlamaCloud.")
    }
    if environment[Variable.baseURL.rawValue]?.isEmpty == true {
      throw ConfigurationError(
        code: .invalidBaseURL, variable: Variable.baseURL.rawValue,
        message: "The variable is set, but empty: set it to the base URL of the service, or unset "
          + "it for \(BaseURL.us).")
    }
    do {
      try self.init(
        baseURL: value(.baseURL).map { text throws(BaseURLError) in try BaseURL(text) } ?? .us,
        key: Secret(key))
    } catch let error as BaseURLError {
      throw ConfigurationError(
        code: .invalidBaseURL, variable: Variable.baseURL.rawValue, message: "\(error)")
    } catch {
      throw ConfigurationError(
        code: .invalidKey, variable: keyVariable.rawValue, message: "\(error)")
    }
    if let text = value(.headers) {
      headerFields = try Self.parseHeaderFields(text)
    }
    #if !canImport(Darwin)
    if let path = value(.certificateFile) { certificateAuthorities = .file(path) }
    #endif
  }

  private static func parseHeaderFields(
    _ text: String
  ) throws(ConfigurationError) -> HTTPFields {
    var fields: HTTPFields = []
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() where !HTTPSyntax.trimmingWhitespace(line).isEmpty {
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = HTTPSyntax.trimmingWhitespace(parts[0])
      guard parts.count == 2, let field = try? HTTPField(name: name, value: String(parts[1]))
      else {
        throw ConfigurationError(
          code: .invalidHeader, variable: Variable.headers.rawValue,
          message: "Line \(index + 1) is not a header: write each as Name: value.")
      }
      fields.append(field)
    }
    return fields
  }
}

/// An error for a missing or invalid environment variable or argument.
public struct ConfigurationError: Error, Sendable, Hashable {
  /// The reason a configuration can't be created.
  @nonexhaustive
  public enum Code: String, Sendable, Hashable, CaseIterable {
    /// No API key is set.
    case missingKey
    /// The API key is invalid.
    case invalidKey
    /// The base URL is invalid.
    case invalidBaseURL
    /// A line of the additional header fields is not `Name: value`.
    case invalidHeader
    /// The certificate authorities can't be read, or not be used on this platform.
    case invalidCertificateAuthorities
  }

  /// The error code.
  public let code: Code
  /// The name of the invalid environment variable, or of the argument given instead of it.
  public let variable: String
  /// A message with the cause and the fix; it never contains the variable's value.
  public let message: String

  package init(code: Code, variable: String, message: String) {
    self.code = code
    self.variable = variable
    self.message = message
  }
}

extension ConfigurationError: CustomStringConvertible {
  /// The variable, a colon and the message.
  public var description: String { "\(variable): \(message)" }
}
