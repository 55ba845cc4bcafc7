// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct HTTPFieldsTests {
  @Test func findsNamesIgnoringCaseAndKeepsSpelling() throws {
    let fields = try HTTPFields(["X-Request-ID": "a"])
    #expect(fields["x-request-id"] == "a")
    #expect(fields[.requestID] == "a")
    #expect(fields.first?.name.rawValue == "X-Request-ID")
    #expect(fields["x-request"] == nil)
    #expect(fields["not a name"] == nil)
  }

  @Test func keepsRepeatedFieldsInOrder() throws {
    let fields = try HTTPFields(["A": "1", "B": "2", "a": "3"])
    #expect(fields.map(\.value) == ["1", "2", "3"])
    #expect(fields["A"] == "1, 3")
    #expect(fields["B"] == "2")
    #expect(fields["C"] == nil)
    let a = try #require(HTTPFieldName(rawValue: "a"))
    #expect(fields.first(of: a)?.value == "1")
    #expect(fields.contains(a))
    #expect(fields.first(of: .via) == nil && !fields.contains(.via))
  }

  @Test func replacesAllFieldsOfSameNameWhenSet() throws {
    var fields = try HTTPFields(["A": "1", "B": "2", "a": "3"])
    fields.set(try HTTPField(name: "A", value: "4"))
    #expect(fields == (try HTTPFields(["A": "4", "B": "2"])))
    fields.set(try HTTPField(name: "C", value: "5"))
    #expect(fields == (try HTTPFields(["A": "4", "B": "2", "C": "5"])))
  }

  @Test func keepsRepeatedNewFieldsWhenSettingMany() throws {
    var fields = try HTTPFields(["A": "1", "B": "2", "a": "3"])
    fields.set(try HTTPFields(["A": "6", "A": "7"]))
    #expect(fields == (try HTTPFields(["B": "2", "A": "6", "A": "7"])))
  }

  @Test func removesAllFieldsOfName() throws {
    var fields = try HTTPFields(["Accept": "1", "B": "2", "accept": "3"])
    fields.remove(.accept)
    #expect(fields == (try HTTPFields(["B": "2"])))
  }

  @Test func trimsWhitespaceAroundValue() throws {
    #expect(try HTTPField(name: "A", value: " \té b\t ").value == "é b")
    #expect(try HTTPField(name: "A", value: " \t ").value.isEmpty)
  }

  /// RFC 9110 §5.6.2: `tchar`, over every byte of ASCII.
  @Test func acceptsOnlyTokensAsNamesAndMethods() {
    let allowed = Set(
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars
    )
    for code in UInt8.min...0x7F {
      let scalar = Unicode.Scalar(code)
      let name = "a\(scalar)"
      #expect((HTTPFieldName(rawValue: name) != nil) == allowed.contains(scalar), "\(code)")
      #expect((HTTPMethod(rawValue: name) != nil) == allowed.contains(scalar), "\(code)")
    }
    #expect(HTTPFieldName(rawValue: "") == nil)
    #expect(HTTPFieldName(rawValue: "é") == nil)
  }

  /// RFC 9110 §5.5: no control characters but the tab.
  @Test func rejectsControlCharactersInValues() {
    for code in UInt8.min...0x7F {
      let isAllowed = code == 9 || (0x20...0x7E).contains(code)
      let field = try? HTTPField(name: "A", value: "a\(Unicode.Scalar(code))b")
      #expect((field != nil) == isAllowed, "\(code)")
    }
  }

  @Test func namesFieldButNotValueInErrors() {
    let value = #expect(throws: HTTPFieldError.self) {
      try HTTPField(name: "X-Token", value: "secret\r\nHost: evil")
    }
    #expect(value?.code == .invalidValue)
    #expect(value?.description.contains("X-Token") == true)
    #expect(value?.description.contains("secret") == false)
    let name = #expect(throws: HTTPFieldError.self) { try HTTPField(name: "a b", value: "c") }
    #expect(name?.code == .invalidName)
    #expect(name?.name == "a b")
  }
}

@Suite struct HTTPStatusTests {
  /// RFC 9110 §15.
  @Test func derivesKindFromFirstDigit() {
    let kinds: [Int: HTTPStatus.Kind] = [
      1: .informational, 2: .successful, 3: .redirection, 4: .clientError, 5: .serverError,
    ]
    for code in -1...1_000 {
      let expected = (100...599).contains(code) ? kinds[code / 100] : .invalid
      #expect(HTTPStatus(code: code).kind == expected, "\(code)")
    }
  }
}

@Suite struct RedactionTests {
  private static let secret = "llx-0123456789abcdef"

  /// Returns all of Swift's default textual forms of a value.
  private func output(_ value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped) \(Mirror(reflecting: value).children)"
  }

  @Test func redactsKeyAndBodyOfRequest() throws {
    let request = HTTPRequest(
      method: .post, scheme: "https", authority: "host", path: "/a?b=c",
      headerFields: try HTTPFields([
        "Authorization": "Bearer \(Self.secret)", "X-Webhook-Token": Self.secret, "Accept": "x/y",
      ]),
      body: Array(Self.secret.utf8))
    let text = output(request)
    #expect(!text.contains("llx"))
    #expect(text.contains("POST https://host/a?b=c"))
    #expect(text.contains("Authorization: «redacted»"))
    #expect(text.contains("Accept: x/y"))
    #expect(text.contains("20 bytes"))
    #expect(!output(request.headerFields).contains("llx"))
  }

  @Test func redactsCookieAndBodyOfResponse() throws {
    let response = HTTPResponse(
      status: 200, headerFields: try HTTPFields(["Set-Cookie": Self.secret]),
      body: Array(Self.secret.utf8))
    #expect(!output(response).contains("llx"))
    #expect(output(response).contains("200"))
  }

  @Test func describesBodyBySizeOnly() {
    let body = RequestBody(contentType: "text/plain", bytes: Array(Self.secret.utf8))
    #expect(!output(body).contains("llx"))
    #expect(!output(body).contains("108"))
    #expect(output(body).contains("20 bytes"))
  }

  @Test func redactsSecret() throws {
    let secret = try Secret(Self.secret)
    var configuration = ServiceConfiguration(key: secret)
    configuration.headerFields = try HTTPFields(["X-Api-Key": Self.secret])
    #expect(!output(secret).contains("llx"))
    #expect(!output(Optional(secret)).contains("llx"))
    #expect(!output([secret]).contains("llx"))
    #expect(!output(configuration).contains("llx"))
    #expect("\(secret)" == "«redacted»")
  }
}
