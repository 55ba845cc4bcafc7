// SPDX-License-Identifier: Apache-2.0

import ClassifyContract
import ClassifyJSON
import ClassifyModel

extension V1 {
  /// The results of a job, from all pages.
  struct Results {
    /// The results that can be read.
    private(set) var items: [FileClassification] = []
    /// The others, with their positions among all results.
    private(set) var unreadable: [(position: Int, record: UnreadableRecord)] = []

    /// Adds the results of the next page.
    mutating func append(_ page: Paged<FileClassification>.Page) {
      let start = items.count + unreadable.count
      unreadable += page.unreadable.map { (start + $0.index, $0) }
      items += page.items
    }
  }
}

extension V1.Results {
  /// Returns a job with these results.
  ///
  /// A result that can't be read becomes a failed document whose error message says why.
  func job(from job: V1.Job, _ translator: V1Translator) -> ClassifyJob {
    var model = translator.job(from: job, results: items).value
    for (position, record) in unreadable {
      let document = DocumentRecord(
        reference: record.value["file_id"]?.string.map { .file($0) }, status: .failed,
        errorMessage: "the result can't be read: \(record)",
        identifier: record.value["id"]?.string)
      model.documents.insert(document, at: min(position, model.documents.count))
    }
    return model
  }
}

extension V1.Job {
  /// Whether the service can respond 404 to a request for the job's results, although it exists.
  package var canLackResults: Bool {
    [.failed, .cancelled].contains(status.jobStatus)
  }
}
