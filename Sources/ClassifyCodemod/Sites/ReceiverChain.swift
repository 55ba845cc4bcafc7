// SPDX-License-Identifier: Apache-2.0

/// The client and the classifier that a call of v1 names.
struct ReceiverChain: Sendable {
  /// `client` of `client.classifier.jobs.create(…)`.
  var client: Expression?
  /// `client.classifier` of it, or a name that holds a classifier.
  var classifier: Expression?

  init(_ call: Call, _ operation: V1Operation, _ sdk: SDK) {
    guard case .member(let function) = call.callee.kind, operation != .makeClassifier else {
      return
    }
    switch sdk {
    case .services, .typeScriptServices: classifier = function.base
    case .python, .generatedPython, .typeScript:
      var receiver = function.base.unwrapped
      let isOfJobs: Bool
      switch operation {
      case .classify, .classifyFiles, .makeClassifier: isOfJobs = false
      case .create, .get, .list, .results: isOfJobs = sdk != .generatedPython
      case .wait: isOfJobs = sdk == .typeScript
      }
      if isOfJobs {
        guard case .member(let jobs) = receiver.kind, jobs.name.text == "jobs" else { return }
        receiver = jobs.base.unwrapped
      }
      classifier = receiver
      if case .member(let member) = receiver.kind, member.name.text == "classifier" {
        client = member.base
      }
    }
  }
}
