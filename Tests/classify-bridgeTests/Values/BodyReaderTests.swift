// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import TestSupport
import Testing

/// The encodings of bodies on standard input.
@Suite struct BodyReaderTests {
  private static let create = "classify-bridge classifier:jobs create --on v2 --sandbox"

  private let runner: CommandRunner

  init() throws {
    runner = try CommandRunner(product: "classify-bridge")
  }

  @Test func skipsByteOrderMark() throws {
    let outcome = try runner.shell(
      Self.create,
      input: "\u{FEFF}"
        + """
        {"file_ids": ["53cb9f0c-747e-42ea-ac82-9abe1f4532e1"],
         "rules": [{"type": "invoice", "description": "has an invoice number"}]}
        """)
    #expect(outcome.status == 0, "\(outcome.messages)")
  }

  @Test(arguments: [
    (#"\377\376{\000"#, "is in UTF-16; convert it to UTF-8 with iconv -f UTF-16 -t UTF-8"),
    (#"\037\213\010\000"#, "is compressed with gzip; decompress it with gunzip -c"),
  ])
  func namesOtherEncodings(bytes: String, message: String) throws {
    let outcome = try runner.shell("printf '\(bytes)' | \(Self.create)")
    #expect(outcome.status == 2)
    #expect(outcome.messages == "classify-bridge: standard input \(message)\n")
  }
}
#endif
