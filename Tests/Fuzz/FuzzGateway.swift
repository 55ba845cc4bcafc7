// SPDX-License-Identifier: Apache-2.0

import ClassifyHTTP
import ClassifyJSON
import ClassifyModel
import ClassifyV1
import ClassifyV2
import ClassifyValidation

/// Reads arbitrary bytes as the target of a request to the gateway, and as a body that creates a job.
///
/// Checks that an ID in a path can mean only one job, and that every body that v1 accepts is
/// translated to a v2 body for each file, or refused.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzGateway(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let text = String(decoding: bytes, as: UTF8.self)
  checkRoute(text)
  checkRoute("\(GatewayRoute.jobsPath)/\(text)")
  checkBody(bytes)
  return 0
}

private func checkRoute(_ target: String) {
  guard case .v1(let route) = GatewayRoute(.get, target) else { return }
  switch route {
  case .create: preconditionFailure("GET creates a job")
  case .list: break
  case .get(let id): check(route, id, end: "")
  case .results(let id): check(route, id, end: "/results")
  }
}

/// Checks that the ID, as it is sent on, is that of the same route.
private func check(_ route: V1Route, _ id: String, end: String) {
  guard let segment = try? PercentEncoding.pathSegment(id) else {
    preconditionFailure("the ID can't be sent on: \(id.debugDescription)")
  }
  let target = "\(GatewayRoute.jobsPath)/\(segment)\(end)"
  precondition(GatewayRoute(.get, target) == .v1(route), "the ID means another job")
}

private func checkBody(_ bytes: [UInt8]) {
  var validator = Validator()
  let field = JSONBody.field(bytes, contentType: nil, validator: &validator)
  let body = field.flatMap { V1JobBody($0, validator: &validator) }
  precondition((body != nil) == validator.isValid, "an invalid body has no error")
  guard let body, let params = try? V1.JobCreateParams(json: bytes) else { return }
  precondition(params.fileIDs == body.fileIDs, "the files differ")
  for policy in TranslationPolicy.allCases {
    guard let request = try? V1Translator(policy: policy).request(from: params).value else {
      continue
    }
    let translator = V2Translator(policy: policy, dialect: .current)
    guard let bodies = try? translator.params(from: request, transactionID: { "\($0)" }).value
    else { continue }
    precondition(bodies.count == params.fileIDs.count, "a file is missing")
  }
}
