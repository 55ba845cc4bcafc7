// SPDX-License-Identifier: Apache-2.0

/// A call that looks like v1, whatever its receiver is.
struct ProbableShape: Sendable {
  let operation: V1Operation
  let sdk: SDK
  /// The innermost known part of the receiver: the client, or what is called.
  private let receiver: Expression
  /// The member of it that is read first.
  private let member: String

  /// Reads the shape of a call, or returns nil if it does not look like v1.
  init?(_ call: Call, isPython: Bool) {
    guard case .member(let function) = call.callee.kind else { return nil }
    let name = function.name.text
    let base = function.base.unwrapped
    let labels = call.names
    let hasBody = labels.contains("file_ids") && labels.contains("rules")
    if SDKNames.distinctive.contains(name), isPython {
      let sdk: SDK =
        SDKNames.member(name, of: .classifier(.services, isAsync: false)) == nil
        ? .generatedPython : .services
      guard
        case .entity(.operation(let operation, let found, _))? = SDKNames.member(
          name, of: .classifier(sdk, isAsync: false))
      else { return nil }
      (self.operation, self.sdk) = (operation, found)
      (receiver, member) = base.client(behind: name)
      return
    }
    let sdk: SDK = isPython ? .python : .typeScript
    let isJobs = base.lastName == "jobs"
    let isClassifier: Bool =
      if case .member(let member) = base.kind {
        isJobs ? member.base.unwrapped.lastName == "classifier" : member.name.text == "classifier"
      } else {
        false
      }
    let entity: Entity =
      isJobs ? .jobs(sdk, isAsync: false) : .classifier(sdk, isAsync: false)
    guard case .entity(.operation(let operation, _, _))? = SDKNames.member(name, of: entity)
    else { return nil }
    switch operation {
    case .classify where hasBody: break
    case .create where hasBody && isJobs: break
    case .create, .get, .results, .wait, .list:
      guard isClassifier, operation != .create || hasBody || labels.isEmpty else { return nil }
    default: return nil
    }
    self.operation = operation
    self.sdk = sdk
    (receiver, member) = base.client(behind: name)
  }

  /// Whether nothing says that the receiver is something else.
  func isOpen(_ resolver: inout NameResolver, _ names: FileNames) -> Bool {
    switch resolver.resolve(receiver, in: names).meaning {
    case .unknown, .null, .unset: true
    // It can have members that are not declared, such as those of `__getattr__`.
    case .instance(let place), .type(let place): !resolver.declares(member, in: place)
    default: false
    }
  }
}

extension Call {
  /// The names of the arguments, or of the members of an object passed first.
  var names: Set<String> {
    var result: Set<String> = []
    for argument in arguments {
      if case .keyword(let name) = argument.label { result.insert(name.text) }
    }
    if let first = arguments.first, case .dictionary(let entries) = first.value.unwrapped.kind {
      result.formUnion(entries.compactMap(\.name))
    }
    return result
  }
}

extension Expression {
  /// The client of `client.classifier.jobs`, or the expression itself, and the member behind it.
  fileprivate func client(behind name: String) -> (Expression, String) {
    var result = (self, name)
    while case .member(let member) = result.0.kind,
      member.name.text == "jobs" || member.name.text == "classifier"
    {
      result = (member.base.unwrapped, member.name.text)
    }
    return result
  }
}
