// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
import Foundation
import TestSupport
import Testing

@Suite struct JSONFuzzTests {
  static let seeds: [UInt64] = [1, 2, 3, 5, 8, 13, 21, 34]

  @Test(arguments: seeds)
  func roundTripsAnyValue(seed: UInt64) throws {
    var random = RandomJSON(SeededGenerator(seed: seed))
    for _ in 0..<100 {
      let value = random.value()
      #expect(try JSONValue(json: value.jsonBytes()) == value, "seed \(seed)")
      #expect(try JSONValue(json: value.jsonBytes(pretty: true)) == value, "seed \(seed)")
    }
  }

  @Test(arguments: seeds)
  func reportsUnexpectedEndOfTruncatedText(seed: UInt64) throws {
    var random = RandomJSON(SeededGenerator(seed: seed))
    for _ in 0..<6 {
      let bytes = Array(JSONValue.array([random.value(depth: 2)]).jsonBytes().prefix(400))
      let wrong = bytes.indices.filter { length in
        // A truncated character is reported at its first byte.
        let codes: [JSONError.Code?] = [.unexpectedEnd, .invalidUTF8]
        return !codes.contains(Self.fault(in: Array(bytes.prefix(length))))
      }
      #expect(wrong.isEmpty, "seed \(seed), \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: seeds)
  func agreesWithFoundationOnDamagedText(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var random = RandomJSON(SeededGenerator(seed: seed ^ 0xFF))
    var counts = (accepted: 0, rejected: 0)
    for _ in 0..<400 {
      var bytes = random.value(depth: 3).jsonBytes()
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        Self.damage(&bytes, &generator)
      }
      let code = Self.fault(in: bytes)
      let theirs =
        (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed))
      if let code {
        counts.rejected += 1
        if theirs != nil {
          #expect(
            Self.leniencies.contains(code),
            "seed \(seed): only Foundation accepts \(String(decoding: bytes, as: UTF8.self))")
        }
      } else {
        counts.accepted += 1
        if theirs == nil {
          #expect(
            Self.hasNumberBeyondDouble(bytes),
            "seed \(seed): only Foundation rejects \(String(decoding: bytes, as: UTF8.self))")
        }
      }
    }
    #expect(counts.accepted > 20)
    #expect(counts.rejected > 100)
  }

  /// Faults that Foundation accepts: a trailing comma, a byte order mark, and duplicate names.
  private static let leniencies: Set<JSONError.Code> = [
    .trailingComma, .byteOrderMark, .duplicateMember,
  ]

  /// Foundation rejects numbers out of the range of `Double`, which the RFC allows.
  private static func hasNumberBeyondDouble(_ bytes: [UInt8]) -> Bool {
    func search(_ value: JSONValue) -> Bool {
      switch value {
      case .number(let number): !number.double.isFinite
      case .array(let elements): elements.contains(where: search)
      case .object(let members): members.contains { search($0.value) }
      case .null, .bool, .string: false
      }
    }
    return (try? JSONValue(json: bytes)).map(search) ?? false
  }

  private static func fault(in bytes: [UInt8]) -> JSONError.Code? {
    do throws(JSONError) {
      _ = try JSONValue(json: bytes)
      return nil
    } catch {
      return error.code
    }
  }

  private static func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let meaningful = Array("{}[]\",:\\ue0123.-+ tfn\n\u{1}".utf8) + [0x80, 0xC2, 0xED, 0xF4, 0xFF]
    let byte = meaningful[Int.random(in: 0..<meaningful.count, using: &generator)]
    let place = Int.random(in: 0...bytes.count, using: &generator)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: bytes.insert(byte, at: place)
    case 1 where place < bytes.count: bytes.remove(at: place)
    case 2 where place < bytes.count: bytes[place] = byte
    case 3 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    default: bytes.append(byte)
    }
  }
}
