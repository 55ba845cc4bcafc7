// SPDX-License-Identifier: Apache-2.0

#if Webhooks
import ClassifyClient
import ClassifyHTTP
import ClassifyJSON
import TestSupport
import Testing

/// Webhook signatures, compared with published vectors and another implementation.
@Suite struct WebhookSignatureTests {
  private static let secret = "whsec-of-the-tests"
  private static let body = Array(
    #"{"event_id":"evt-1","event_type":"classify.success","data":{"id":"d","job_id":"clj-1"}}"#
      .utf8)
  private static let textBody = Array(
    #"{"event_id":"evt-1","event_type":"classify.success","data":"{\"job_id\":\"clj-1\"}"}"#.utf8)

  private func signer() throws -> WebhookSigner { try WebhookSigner(secret: Self.secret) }

  private func request(_ signatures: [String], _ body: [UInt8] = body) throws -> WebhookRequest {
    let fields = try signatures.map { try HTTPField(name: "lc-signature", value: $0) }
    return WebhookRequest(headerFields: HTTPFields(fields), body: body)
  }

  private func error(_ request: WebhookRequest) throws -> WebhookSignatureError? {
    let signer = try signer()
    return #expect(throws: WebhookSignatureError.self) { try request.delivery(verifiedBy: signer) }
  }

  @Test(arguments: [([], "a signer with 1 secret"), (["former"], "a signer with 2 secrets")])
  func countsSecretsInDescription(former: [String], description: String) throws {
    let signer = try WebhookSigner(secret: Self.secret, formerSecrets: former)
    #expect(signer.description == description)
  }

  // MARK: - Signing

  /// RFC 4231, test cases 1, 2, and 4, whose keys are text.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0B, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      Array(0x01...0x19), [UInt8](repeating: 0xCD, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
  ])
  func matchesPublishedVectors(key: [UInt8], body: [UInt8], code: String) throws {
    let signer = try WebhookSigner(secret: String(decoding: key, as: UTF8.self))
    #expect(signer.sign(body).description == "sha256=\(code)")
  }

  #if os(macOS) || os(Linux)
  /// Compares signatures with those of Python's `hmac` module.
  @Test func matchesPythonSignatures() throws {
    var generator = SeededGenerator(seed: 4)
    var script = "import hmac, sys\n"
    var expected: [String] = []
    let secrets = ["k", "a secret with spaces", "schlüssel", String(repeating: "k", count: 200)]
    for secret in secrets {
      for length in [0, 1, 63, 64, 65, 1_000] {
        let body = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        script += "print('sha256=' + hmac.new(bytes(\(Array(secret.utf8))), bytes(\(body)), "
        script += "'sha256').hexdigest())\n"
        expected.append(try WebhookSigner(secret: secret).sign(body).description)
      }
    }
    let runner = try CommandRunner(product: "classify-bridge")
    let outcome = try runner.shell("python3 -", input: script)
    #expect(outcome.status == 0, "python3 is needed: \(outcome.messages)")
    #expect(outcome.output.split(separator: "\n").map(String.init) == expected)
  }
  #endif

  @Test func acceptsEitherCaseAndWritesLowercase() throws {
    let text = try signer().sign(Self.body).description
    #expect(text == text.lowercased())
    let upper = "sha256=" + text.dropFirst(7).uppercased()
    #expect(try WebhookSignature(upper).description == text)
    #expect(try request([upper]).delivery(verifiedBy: signer()).eventID == "evt-1")
  }

  // MARK: - Accepting

  @Test(arguments: [body, textBody])
  func acceptsSignedDeliveryInEitherFormat(body: [UInt8]) throws {
    let signer = try signer()
    let delivery = try request([signer.sign(body).description], body)
      .delivery(verifiedBy: signer)
    #expect(delivery.eventID == "evt-1")
    #expect(delivery.jobID == "clj-1")
  }

  @Test func acceptsAnyConfiguredSecretAndSignsWithFirst() throws {
    let both = try WebhookSigner(secret: "new", formerSecrets: ["old", "older"])
    for secret in ["new", "old", "older"] {
      let signature = try WebhookSigner(secret: secret).sign(Self.body)
      #expect(both.isValid(signature, of: Self.body))
      #expect(try request([signature.description]).delivery(verifiedBy: both).eventID == "evt-1")
    }
    #expect(!both.isValid(try WebhookSigner(secret: "other").sign(Self.body), of: Self.body))
    #expect(try WebhookSigner(secret: "new").isValid(both.sign(Self.body), of: Self.body))
  }

  // MARK: - Rejecting

  @Test(arguments: [body, textBody])
  func rejectsSignatureOfAnyOtherBody(body: [UInt8]) throws {
    let signer = try signer()
    let signature = signer.sign(body)
    for bit in 0..<(8 * body.count) {
      var changed = body
      changed[bit / 8] ^= 1 << (bit % 8)
      #expect(!signer.isValid(signature, of: changed))
    }
    for count in 0..<body.count { #expect(!signer.isValid(signature, of: Array(body[..<count]))) }
    #expect(!signer.isValid(signature, of: body + [0x0A]))
  }

  /// Any flipped bit invalidates the signature, unless it only changes the case of a digit.
  @Test func rejectsSignatureWithAnyFlippedBit() throws {
    let signer = try signer()
    let text = Array(signer.sign(Self.body).description.utf8)
    var cases = 0
    for bit in 0..<(8 * text.count) {
      var changed = text
      changed[bit / 8] ^= 1 << (bit % 8)
      guard let signature = try? WebhookSignature(String(decoding: changed, as: UTF8.self)) else {
        continue
      }
      if signature.description.utf8.elementsEqual(text) {
        cases += 1
      } else {
        #expect(!signer.isValid(signature, of: Self.body))
      }
    }
    #expect(cases == text[7...].count { $0 >= UInt8(ascii: "a") })
  }

  @Test func rejectsMalformedSignature() throws {
    let good = try signer().sign(Self.body).description
    let digits = String(good.dropFirst(7))
    var texts = (0..<good.count).map { String(good.prefix($0)) }
    texts += [
      digits, "sha256=", "SHA256=\(digits)", "sha1=\(digits)", "sha256 =\(digits)",
      "sha256= \(digits)", "sha256=\(digits)0", "sha256=\(digits)00", "\(good), \(good)",
      "sha256=\(digits.dropLast())g", "sha256=\(digits.dropLast())\u{661}", "\"\(good)\"",
      "sha256=0x\(digits.dropLast(2))", "sha256=+\(digits.dropLast())", "\(good);",
    ]
    for text in texts {
      #expect(throws: WebhookSignatureError.malformed, "\(text)") { try WebhookSignature(text) }
      #expect(try error(request([text])) == .malformed, "\(text)")
    }
  }

  /// Surrounding whitespace isn't part of a field value (RFC 9110 §5.5).
  @Test func ignoresWhitespaceAroundFieldValue() throws {
    let good = try signer().sign(Self.body).description
    #expect(try request(["  \(good)\t"]).delivery(verifiedBy: signer()).eventID == "evt-1")
    #expect(throws: WebhookSignatureError.malformed) { try WebhookSignature(" \(good)") }
  }

  @Test func distinguishesMissingRepeatedAndMismatchedSignatures() throws {
    let signer = try signer()
    let good = signer.sign(Self.body).description
    let zeros = "sha256=\(String(repeating: "0", count: 64))"
    #expect(try error(request([])) == .missing)
    #expect(try error(request([good, good])) == .repeated)
    #expect(try error(request([good, zeros])) == .repeated)
    #expect(try error(request([zeros])) == .mismatch)
    let other = try WebhookSigner(secret: Self.secret + " ").sign(Self.body)
    #expect(try error(request([other.description])) == .mismatch)
  }

  @Test(arguments: ["", "{}", "not JSON", #"{"event_id":1}"#])
  func reportsUnreadableBodyWhenSignatureIsValid(text: String) throws {
    let body = Array(text.utf8)
    let error = try error(request([signer().sign(body).description], body))
    guard case .unreadableBody(let reason) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(throws: reason) { try WebhookDelivery(json: body) }
  }

  @Test func checksSignatureBeforeDecodingBody() throws {
    #expect(try error(request([], Array("not JSON".utf8))) == .missing)
  }

  // MARK: - Secrets

  @Test func rejectsEmptySecret() {
    #expect(throws: WebhookSignatureError.emptySecret) { try WebhookSigner(secret: "") }
    #expect(throws: WebhookSignatureError.emptySecret) {
      try WebhookSigner(secret: "s", formerSecrets: ["t", ""])
    }
  }

  @Test func omitsSecretsAndSignatureFromPrintedForms() throws {
    let signer = try WebhookSigner(secret: Self.secret, formerSecrets: ["the-former-one"])
    let zeros = "sha256=\(String(repeating: "0", count: 64))"
    let request = try request([zeros])
    let error = #expect(throws: WebhookSignatureError.self) {
      try request.delivery(verifiedBy: signer)
    }
    var dumped = "\(signer)\(String(reflecting: signer))\(error.map { "\($0)" } ?? "")"
    dump(signer, to: &dumped)
    dump(error, to: &dumped)
    let digits = signer.sign(Self.body).description.dropFirst(7)
    for text in [Self.secret, "the-former-one", String(digits)] {
      #expect(!dumped.contains(text))
    }
    #expect(dumped.contains("2 secrets"))
  }
}
#endif
