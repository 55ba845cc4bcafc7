// SPDX-License-Identifier: Apache-2.0

#if CLI && (os(macOS) || os(Linux))
import ClassifyBridge
import Synchronization
import TestSupport
import Testing

/// A service whose jobs are completed at their first successful poll.
enum FinishingService {
  private static let job = """
    {"id": "clj-0", "status": "COMPLETED", "project_id": "p", "user_id": "u", "file_input": "f",
     "document_input_type": "file_id", "configuration": {"rules": []},
     "result": {"type": "song", "confidence": 0.9, "reasoning": "r"}}
    """

  /// Returns the service's plan.
  ///
  /// - Parameter firstPoll: The behavior at the first poll of all; `nil` for the usual one.
  /// - Returns: A plan that resets the connection of uploads whose file contains `broken`.
  static func plan(firstPoll: LoopbackBehavior? = nil) -> LoopbackPlan {
    let uploads = Mutex(0)
    let polls = Mutex(0)
    return LoopbackPlan { request in
      if request.path.hasSuffix("/files") {
        let isBroken = String(decoding: request.body, as: UTF8.self).contains("broken")
        return isBroken ? .reset : .json(201, Self.file(Self.next(uploads)))
      }
      var job = (try? JSONValue(json: Self.job))?.object ?? [:]
      guard request.method == "POST", let body = try? JSONValue(json: request.body) else {
        // A poll, or a cancellation, which has no body.
        if request.method == "GET", Self.next(polls) == 1, let firstPoll { return firstPoll }
        let id = request.path.split(separator: "/").first { $0.hasPrefix("clj-") }
        job["id"] = .string(id.map { String($0.prefix { $0 != "?" }) } ?? "")
        return .json(200, JSONValue.object(job).jsonText())
      }
      for name in ["configuration", "file_input", "transaction_id"] { job[name] = body[name] }
      job["id"] = .string("clj-\(body["file_input"]?.string?.suffix(3) ?? "")")
      job["status"] = "PENDING"
      job["result"] = nil
      return .json(200, JSONValue.object(job).jsonText())
    }
  }

  private static func file(_ number: Int) -> String {
    #"{"id": "dfl-00000000-0000-4000-8000-000000000\#(number + 100)", "name": "f"}"#
  }

  private static func next(_ counter: borrowing Mutex<Int>) -> Int {
    counter.withLock { count in
      count += 1
      return count
    }
  }
}
#endif
