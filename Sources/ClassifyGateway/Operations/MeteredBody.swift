// SPDX-License-Identifier: Apache-2.0

#if Gateway
import NIOCore

/// A response body that counts its bytes, and ends its exchange with its last one.
struct MeteredBody: AsyncSequence, Sendable {
  typealias Base = any AsyncSequence<ByteBuffer, any Error> & Sendable

  let base: Base
  let exchange: Exchange
  let status: Int

  func makeAsyncIterator() -> Iterator {
    Iterator(base: base.makeAsyncIterator(), exchange: exchange, status: status)
  }

  struct Iterator: AsyncIteratorProtocol {
    fileprivate var base: any AsyncIteratorProtocol<ByteBuffer, any Error>
    fileprivate let exchange: Exchange
    fileprivate let status: Int

    mutating func next() async throws -> ByteBuffer? {
      try await next(isolation: #isolation)
    }

    mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws -> ByteBuffer? {
      do {
        guard let part = try await base.next(isolation: actor) else {
          exchange.finish(MetricLabel.Outcome(status: status))
          return nil
        }
        exchange.update { $0.responseBytes += part.readableBytes }
        return part
      } catch {
        exchange.finish(error is CancellationError ? .abandoned : .broken)
        throw error
      }
    }
  }
}
#endif
