// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import Testing

@Suite struct SecretTests {
  @Test func onlyVisibleASCIIIsAccepted() {
    for code in UInt8.min...0x7F {
      let secret = try? Secret("a\(Unicode.Scalar(code))")
      #expect((secret != nil) == (0x21...0x7E).contains(code), "\(code)")
    }
  }

  @Test(arguments: [
    ("", SecretError.Code.empty, 0), ("llx-1\n", .invalidCharacter, 5),
    (" llx-1", .invalidCharacter, 0), ("llx-é", .invalidCharacter, 4),
  ])
  func refusalsSayWhere(text: String, code: SecretError.Code, offset: Int) {
    let error = #expect(throws: SecretError.self) { try Secret(text) }
    #expect(error?.code == code)
    #expect(error?.offset == offset)
    #expect(error?.description.contains("llx-1") == false)
  }
}
