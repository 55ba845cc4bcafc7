// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP
import Synchronization

extension LlamaCloud {
  /// Makes calls and returns their value with the metadata of every response.
  ///
  /// It works with every call, also with those that make many requests, such as a list or a wait:
  ///
  /// ```swift
  /// let (job, responses) = try await client.withResponses { try await $0.classify.get(id) }
  /// print(responses.last?.requestID ?? "no id")
  /// ```
  ///
  /// A request that failed is not among them; its ``ClassifyError`` says as much.
  ///
  /// - Parameter body: The calls, to be made with the client that it is given.
  /// - Returns: What `body` returns, and the metadata of the answers in the order of their arrival.
  /// - Throws: What `body` throws.
  public func withResponses<Value>(
    _ body: (LlamaCloud) async throws -> Value
  ) async rethrows -> (value: Value, responses: [ResponseMetadata]) {
    let log = ResponseLog()
    var client = self
    client.service.observe = { [outer = service.observe] metadata in
      log.append(metadata)
      outer?(metadata)
    }
    let value = try await body(client)
    return (value, log.entries)
  }
}

/// What came with answers, gathered from many tasks.
private final class ResponseLog: Sendable {
  private let state = Mutex<[ResponseMetadata]>([])

  var entries: [ResponseMetadata] { state.withLock(\.self) }

  func append(_ metadata: ResponseMetadata) {
    state.withLock { $0.append(metadata) }
  }
}
