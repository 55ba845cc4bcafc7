// SPDX-License-Identifier: Apache-2.0

public import ClassifyHTTP

/// The wire shapes of Classify v2, `/api/v2/classify`.
///
/// They are named as in the service's reference and say what it says, no more: members keep their
/// texts and digits, `null` is told from absent, and members that the reference does not have are
/// kept in `others` and written back behind the known ones. Every dialect of v2 is read, from the
/// oldest, which calls a job's input `document_input_value`.
public enum V2 {
  /// One page of the list of jobs.
  public typealias JobPage = ListPage<Job>
  /// `ClassifyConfiguration.Rule`: a rule to evaluate against the document.
  public typealias Rule = WireRule
  /// `ClassifyResult`: what was found out about the document.
  public typealias ClassificationResult = WireResult
  /// `WebhookConfiguration`: where events are delivered.
  public typealias WebhookConfiguration = WireWebhook
}
