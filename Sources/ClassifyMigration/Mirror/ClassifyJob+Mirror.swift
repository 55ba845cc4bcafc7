// SPDX-License-Identifier: Apache-2.0

import ClassifyModel

extension ClassifyJob {
  /// Returns the record of a document, or `nil` if the job has none.
  ///
  /// - Parameters:
  ///   - document: The document as it was submitted.
  ///   - position: Its zero-based position in the request, which decides between several records of
  ///     the same document.
  /// - Returns: The record.
  func record(of document: DocumentReference, at position: Int) -> DocumentRecord? {
    func isRecord(_ record: DocumentRecord) -> Bool {
      record.reference?.isSameDocument(as: document) ?? false
    }
    if documents.indices.contains(position), isRecord(documents[position]) {
      return documents[position]
    }
    return documents.first(where: isRecord)
  }
}
