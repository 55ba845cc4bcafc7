// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The results of a run for a program: an object for each file.
enum RunJSON {
  /// Returns the object of a file.
  static func value(of result: RunResult) -> JSONValue {
    let found = result.ending.classification
    return [
      "file": .string(result.file.path),
      "outcome": .string(result.ending.word),
      "type": string(found?.type),
      "confidence": found.flatMap { JSONNumber($0.confidence.text) }.map(JSONValue.number) ?? .null,
      "reasoning": string(found?.reasoning),
      "error": string(result.ending.reason),
      "file_id": string(result.fileID),
      "job_id": string(result.job?.text),
    ]
  }

  private static func string(_ text: String?) -> JSONValue {
    text.map(JSONValue.string) ?? .null
  }
}
