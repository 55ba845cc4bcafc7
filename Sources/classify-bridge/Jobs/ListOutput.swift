// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// Prints a list while its pages are fetched.
struct ListOutput {
  let options: OutputOptions
  let list: ListOptions
  let connection: Connection

  /// Fetches and prints as much as was asked for.
  ///
  /// - Throws: ``ServiceFailure``; what could be fetched before is printed.
  func print<Item: JSONWritable>(_ items: Paged<Item>) async throws {
    if options.format == .raw {
      try await JobOutput(options: options, connection: connection).print {
        RawPage(items: try await items.page(list.pageToken).items)
      }
      return
    }
    var output = AnswerOutput(options)
    guard list.maxItems != 0 else { return }
    var count = 0
    var iterator = items.makeAsyncIterator()
    while count != list.maxItems {
      guard let item = try await connection.asking({ try await iterator.next() }) else { return }
      try output.writeItem(item)
      count += 1
    }
  }
}

/// A page of which the service's own bytes are printed.
private struct RawPage<Item: JSONWritable>: JSONWritable {
  let items: [Item]

  func write(to writer: inout JSONWriter) {
    items.write(to: &writer)
  }
}
#endif
