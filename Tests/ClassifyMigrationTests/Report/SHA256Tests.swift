// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import ClassifyMigration

struct SHA256Tests {
  // Examples of FIPS 180-4 and NIST's Cryptographic Standards and Guidelines.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func hashes(text: String, expected: String) {
    #expect(hexadecimal(SHA256.digest(of: Array(text.utf8))) == expected)
  }

  @Test func hashesMillionBytes() {
    let digest = SHA256.digest(of: Array(repeating: UInt8(ascii: "a"), count: 1_000_000))
    #expect(
      hexadecimal(digest) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  // Computed with OpenSSL.
  @Test(arguments: [
    ("", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
    ("abc", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
    ("a", "sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs="),
  ])
  func writesHashSource(text: String, expected: String) {
    #expect(SHA256.integrity(of: text) == expected)
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.flatMap { [$0 >> 4, $0 & 15] }.map { String($0, radix: 16) }.joined()
  }
}
