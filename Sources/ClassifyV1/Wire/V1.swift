// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

/// The wire shapes of Classify v1, `/api/v1/classifier/jobs`.
///
/// They are named as in the service's reference and say what it says, no more: members keep their
/// texts and digits, `null` is told from absent, and members that the reference does not have are
/// kept in `others` and written back behind the known ones.
public enum V1 {
  /// `PaginatedResponse_ClassifyJob_`: one page of the list of jobs.
  public typealias JobPage = ListPage<Job>
  /// `JobGetResultsResponse`: one page of a job's results.
  public typealias ResultsPage = ListPage<FileClassification>
  /// `ClassifierRule`: a rule for classifying documents.
  public typealias Rule = WireRule
  /// `ClassificationResult`: what was found out about one file.
  public typealias ClassificationResult = WireResult
  /// `LlamaParseWebhookConfiguration`: where events are delivered.
  public typealias WebhookConfiguration = WireWebhook
}
