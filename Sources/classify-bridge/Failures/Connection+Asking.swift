// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

extension Connection {
  /// What a command asks about, so that a failure can say what to try instead.
  enum Subject {
    /// A job of v1, by its id.
    case v1Job(String)
    /// A job of v2, by its id.
    case v2Job(String)
    /// Anything else.
    case other
  }

  /// Makes calls, and explains what goes wrong with them.
  ///
  /// - Throws: ``ServiceFailure`` in the place of `ClassifyError`; ``CommandFailure`` in the place
  ///   of `TranslationRefusal`.
  func asking<Value>(
    about subject: Subject = .other, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as ClassifyError {
      throw ServiceFailure(error: error, hints: hints(for: error, subject))
    } catch let refusal as TranslationRefusal {
      throw RefusalText.failure(refusal)
    }
  }

  private func hints(for error: ClassifyError, _ subject: Subject) -> [String] {
    switch (error.code, subject) {
    case (.authentication, _): ["The key came from \(keySource)."]
    // v1 takes nothing but UUIDs for ids of jobs.
    case (.notFound, .v1Job(let id)), (.unprocessable, .v1Job(let id)):
      ["If it is a job of v2: classify-bridge classify get \(Self.argument(id))"]
    case (.notFound, .v2Job(let id)):
      ["If it is a job of v1: classify-bridge classifier:jobs get \(Self.argument(id))"]
    default: []
    }
  }

  /// Returns an id as a shell takes it.
  private static func argument(_ id: String) -> String {
    let isPlain = id.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    return isPlain ? id : "ID"
  }
}
