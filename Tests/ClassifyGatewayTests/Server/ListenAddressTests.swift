// SPDX-License-Identifier: Apache-2.0

#if Gateway
import ClassifyGateway
import Testing

@Suite struct ListenAddressTests {
  @Test(arguments: [
    ("127.0.0.1:8484", "127.0.0.1", 8_484, true), ("127.9.9.9:1", "127.9.9.9", 1, true),
    ("localhost:65535", "localhost", 65_535, true), ("[::1]:0", "::1", 0, true),
    ("0.0.0.0:80", "0.0.0.0", 80, false), ("[::]:80", "::", 80, false),
    ("my-host.example:007", "my-host.example", 7, false),
    ("127.evil.example:1", "127.evil.example", 1, false),
    ("[fe80::1%eth0]:1", "fe80::1%eth0", 1, false),
  ])
  func parsesValidAddresses(text: String, host: String, port: Int, isLoopback: Bool) throws {
    let address = try ListenAddress(text)
    #expect(address.host == host)
    #expect(address.port == port)
    #expect(address.isLoopback == isLoopback)
  }

  @Test(arguments: ["127.0.0.1:8484", "[::1]:0", "localhost:1"])
  func formatsAddressAndURL(text: String) throws {
    let address = try ListenAddress(text)
    #expect(address.description == text)
    #expect(address.url == "http://" + text)
  }

  @Test(arguments: [
    ("", ListenAddressError.Reason.missingPort), ("localhost", .missingPort),
    ("8484", .missingPort),
    (":8484", .missingHost), ("[]:8484", .missingHost), ("::1:8484", .missingBrackets),
    ("http://localhost:8484", .missingBrackets), ("a b:1", .invalidHost), ("a/b:1", .invalidHost),
    ("[::1/]:1", .invalidHost), ("höst:1", .invalidHost), ("localhost:", .invalidPort),
    ("localhost:x", .invalidPort), ("localhost:-1", .invalidPort), ("localhost:+1", .invalidPort),
    ("localhost:65536", .invalidPort), ("localhost:99999999999999999999", .invalidPort),
    ("localhost:8484/", .invalidPort), ("[::1]", .missingPort), ("localhost:８４", .invalidPort),
  ])
  func rejectsInvalidAddresses(text: String, reason: ListenAddressError.Reason) throws {
    let error = #expect(throws: ListenAddressError.self) { try ListenAddress(text) }
    #expect(error?.reason == reason)
    #expect(error?.description.hasPrefix(text.debugDescription) == true)
  }
}
#endif
