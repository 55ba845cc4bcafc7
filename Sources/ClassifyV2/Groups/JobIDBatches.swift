// SPDX-License-Identifier: Apache-2.0

/// Job IDs in batches, each of which fits into the URL of one query.
package struct JobIDBatches {
  /// The maximum number of IDs in a batch.
  package static let maximumCount = 50
  /// The maximum size of a batch's IDs in bytes, unless it has one ID only.
  package static let maximumBytes = 4_096

  /// The batches, none of which is empty; each ID is in one of them.
  let batches: [[String]]

  init(_ ids: [String]) {
    var batches: [[String]] = []
    var seen: Set<String> = []
    var byteCount = 0
    for id in ids where seen.insert(id).inserted {
      byteCount += id.utf8.count
      if let last = batches.last, last.count < Self.maximumCount, byteCount <= Self.maximumBytes {
        batches[batches.count - 1].append(id)
      } else {
        batches.append([id])
        byteCount = id.utf8.count
      }
    }
    self.batches = batches
  }

  /// A position in the list of the jobs of all batches.
  ///
  /// Its text is the service's own page token if there is one batch, else the number of the batch, a
  /// colon, and the token.
  struct Position: Equatable {
    let batch: Int
    /// The service's token; `nil` for the first page of the batch.
    let token: String?
  }

  /// Parses a page token; `nil` if it is not of these batches.
  func position(_ text: String?) -> Position? {
    guard let text else { return Position(batch: 0, token: nil) }
    guard batches.count > 1 else { return Position(batch: 0, token: text) }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let batch = Int(parts[0]), batches.indices.contains(batch) else {
      return nil
    }
    return Position(batch: batch, token: parts[1].isEmpty ? nil : String(parts[1]))
  }

  /// Returns the token of the page after a position; `nil` after the last page of all batches.
  func token(after position: Position, serviceToken: String?) -> String? {
    guard batches.count > 1 else { return serviceToken }
    if let serviceToken { return "\(position.batch):\(serviceToken)" }
    let next = position.batch + 1
    return next < batches.count ? "\(next):" : nil
  }
}
