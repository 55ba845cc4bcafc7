// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

/// Reads any bytes as a range string, and checks what must hold of whatever is read.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPages(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let text = UnsafeBufferPointer(start: start, count: count).span
  let lenient = try? PageSet.reading(utf8: text)
  let strict = try? PageSet.reading(utf8: text, syntax: .strict)
  // What strict syntax takes, lenient syntax takes, too, and as the same pages.
  if let strict { precondition(strict.pages == lenient?.pages, "strict reads otherwise") }
  guard let lenient else { return 0 }

  let canonical = lenient.pages.rangeString
  var bytes: [UInt8] = []
  lenient.pages.appendUTF8(to: &bytes)
  precondition(bytes == Array(canonical.utf8), "the two writers differ")
  let again = try? PageSet.reading(rangeString: canonical, syntax: .strict)
  precondition(again?.pages == lenient.pages, "writing and reading lose pages")
  precondition(again?.notes.isEmpty == true, "the canonical form is noted")
  if lenient.notes.isEmpty {
    precondition(text.withUnsafeBufferPointer { $0.elementsEqual(bytes) }, "a note is missing")
  }
  if lenient.pages.count <= 10_000, let indices = try? lenient.pages.indices() {
    let back = try? PageSet(indices: indices)
    precondition(back == lenient.pages, "indices lose pages")
  }
  return 0
}
