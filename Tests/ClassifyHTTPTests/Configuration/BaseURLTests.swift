// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct BaseURLTests {
  @Test func providesPublishedBaseURLs() throws {
    #expect(BaseURL.us == (try BaseURL("https://api.cloud.llamaindex.ai")))
    #expect(BaseURL.eu == (try BaseURL("https://api.cloud.eu.llamaindex.ai")))
  }

  @Test(arguments: [
    ("https://a", "https://a"), ("https://a/", "https://a"), ("HTTPS://A.b", "https://a.b"),
    ("http://a:8080", "http://a:8080"), ("http://a:80", "http://a"),
    ("https://a:443/", "https://a"),
    ("http://a:443", "http://a:443"), ("https://a/b/c/", "https://a/b/c"),
    ("https://a/B%20c", "https://a/B%20c"), ("http://[::1]:9", "http://[::1]:9"),
    ("http://[2001:DB8::1]", "http://[2001:db8::1]"),
    ("http://my_service:1/x", "http://my_service:1/x"),
    ("http://127.0.0.1:65535", "http://127.0.0.1:65535"), ("http://a:00080", "http://a"),
    ("https://a/b@c:d", "https://a/b@c:d"),
  ])
  func parsesAndCanonicalizesValidURLs(text: String, canonical: String) throws {
    let url = try BaseURL(text)
    #expect(url.description == canonical)
    #expect(try BaseURL(canonical) == url)
  }

  @Test(arguments: [
    ("", BaseURLError.Code.unsupportedScheme, 0), ("a.b", .unsupportedScheme, 0),
    ("ftp://a", .unsupportedScheme, 0), ("https:/a", .unsupportedScheme, 0),
    (" https://a", .unsupportedScheme, 0), ("//a", .unsupportedScheme, 0),
    ("https://", .missingHost, 8), ("https:///a", .missingHost, 8),
    ("https://:80", .missingHost, 8),
    ("https://?a", .missingHost, 8), ("https://u@a", .userInformation, 8),
    ("https://u:p@a:80/x", .userInformation, 8), ("https://a b", .invalidHost, 8),
    ("https://ä.de", .invalidHost, 8), ("https://a%2e", .invalidHost, 8),
    ("https://a\n", .invalidHost, 8), ("https://[::1", .invalidHost, 8),
    ("https://[abc]", .invalidHost, 8), ("https://a\\b", .invalidHost, 8),
    ("https://a:", .invalidPort, 9), ("https://a:0", .invalidPort, 9),
    ("https://a:65536", .invalidPort, 9), ("https://a:1a", .invalidPort, 9),
    ("https://a:+1", .invalidPort, 9), ("https://a:000080", .invalidPort, 9),
    ("https://[::1]1", .invalidPort, 13), ("https://a//", .invalidPath, 9),
    ("https://a/b//c", .invalidPath, 9), ("https://a/../b", .invalidPath, 9),
    ("https://a/%2e%2E/b", .invalidPath, 9), ("https://a/.", .invalidPath, 9),
    ("https://a/b c", .invalidPath, 9), ("https://a/%", .invalidPath, 9),
    ("https://a/%2", .invalidPath, 9), ("https://a/%2/b", .invalidPath, 9),
    ("https://a/é", .invalidPath, 9), ("https://a?b", .query, 9), ("https://a/b?", .query, 11),
    ("https://a#b", .fragment, 9), ("https://a/b#?", .fragment, 11),
  ])
  func rejectsInvalidURLs(text: String, code: BaseURLError.Code, offset: Int) {
    let error = #expect(throws: BaseURLError.self) { try BaseURL(text) }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
    #expect(error?.description.contains("at byte \(offset)") == true)
  }

  @Test(arguments: ["https://user:hunter2@a", "https://a?key=hunter2", "https://a#hunter2"])
  func omitsSecretsFromErrors(text: String) {
    let error = #expect(throws: BaseURLError.self) { try BaseURL(text) }
    #expect(error?.description.contains("hunter2") == false)
  }
}
