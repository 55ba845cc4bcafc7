// SPDX-License-Identifier: Apache-2.0

#if CLI
import ClassifyBridge

/// Prints the response to a single call.
struct JobOutput {
  let options: OutputOptions
  let connection: Connection
  /// The job that hints about a failed call name.
  var subject = Connection.Subject.other
  /// Whether the response is one of several that the command prints as a list.
  var isItem = false

  /// Performs a call and prints its response: formatted, or the service's bytes for `--format raw`.
  ///
  /// A message names a created job that can't be printed, and says if it was cancelled before.
  ///
  /// - Returns: The response.
  /// - Throws: ``ServiceFailure`` if the call fails. With `--format raw`, a response that can't be
  ///   decoded is printed first.
  @discardableResult
  func print<Response: JSONWritable>(
    _ call: () async throws -> Response
  ) async throws -> Response {
    var output = ResponseOutput(options)
    let response: Response
    do {
      response = try await connection.reportingErrors(about: subject, call)
    } catch {
      try writeRaw(to: &output)
      throw error
    }
    do {
      if options.format == .raw {
        try writeRaw(to: &output)
      } else if isItem {
        try output.writeItem(response)
      } else {
        try output.write(response)
      }
    } catch {
      if let text = InterruptionText.unprinted(connection.creations) { Console.writeMessage(text) }
      throw error
    }
    if let text = InterruptionText.cancelled(connection.creations) { Console.writeMessage(text) }
    return response
  }

  private func writeRaw(to output: inout ResponseOutput) throws {
    guard options.format == .raw, let bytes = connection.latestResponse.body else { return }
    try output.write(bytes: bytes)
  }
}

/// Prints the items of a paged list as pages are fetched.
struct ListOutput {
  let options: OutputOptions
  let list: ListOptions
  let connection: Connection

  /// Fetches and prints up to `--max-items` items, or one page for `--format raw`.
  ///
  /// A record that can't be read is reported on stderr.
  ///
  /// - Parameters:
  ///   - items: The list.
  ///   - afterEach: Called with each printed item, except with `--format raw`.
  /// - Throws: ``ServiceFailure`` if a call fails; items fetched before it are already printed.
  func print<Item: JSONWritable>(
    _ items: Paged<Item>, afterEach: (Item) -> Void = { _ in }
  ) async throws {
    let items = items.onUnreadable { UnreadableText.writeMessage($0) }
    if options.format == .raw {
      try await JobOutput(options: options, connection: connection).print {
        RawPage(items: try await items.page(list.pageToken).items)
      }
      return
    }
    var output = ResponseOutput(options)
    guard list.maxItems != 0 else { return }
    var count = 0
    var iterator = items.makeAsyncIterator()
    while count != list.maxItems {
      guard let item = try await connection.reportingErrors({ try await iterator.next() }) else {
        return
      }
      try output.writeItem(item)
      afterEach(item)
      count += 1
    }
  }
}

/// Reports records that can't be read.
enum UnreadableText {
  /// Writes a line to stderr.
  static func writeMessage(_ record: UnreadableRecord) {
    Console.writeMessage(PlainText.printable("a record can't be read and is left out: \(record)"))
  }
}

/// A decoded page, which ``JobOutput`` prints as the bytes that the service sent.
private struct RawPage<Item: JSONWritable>: JSONWritable {
  let items: [Item]

  func write(to writer: inout JSONWriter) {
    items.write(to: &writer)
  }
}
#endif
