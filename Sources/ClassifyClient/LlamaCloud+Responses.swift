// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Synchronization

extension LlamaCloud {
  /// Runs calls and returns their value with the metadata of every response.
  ///
  /// It works with all calls, including those that send several requests, such as a list or a wait:
  ///
  /// ```swift
  /// let (job, responses) = try await client.withResponses { try await $0.classify.get(id) }
  /// print(responses.last?.requestID ?? "no ID")
  /// ```
  ///
  /// Failed requests are not included; their ``ClassifyError`` has the status and the request ID.
  ///
  /// - Parameter body: The calls; they must use the client passed to `body`.
  /// - Returns: The value of `body`, and the metadata of the responses in order of arrival.
  /// - Throws: The error that `body` throws.
  public func withResponses<Value>(
    _ body: (LlamaCloud) async throws -> Value
  ) async rethrows -> (value: Value, responses: [ResponseMetadata]) {
    let log = ResponseLog()
    var client = self
    client.service.onResponse = { [outer = service.onResponse] metadata in
      log.append(metadata)
      outer?(metadata)
    }
    let value = try await body(client)
    return (value, log.entries)
  }
}

/// A thread-safe log of response metadata.
private final class ResponseLog: Sendable {
  private let state = Mutex<[ResponseMetadata]>([])

  var entries: [ResponseMetadata] { state.withLock(\.self) }

  func append(_ metadata: ResponseMetadata) {
    state.withLock { $0.append(metadata) }
  }
}
