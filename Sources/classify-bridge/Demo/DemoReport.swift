// SPDX-License-Identifier: Apache-2.0

import ClassifyBridge

/// The result of a demo: everything that its output shows.
struct DemoReport: Sendable {
  let rules: [Rule]
  let parsing: ParsingOptions
  let v1: DemoTraffic
  let v2: DemoTraffic
  let documents: [DemoComparison]
  /// The translation notes: those of the input, of v1, then of v2.
  let notes: [DemoNote]
  /// The effect of an off-by-one error; `nil` if no pages are selected or no page follows them.
  let offByOne: OffByOne?

  /// The pages to read of each document.
  var selection: PageSelection { parsing.pages }
  /// Whether both versions agree on every document.
  var agrees: Bool { documents.allSatisfy(\.agrees) }
  /// The documents that at least one version could not classify.
  var failures: [DemoComparison] { documents.filter { !$0.isClassified } }
}

/// The results of both versions for a document.
struct DemoComparison: Sendable {
  let document: DemoDocument
  let v1: DocumentOutcome
  let v2: DocumentOutcome

  /// Whether the outcomes are of the same kind and, if classified, of the same type.
  var agrees: Bool {
    switch (v1, v2) {
    case (.classified(let first), .classified(let second)): first.type == second.type
    case (.unmatched, .unmatched), (.failed, .failed): true
    case (.cancelled, .cancelled), (.waiting, .waiting): true
    case (.classified, _), (.unmatched, _), (.failed, _), (.cancelled, _), (.waiting, _): false
    }
  }

  /// Whether both versions returned a classification, including "unmatched".
  var isClassified: Bool { v1.classification != nil && v2.classification != nil }
}

/// The create requests that were sent to one version, and the final job statuses.
struct DemoTraffic: Sendable {
  /// The endpoint that creates jobs, such as `POST /api/v2/classify`.
  let endpoint: String
  /// The request bodies, one per job.
  let bodies: [JSONValue]
  /// The final status of each job, as the version spells it.
  let statuses: [String]
}

extension DemoTraffic {
  /// Extracts create requests and job statuses from recorded exchanges.
  ///
  /// - Throws: ``JSONError`` if a body is not JSON.
  init(_ exchanges: [RecordingTransport.Exchange]) throws(JSONError) {
    var endpoint = ""
    var bodies: [JSONValue] = []
    var jobs: [String] = []
    var statuses: [String: String] = [:]
    for exchange in exchanges {
      let response = try JSONValue(json: exchange.response.body)
      if exchange.request.method == .post, let body = exchange.request.body {
        endpoint = "\(exchange.request.method) \(exchange.request.path)"
        bodies.append(try JSONValue(json: body))
        if let id = response["id"]?.string { jobs.append(id) }
      }
      for job in [response] + (response["items"]?.array ?? []) {
        guard let id = job["id"]?.string, let status = job["status"]?.string else { continue }
        statuses[id] = status
      }
    }
    self.init(
      endpoint: endpoint, bodies: bodies, statuses: jobs.compactMap { statuses[$0] })
  }
}
