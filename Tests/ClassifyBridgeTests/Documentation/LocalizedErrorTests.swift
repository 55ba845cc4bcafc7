// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge
import Foundation
import Testing

/// Foundation's text for an error is the sentence of its description.
@Suite struct LocalizedErrorTests {
  private static let errors: [any Error] = [
    ClassifyError(code: .timeout, message: "the job is still running"),
    TranslationRefusal(notes: [], policy: .strict),
    TransportError(kind: .timedOut, delivery: .unknown, message: "no response"),
    ResultLogError("it has no label", line: 7),
    thrown { _ = try JSONValue(json: "{") },
    thrown { _ = try PageSet(rangeString: "5-3") },
    thrown { _ = try BaseURL("no URL") },
    thrown { _ = try ServiceConfiguration(environment: [:]) },
    thrown { _ = try HTTPField(name: "a b", value: "") },
    thrown { _ = try Secret("") },
    thrown { _ = try SessionCookie("") },
    thrown {
      do throws(PageError) {
        _ = try PageSet(rangeString: "5-3")
      } catch {
        throw PageRecordFault.selection(error, in: .v2)
      }
    },
  ]

  private static func thrown(_ body: () throws -> Void) -> any Error {
    do {
      try body()
      return Unexpected()
    } catch {
      return error
    }
  }

  private struct Unexpected: Error {}

  @Test(arguments: errors.indices)
  func hasSentenceOfDescription(index: Int) {
    let error = Self.errors[index]
    #expect(!(error is Unexpected))
    #expect(error.localizedDescription == "\(error)")
    #expect((error as NSError).localizedDescription == "\(error)")
  }
}
