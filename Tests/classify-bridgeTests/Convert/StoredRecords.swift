// SPDX-License-Identifier: Apache-2.0

import Foundation

/// Records for the tests of `convert`, whose results are known without converting them.
enum StoredRecords {
  /// A v2 request body with a number, which converts to v2 unchanged.
  static func unchanged(_ number: Int) -> String {
    #"{"configuration": {"rules": [{"type": "t\#(number)", "description": "d"}]}, "#
      + #""file_input": "dfl-\#(number)"}"#
  }

  /// A line that is no record of any kind.
  static func damaged(_ number: Int) -> String { "damaged \(number)" }

  /// A v1 job, and a result of it.
  static func job(_ number: Int) -> [String] {
    let id = "0f6e2c8a-53d1-4b7e-9c0a-\(padded(number))"
    return [
      #"{"id":"\#(id)","project_id":"p","user_id":"u","status":"SUCCESS","#
        + #""rules":[{"type":"invoice","description":"has a number"}]}"#,
      #"{"id":"7d1b5e0c-8a42-4f39-b6d7-\#(padded(number))","classify_job_id":"\#(id)","#
        + #""file_id":"3c9a1d7e-62b4-48f0-85ce-\#(padded(number))","#
        + #""result":{"type":"invoice","confidence":0.5,"reasoning":"r"}}"#,
    ]
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// A file with jobs of 0 or 1 results, unchanged records, damaged and blank lines.
  static func mixed(count: Int) -> String {
    (0..<count).map { number in
      switch number % 7 {
      case 0: unchanged(number) + "\n"
      case 1: damaged(number) + "\n"
      case 2: job(number)[0] + "\n"
      case 3: "\n"
      default: job(number).joined(separator: number % 5 == 0 ? "\n\n" : "\n") + "\n"
      }
    }.joined()
  }
}
