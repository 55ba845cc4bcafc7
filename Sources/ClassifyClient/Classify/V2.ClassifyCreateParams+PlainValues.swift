// SPDX-License-Identifier: Apache-2.0

import ClassifyJSON
public import ClassifyModel
public import ClassifyV2

extension V2.ClassifyCreateParams {
  /// Makes the body of a request that classifies one document by rules.
  ///
  /// - Parameters:
  ///   - fileInput: The id of a file (`dfl-<uuid>`) or of a parse job (`pjb-<uuid>`).
  ///   - rules: The rules: at least one, of different types.
  ///   - language: The document's language; `nil` means English.
  ///   - maxPages: The maximum number of pages to process, at least 1; `nil` means no limit.
  ///   - targetPages: The pages to process; `nil` means all.
  ///   - transactionID: The idempotency key, of 1 to 255 characters; `nil` lets the client make one.
  public init(
    fileInput: String, rules: [V2.Rule], language: Language? = nil, maxPages: Int? = nil,
    targetPages: PageSet? = nil, transactionID: String? = nil
  ) {
    let parsing = V2.ParsingConfiguration(
      lang: Presence(language.map { .value($0.rawValue) }),
      maxPages: Presence(maxPages.map { .value($0) }),
      targetPages: Presence(targetPages.map { .value($0.rangeString) }))
    self.init(
      configuration: .value(
        V2.Configuration(
          rules: rules,
          parsingConfiguration: parsing == V2.ParsingConfiguration() ? .absent : .value(parsing))),
      fileInput: .value(fileInput), transactionID: Presence(transactionID))
  }
}
