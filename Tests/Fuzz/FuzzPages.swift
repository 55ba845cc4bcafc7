// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Parses arbitrary bytes as a range string, and checks invariants of the result.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPages(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let text = UnsafeBufferPointer(start: start, count: count).span
  let lenient = try? PageSet.reading(utf8: text)
  let strict = try? PageSet.reading(utf8: text, syntax: .strict)
  // Whatever strict syntax accepts, lenient syntax accepts as the same pages.
  if let strict { precondition(strict.pages == lenient?.pages, "strict and lenient syntax differ") }
  guard let lenient else { return 0 }

  let canonical = lenient.pages.rangeString
  var bytes: [UInt8] = []
  lenient.pages.appendUTF8(to: &bytes)
  precondition(bytes == Array(canonical.utf8), "the two writers differ")
  let again = try? PageSet.reading(rangeString: canonical, syntax: .strict)
  precondition(again?.pages == lenient.pages, "the range string doesn't round-trip")
  precondition(again?.notes.isEmpty == true, "the canonical form has notes")
  if lenient.notes.isEmpty {
    precondition(text.withUnsafeBufferPointer { $0.elementsEqual(bytes) }, "a note is missing")
  }
  if lenient.pages.count <= 10_000, let indices = try? lenient.pages.indices() {
    let back = try? PageSet(indices: indices)
    precondition(back == lenient.pages, "the indices don't round-trip")
  }
  return 0
}
