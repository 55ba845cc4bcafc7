// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct ServiceConfigurationTests {
  @Test func usesDefaultsWhenOnlyKeyIsSet() throws {
    let configuration = try ServiceConfiguration(environment: ["LLAMA_CLOUD_API_KEY": "llx-1"])
    #expect(configuration == ServiceConfiguration(baseURL: .us, key: try Secret("llx-1")))
    #expect(configuration.userAgent.hasPrefix("ClassifyBridge-Swift/"))
    #expect(configuration.retryPolicy.maximumRetries == 5)
    #expect(configuration.maximumResponseBytes == 67_108_864)
  }

  @Test(arguments: [
    (["LLAMA_CLOUD_API_KEY": "a", "LLAMA_PARSE_API_KEY": "b"], "a"),
    (["LLAMA_PARSE_API_KEY": "b"], "b"),
    (["LLAMA_CLOUD_API_KEY": "", "LLAMA_PARSE_API_KEY": "b"], "b"),
  ])
  func fallsBackToParseKey(environment: [String: String], key: String) throws {
    #expect(try ServiceConfiguration(environment: environment).key == Secret(key))
  }

  @Test func readsAllVariables() throws {
    let configuration = try ServiceConfiguration(environment: [
      "LLAMA_CLOUD_API_KEY": "a", "LLAMA_CLOUD_BASE_URL": "http://localhost:8080/",
      "LLAMA_CLOUD_CUSTOM_HEADERS": "X-A: 1\r\n\n X-B:2: 3 \n",
    ])
    #expect(configuration.baseURL.description == "http://localhost:8080")
    #expect(configuration.headerFields == (try HTTPFields(["X-A": "1", "X-B": "2: 3"])))
  }

  @Test(arguments: [
    ([:], ConfigurationError.Code.missingKey, "LLAMA_CLOUD_API_KEY"),
    (["LLAMA_CLOUD_API_KEY": ""], .missingKey, "LLAMA_CLOUD_API_KEY"),
    (["LLAMA_CLOUD_API_KEY": "hunter2\n"], .invalidKey, "LLAMA_CLOUD_API_KEY"),
    (["LLAMA_PARSE_API_KEY": "hunter2 "], .invalidKey, "LLAMA_PARSE_API_KEY"),
    (
      ["LLAMA_CLOUD_API_KEY": "a", "LLAMA_CLOUD_BASE_URL": ""],
      .invalidBaseURL, "LLAMA_CLOUD_BASE_URL"
    ),
    (
      ["LLAMA_CLOUD_API_KEY": "a", "LLAMA_CLOUD_BASE_URL": "https://u:hunter2@x"],
      .invalidBaseURL, "LLAMA_CLOUD_BASE_URL"
    ),
    (
      ["LLAMA_CLOUD_API_KEY": "a", "LLAMA_CLOUD_CUSTOM_HEADERS": "A: 1\nhunter2"],
      .invalidHeader, "LLAMA_CLOUD_CUSTOM_HEADERS"
    ),
    (
      ["LLAMA_CLOUD_API_KEY": "a", "LLAMA_CLOUD_CUSTOM_HEADERS": "A b: hunter2"],
      .invalidHeader, "LLAMA_CLOUD_CUSTOM_HEADERS"
    ),
  ])
  func namesVariableButNotValueInErrors(
    environment: [String: String], code: ConfigurationError.Code, variable: String
  ) {
    let error = #expect(throws: ConfigurationError.self) {
      try ServiceConfiguration(environment: environment)
    }
    #expect(error?.code == code)
    #expect(error?.description.hasPrefix("\(variable): ") == true)
    #expect(error?.description.contains("hunter2") == false)
  }

  @Test func reportsLineOfInvalidHeader() {
    let error = #expect(throws: ConfigurationError.self) {
      try ServiceConfiguration(environment: [
        "LLAMA_CLOUD_API_KEY": "a", "LLAMA_CLOUD_CUSTOM_HEADERS": "A: 1\n\nB",
      ])
    }
    #expect(error?.message.hasPrefix("Line 3 ") == true)
  }
}

@Suite struct SessionCookieTests {
  @Test func acceptsOnlyCharactersOfCookies() {
    // RFC 6265 §4.1.1, cookie-octet.
    let allowed = Set<UInt8>([0x21] + (0x23...0x2B) + (0x2D...0x3A) + (0x3C...0x5B) + (0x5D...0x7E))
    for code in UInt8.min...0x7F {
      let cookie = try? SessionCookie("a\(Unicode.Scalar(code))b")
      #expect((cookie != nil) == allowed.contains(code), "\(code)")
    }
  }

  @Test(arguments: [
    ("", SessionCookieError.Code.empty, 0), ("hunter2\r\nX-Evil: 1", .invalidCharacter, 7),
    ("hunter2; admin=1", .invalidCharacter, 7), ("hunteré", .invalidCharacter, 6),
    (String(repeating: "hunter2", count: 1_000), .tooLong, 4_096),
  ])
  func reportsOffsetButNotText(text: String, code: SessionCookieError.Code, offset: Int) {
    let error = #expect(throws: SessionCookieError.self) { try SessionCookie(text) }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
    #expect(error?.description.contains("hunter") == false)
  }

  @Test func acceptsMaximumSize() throws {
    _ = try SessionCookie(String(repeating: "a", count: 4_096))
    #expect(throws: SessionCookieError.self) {
      try SessionCookie(String(repeating: "a", count: 4_097))
    }
  }
}

@Suite struct SecretTests {
  @Test func acceptsOnlyPrintableASCII() {
    for code in UInt8.min...0x7F {
      let secret = try? Secret("a\(Unicode.Scalar(code))")
      #expect((secret != nil) == (0x21...0x7E).contains(code), "\(code)")
    }
  }

  @Test(arguments: [
    ("", SecretError.Code.empty, 0), ("llx-1\n", .invalidCharacter, 5),
    (" llx-1", .invalidCharacter, 0), ("llx-é", .invalidCharacter, 4),
  ])
  func reportsOffsetOfInvalidCharacter(text: String, code: SecretError.Code, offset: Int) {
    let error = #expect(throws: SecretError.self) { try Secret(text) }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
    #expect(error?.description.contains("llx-1") == false)
  }
}
