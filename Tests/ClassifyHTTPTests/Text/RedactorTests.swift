// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import ClassifyModel
import Foundation
import TestSupport
import Testing

@testable import ClassifyHTTP

@Suite struct RedactorTests {
  private static let key = "llx-AbC/d\"e+f0123456789"
  private static let path = "in/zq81-wvut?to=p4ss w0rd"
  private static let redactor = Redactor(keys: [key], values: [path])

  @Test(arguments: [
    ("\(key)", "«redacted»"), ("a \(key) b \(key)", "a «redacted» b «redacted»"),
    ("\(key)\(key)", "«redacted»"), ("llx-AbC/d\"e+ cut", "«redacted» cut"),
    ("llx-AbC", "llx-AbC"), ("", ""), ("a\r\n\u{1B}[2Jb", "a   [2Jb"),
    ("llx-AbC/d\\\"e+f0123456789", "«redacted»"), ("llx-AbC\\/d\\\"e+f0123456789", "«redacted»"),
    ("llx-AbC%2Fd%22e%2Bf0123456789", "«redacted»"), ("xe+f0123456789x", "x«redacted»x"),
    ("LLX-ABC/D\"E+F0123456789", "«redacted»"),
    ("llx\\u002dAbC\\u002Fd\\u0022e\\u002Bf0123456789", "«redacted»"),
    ("\\\\\\\"llx\\\\\\u002dAbC\\\\\\/d\\\\\\\"e\\\\\\u002Bf", "\\\\\\\"«redacted»"),
    ("in%2Fzq81-wvut%3Fto%3Dp4ss+w0rd", "«redacted»"), ("in%252Fzq81%252Dwvut%253F", "«redacted»"),
  ])
  func redactsSecretsInEveryEncoding(text: String, expected: String) {
    #expect(Self.redactor.redacted(text) == expected)
  }

  @Test func redactsRandomPartsInRandomEscapes() throws {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    for _ in 0..<2_000 {
      let secret = Array([Self.key, Self.path].randomElement(using: &generator) ?? "")
      let half = (secret.count + 1) / 2
      let start = Int.random(in: 0...secret.count - half, using: &generator)
      let end = Int.random(in: start + half...secret.count, using: &generator)
      let spelled = secret[start..<end].map { Self.spelling($0, using: &generator) }.joined()
      let result = Self.redactor.redacted("id=clj-1 (\(spelled)) next")
      #expect(result == "id=clj-1 («redacted») next", "\(spelled), seed \(generator.seed)")
    }
  }

  /// Returns a character plain, JSON-escaped, escaped twice, or percent-encoded.
  private static func spelling(
    _ character: Character, using generator: inout SeededGenerator
  ) -> String {
    let code = Int(character.asciiValue ?? 0)
    let hexadecimal = String(code, radix: 16)
    return switch Int.random(in: 0...4, using: &generator) {
    case 0: "\\u00\(hexadecimal)"
    case 1: "\\\\u00\(hexadecimal.uppercased())"
    case 2: "%\(hexadecimal)"
    case 3: "%25\(hexadecimal.uppercased())"
    default: character == "\"" || character == "\\" ? "\\\(character)" : "\(character)"
    }
  }

  @Test(arguments: [(40, 16), (32, 16), (31, 16), (20, 10), (17, 9), (16, 8), (15, 15), (8, 8)])
  func redactsPartsOfHalfTheSecretOrSixteenBytes(length: Int, part: Int) {
    let secret = "0a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t".prefix(length)
    let redactor = Redactor(values: [String(secret)])
    #expect(redactor.redacted("(\(secret.prefix(part)))") == "(«redacted»)")
    #expect(redactor.redacted("(\(secret.suffix(part)))") == "(«redacted»)")
    let shorter = "(\(secret.prefix(part - 1)))"
    #expect(redactor.redacted(shorter) == shorter)
  }

  @Test(arguments: [
    ("llx-sandbox", "Unknown option --sandbox-seed"),
    ("llx-sandbox-of-the-team-2026", "Unknown option --sandbox-of-the-team"),
    ("correct-horse-battery-staple", "Unknown option --horse-battery-staple"),
    ("classification of invoices 7", "The classification of invoices failed."),
  ])
  func keepsWordsThatArePartOfSecret(secret: String, text: String) {
    for redactor in [Redactor(keys: [secret]), Redactor(values: [secret])] {
      #expect(redactor.redacted(text) == text)
      #expect(redactor.redacted("--\(secret), (\(secret))") == "--«redacted», («redacted»)")
    }
  }

  @Test func redactsSecretThatContainsPublicWord() {
    let redactor = Redactor(values: ["zq81-classify-wvut99"])
    #expect(redactor.redacted("a zq81-classify-wvut99 b") == "a «redacted» b")
  }

  @Test func redactsPossibleSecretsAsWholeOnly() {
    let secret = "Zx9Cv7Bn/Mq3Lp1-Po0Iu9Yt"
    let redactor = Redactor(possible: [secret, "bon_1_a"])
    for spelling in [
      secret, "ZX9CV7BN\\/MQ3LP1-PO0IU9YT", "Zx9Cv7Bn%2FMq3Lp1%2DPo0Iu9Yt", "bon_1_a",
    ] {
      #expect(redactor.redacted("(\(spelling))") == "(«redacted»)")
    }
    for text in ["(\(Data(secret.utf8).base64EncodedString()))", "(\(secret.dropLast()))"] {
      #expect(redactor.redacted(text) == text)
    }
  }

  @Test(arguments: [
    ("ApiKey abcd1234", "invalid token abcd1234", "invalid token «redacted»"),
    ("user:pa55word12", "wrong password pa55word12", "wrong password «redacted»"),
    ("session=Ab3Cd5Ef7; lang=en", "no session Ab3Cd5Ef7", "no session «redacted»"),
    ("hooks/x?token=correctHorseBattery", "not correctHorseBattery", "not «redacted»"),
    ("Zx9Cv7Bn=of=invoices:documents", "the invoices and documents", "the invoices and documents"),
  ])
  func redactsPiecesThatAreNotWords(secret: String, text: String, expected: String) {
    // A space before a piece belongs to the secret and goes with it.
    func withoutSpaces(_ text: String) -> String { text.replacing(" ", with: "") }
    for redactor in [Redactor(values: [secret]), Redactor(keys: [secret])] {
      #expect(withoutSpaces(redactor.redacted(text)) == withoutSpaces(expected))
    }
    #expect(Redactor(possible: [secret]).redacted(text) == text)
  }

  @Test func redactsPartsWithMixedCaseAndHyphens() {
    let redactor = Redactor(values: ["qWertyuiOp-asDfghjkl_zxCvbnm-poIuytrewq"])
    #expect(redactor.redacted("(qWertyuiOp-asDfghjkl)") == "(«redacted»)")
  }

  @Test func redactsWholeOfOverlappingSecrets() {
    let redactor = Redactor(possible: ["0a1b2c3d4e5f6g7h", "4e5f6g7h"])
    #expect(redactor.redacted("(0a1b2c3d4e5f6g7h)") == "(«redacted»)")
    #expect(redactor.redacted("(4e5f6g7h)") == "(«redacted»)")
  }

  @Test func redactsLongSecretBeforeItIsCut() {
    let secret = (0..<1_000).map { "\($0)" }.joined(separator: "-")
    let redactor = Redactor(possible: [secret])
    #expect(redactor.redacted("not \(secret)", limit: 20) == "not «redacted»")
    #expect(redactor.redacted(Array(secret.utf8), from: 3_000, limit: 20) == "«redacted»")
  }

  @Test func redactsBeginningOfHugeText() {
    let text = (0..<100_000).map { "\($0)" }.joined(separator: "-")
    for redactor in [Redactor(values: [text]), Redactor(possible: [text])] {
      #expect(redactor.redacted("(\(text.prefix(20)))") == "(«redacted»)")
    }
  }

  @Test(arguments: 0..<3)
  func redactsSecretsInBase64(shift: Int) {
    let text = String(repeating: "~", count: shift) + Self.key + "~~"
    let encoded = Data(text.utf8).base64EncodedString()
    let result = Self.redactor.redacted(encoded)
    #expect(result.contains("«redacted»"))
    let shown = result.replacing("«redacted»", with: "")
    #expect(shown.utf8.count <= 12, "\(result)")
  }

  @Test func redactsShortSecretsAsWholeWords() {
    let redactor = Redactor(keys: ["k3y!", "abc"], values: ["s3cr3t"])
    #expect(redactor.redacted("a k3y! b") == "a «redacted» b")
    #expect(redactor.redacted("{\"S3CR3T\"}") == "{\"«redacted»\"}")
    #expect(redactor.redacted("s3cr3ts abc as3cr3t") == "s3cr3ts abc as3cr3t")
    let name = "webhook_signing_secret, --webhook-signing-secret, secrets"
    #expect(Redactor(values: ["secret"]).redacted("\(name), secret") == "\(name), «redacted»")
    #expect(Redactor(keys: [""]).redacted("x") == "x")
    let hunter = Redactor(values: ["hunter2"])
    #expect(hunter.redacted("token_hunter2, “hunter2”") == "token_«redacted», “«redacted»”")
  }

  @Test(arguments: ["invoice", "Invoice", "tax-id", "bon_1_a", "abcd"])
  func redactsShortSecretsUnlessPossibleAndPlain(value: String) {
    let isPlain = !value.contains("1")
    let text = "the type \(value) matches \(value)s"
    let redacted = "the type «redacted» matches \(value)s"
    #expect(Redactor(possible: [value]).redacted(text) == (isPlain ? text : redacted))
    #expect(Redactor(values: [value]).redacted(text) == redacted)
    #expect(Redactor(keys: [value]).redacted(text) == redacted)
    #expect(Redactor(possible: ["\(value)-2026"]).redacted("a \(value)-2026") == "a «redacted»")
  }

  @Test func keepsTypesInJSONExceptKeys() throws {
    let redactor = Redactor(keys: [Self.key, "p4ss"], values: ["purchase_order"])
    let value = try JSONValue(
      json: #"{"result":{"type":"purchase_order","reasoning":"a purchase_order"}}"#)
    #expect(
      redactor.redacting(value).jsonText()
        == #"{"result":{"type":"purchase_order","reasoning":"a «redacted»"}}"#)
    for key in ["llx-AbC/d\"e+f0123456789", "p4ss", "llx-unknown-key"] {
      let hostile = JSONValue.object(["type": .string(key)])
      #expect(redactor.redacting(hostile).jsonText() == #"{"type":"«redacted»"}"#)
    }
    let nested = try JSONValue(json: #"{"type":["purchase_order"]}"#)
    #expect(redactor.redacting(nested).jsonText() == #"{"type":["«redacted»"]}"#)
  }

  @Test(arguments: ["k", "e", "ne", "the"])
  func keepsMessagesWithShortestKeys(key: String) {
    let text = "No connection could be made. Check the network and the base URL."
    #expect(Redactor(keys: [key]).redacted(text) == text)
  }

  @Test(arguments: [
    ("Unexpected argument 'llx-0123456789'", "Unexpected argument '«redacted»'"),
    ("begins with llx-. x", "begins with llx-. x"), ("llx-…", "llx-…"), ("llx-abc", "llx-abc"),
    ("key=LLX-abcd, b", "key=«redacted», b"), (SandboxKey.text, SandboxKey.text),
    ("llx-abcd\nllx-efgh", "«redacted» «redacted»"),
  ])
  func redactsUnknownLlamaCloudKeys(text: String, expected: String) {
    #expect(Redactor().redacted(text) == expected)
  }

  @Test(arguments: [
    "No connection to classify.example.com:8080 could be made (refused).",
    "POST https://api.cloud.llamaindex.ai/api/v2/classify, request ID 1b9d6bcd-bbfd-4b2d-9b5d",
    "body.configuration.rules.0.description: Field required (webhook_configurations)",
    "The job clj-182bd5e5-6e1a-4fe4-a799-aa6d9a6ab26e has the status COMPLETED.",
  ])
  func keepsOrdinaryText(text: String) {
    let redactor = Redactor(
      keys: [Self.key],
      values: [
        "classify/webhook_configurations/description", "configuration_id", "completed", "json",
        "https://classify.example.com:8080/",
      ], hosts: ["classify.example.com:8080"])
    #expect(redactor.redacted(text) == text)
  }

  @Test(arguments: ["document", "llamaindex", "cloud", "LlamaCloud", "example.com"])
  func keepsTextsInPublicTexts(text: String) {
    let message = "document_input_type of https://api.cloud.llamaindex.ai and classify.example.com"
    for redactor in [
      Redactor(values: [text], hosts: ["classify.example.com"]),
      Redactor(possible: [text], hosts: ["classify.example.com"]),
    ] {
      #expect(redactor.redacted(message) == message)
    }
    #expect(Redactor(keys: [text]).redacted("a \(text) b") == "a «redacted» b")
  }

  @Test func redactsKeysThatEqualPublicText() {
    let redactor = Redactor(keys: ["classify-configuration"], hosts: ["classify-configuration"])
    #expect(redactor.redacted("at classify-configuration") == "at «redacted»")
  }

  @Test func truncatesBetweenCharacters() {
    let redactor = Self.redactor
    #expect(redactor.redacted("ééé", limit: 3) == "éé…")
    #expect(redactor.redacted("abc", limit: 3) == "abc")
    #expect(redactor.redacted("abcd", limit: 3) == "abc…")
    #expect(redactor.redacted("ab\(Self.key)", limit: 3) == "ab«redacted»")
  }

  @Test func redactsSecretThatBeginsBeforeStart() {
    let bytes = Array("at zq81-wvut99 end".utf8)
    let redactor = Redactor(values: ["zq81-wvut99"])
    #expect(redactor.redacted(bytes, from: 9, limit: 60) == "«redacted» end")
    #expect(redactor.redacted(bytes, from: 14, limit: 60) == " end")
    #expect(redactor.redacted(bytes, from: bytes.count, limit: 60) == "")
  }

  @Test func redactsKeyInRandomText() {
    var generator = SeededGenerator(seed: .random(in: 0 ... .max))
    var found = 0
    for _ in 0..<2_000 {
      let pieces = (0..<6).map { _ in
        [Self.key, String(Self.key.prefix(7)), "l", "ll", "é", " "].randomElement(using: &generator)
          ?? ""
      }
      let text = pieces.joined()
      let limit = Int.random(in: 0...100, using: &generator)
      found += text.contains(Self.key) ? 1 : 0
      let result = Self.redactor.redacted(text, limit: limit)
      #expect(!result.contains(Self.key.prefix(8)), "seed \(generator.seed)")
    }
    #expect(found > 100)
  }

  @Test func keepsEverythingElseOfBytes() {
    let bytes: [UInt8] = [0xFF, 0x5C, 0x00, 0x0A]
    #expect(Self.redactor.redacting(bytes) == bytes)
    #expect(
      Self.redactor.redacting(bytes + Array(Self.key.utf8) + bytes)
        == bytes + Array("«redacted»".utf8) + Array(bytes))
    #expect(Self.redactor.redacting("a\n\u{1B}b") == "a\n\u{1B}b")
  }

  @Test func redactsJSONAndKeepsItsForm() throws {
    let value = try JSONValue(
      json: #"""
        {"a":["llx-AbC\/d\"e+f0123456789",1.50,12345678],"12345678":null,"llx-AbC/d\"e+f":"x"}
        """#)
    let redactor = Redactor(keys: [Self.key], values: ["12345678"])
    #expect(
      redactor.redacting(value).jsonText()
        == #"{"a":["«redacted»",1.50,"«redacted»"],"12345678":null,"«redacted»":"x"}"#)
  }

  @Test(arguments: ["llx-", "llx-AbC/d\"e+f012345678", "\\", "%25", "\\u005c", "0123456"])
  func takesLinearTimeForHostileText(piece: String) {
    let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
    let elapsed = ContinuousClock().measure { _ = Self.redactor.redacting(text) }
    #expect(elapsed < .seconds(60))
  }
}
