// SPDX-License-Identifier: Apache-2.0

extension ServiceConfiguration {
  /// The names of the environment variables that a configuration is read from.
  public enum Variable: String, Sendable, Hashable, CaseIterable {
    /// The key.
    case key = "LLAMA_CLOUD_API_KEY"
    /// The key, if there is none in `LLAMA_CLOUD_API_KEY`.
    case parseKey = "LLAMA_PARSE_API_KEY"
    /// The base URL, if it is not that of the United States.
    case baseURL = "LLAMA_CLOUD_BASE_URL"
    /// Header fields for every request, one `Name: value` a line.
    case headers = "LLAMA_CLOUD_CUSTOM_HEADERS"
  }

  /// Reads a configuration from environment variables; an empty variable counts as absent.
  ///
  /// - Parameter environment: The variables, such as those of the process.
  /// - Throws: ``ConfigurationError`` if there is no key, or a variable's value can't be used.
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
      headerFields = try Self.fields(text)
    }
  }

  private static func fields(_ text: String) throws(ConfigurationError) -> HTTPFields {
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
