// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct RedactionTests {
  private static let secret = "llx-0123456789abcdef"

  /// Everything that Swift prints of a value by itself.
  private func prints(_ value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped) \(Mirror(reflecting: value).children)"
  }

  @Test func aRequestShowsNeitherKeyNorBody() throws {
    let request = HTTPRequest(
      method: .post, scheme: "https", authority: "host", path: "/a?b=c",
      headerFields: try HTTPFields([
        "Authorization": "Bearer \(Self.secret)", "X-Webhook-Token": Self.secret, "Accept": "x/y",
      ]),
      body: Array(Self.secret.utf8))
    let printed = prints(request)
    #expect(!printed.contains("llx"))
    #expect(printed.contains("POST https://host/a?b=c"))
    #expect(printed.contains("Authorization: «redacted»"))
    #expect(printed.contains("Accept: x/y"))
    #expect(printed.contains("20 bytes"))
    #expect(!prints(request.headerFields).contains("llx"))
  }

  @Test func aResponseShowsNeitherCookieNorBody() throws {
    let response = HTTPResponse(
      status: 200, headerFields: try HTTPFields(["Set-Cookie": Self.secret]),
      body: Array(Self.secret.utf8))
    #expect(!prints(response).contains("llx"))
    #expect(prints(response).contains("200"))
  }

  @Test func aBodyShowsItsSizeOnly() {
    let body = RequestBody(contentType: "text/plain", bytes: Array(Self.secret.utf8))
    #expect(!prints(body).contains("llx"))
    #expect(!prints(body).contains("108"))
    #expect(prints(body).contains("20 bytes"))
  }

  @Test func aSecretIsNeverShown() throws {
    let secret = try Secret(Self.secret)
    var configuration = ServiceConfiguration(key: secret)
    configuration.headerFields = try HTTPFields(["X-Api-Key": Self.secret])
    #expect(!prints(secret).contains("llx"))
    #expect(!prints(Optional(secret)).contains("llx"))
    #expect(!prints([secret]).contains("llx"))
    #expect(!prints(configuration).contains("llx"))
    #expect("\(secret)" == "«redacted»")
  }
}
