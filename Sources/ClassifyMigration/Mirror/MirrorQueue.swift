// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// The documents of mirrored requests that wait, first in, first out.
///
/// A request is one entry, whatever its number of documents, so adding it takes constant time.
struct MirrorQueue: Sendable {
  /// A document of a mirrored request.
  struct Entry: Sendable {
    let mirrored: MirroredRequest
    /// The zero-based position of the document.
    let position: Int
  }

  private struct Element: Sendable {
    let mirrored: MirroredRequest
    var positions: Range<Int>
  }

  /// The number of removed elements after which their memory is reused, if they are the majority.
  private static let compactionThreshold = 64

  /// The number of documents.
  private(set) var count = 0
  /// The size of the texts of the requests, in bytes.
  private(set) var byteCount = 0
  private var elements: [Element?] = []
  private var head = 0

  /// Adds the first `count` documents of a request.
  mutating func append(_ mirrored: MirroredRequest, count: Int) {
    guard count > 0 else { return }
    elements.append(Element(mirrored: mirrored, positions: 0..<count))
    self.count += count
    byteCount += mirrored.byteCount
  }

  /// Removes and returns the next document.
  mutating func popFirst() -> Entry? {
    guard head < elements.count, var element = elements[head] else { return nil }
    let position = element.positions.lowerBound
    element.positions.removeFirst()
    count -= 1
    if element.positions.isEmpty { removeHead(element) } else { elements[head] = element }
    return Entry(mirrored: element.mirrored, position: position)
  }

  /// Removes the next request if it was submitted longer ago than `age`, and returns it with the
  /// number of its documents that waited.
  mutating func popFirst(olderThan age: Duration) -> (mirrored: MirroredRequest, count: Int)? {
    guard head < elements.count, let element = elements[head],
      element.mirrored.sinceSubmission.elapsed() > age
    else { return nil }
    count -= element.positions.count
    removeHead(element)
    return (element.mirrored, element.positions.count)
  }

  private mutating func removeHead(_ element: Element) {
    byteCount -= element.mirrored.byteCount
    elements[head] = nil
    head += 1
    guard head >= Self.compactionThreshold, head * 2 >= elements.count else { return }
    elements.removeFirst(head)
    head = 0
  }
}
