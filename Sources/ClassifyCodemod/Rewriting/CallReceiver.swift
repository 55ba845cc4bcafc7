// SPDX-License-Identifier: Apache-2.0

/// What precedes the name of a v1 function.
enum CallReceiver: Sendable {
  /// `client.classifier`, with `.jobs` or without.
  case client
  /// A name of a classifier, such as `self.classifier`.
  case classifier(Expression)
  /// A name of a classifier's jobs.
  case jobs(Expression)

  /// Reads the callee of a call; nil for a function with a name of its own.
  init?(_ call: CallSite, in program: ProgramFile) {
    guard case .member(let function) = call.call.callee.kind else { return nil }
    if let client = call.client,
      case .client = program.finder.origin(of: client, in: program.file)?.entity
    {
      self = .client
    } else if let classifier = call.classifier,
      case .classifier = program.finder.origin(of: classifier, in: program.file)?.entity
    {
      self = .classifier(classifier)
    } else {
      self = .jobs(function.base)
    }
  }
}
